import { expect, it } from 'vitest'
import { Complaint } from '../../local/complaint.ts'
import { readOptions } from '../../local/options.ts'

it('has a default for whatever is not given', () => {
  expect(readOptions([])).toEqual({ port: 4000, folder: '.allwedd', fresh: false })
})

it('reads all of them', () => {
  const args = ['--port', '0', '--data', 'there', '--fresh', '--learners=50', '--schools', '3']
  expect(readOptions([...args, '--dynamodb-endpoint', 'http://127.0.0.1:8000'])).toEqual({
    port: 0,
    folder: 'there',
    fresh: true,
    learners: 50,
    schools: 3,
    dynamodbEndpoint: 'http://127.0.0.1:8000',
  })
})

it('gives nothing when help is asked for', () => {
  expect(readOptions(['--help'])).toBeUndefined()
})

it.each([
  [['--port', '-1'], '--port'],
  [['--port', '65536'], '--port must be a whole number from 0 to 65535, and not "65536".'],
  [['--port', '4e3'], '--port must be'],
  [['--learners', '0'], '--learners must be'],
  [['--schools', 'many'], '--schools must be'],
  [['--dynamodb-endpoint', '127.0.0.1:8000'], '--dynamodb-endpoint must be'],
  [['--wrong'], "Unknown option '--wrong'; --help shows them all."],
  [['extra'], 'extra'],
  [['--data'], '--data'],
])('says in one sentence what is wrong with %j', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(Complaint)
  expect(() => readOptions(args)).toThrow(sentence)
  try {
    readOptions(args)
  } catch (error) {
    expect((error as Error).message).not.toContain('\n')
  }
})
