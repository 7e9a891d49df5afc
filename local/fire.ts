import { parseArgs } from 'node:util'
import { readHolder } from './dataFolder.ts'

/** Calls a schedule of the running Allwedd now: `npm run fire -- NAME [--data DIR]`. Answers null, or what is wrong. */
const fire = async (args: string[]): Promise<string | null> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string', default: '.allwedd' } },
  })
  const [name, ...others] = positionals
  if (name === undefined || others.length > 0) return 'Say which schedule: npm run fire -- NAME'
  const holder = readHolder(values.data)
  if (!holder) return `Allwedd does not run on ${values.data}.`
  const { url, token } = holder.control
  const answer = await fetch(`${url}/schedules/${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  }).catch(() => undefined)
  if (!answer) return `Allwedd does not run on ${values.data} any more.`
  return answer.ok ? null : (await answer.text()) || `There is no schedule ${name}.`
}

const wrong = await fire(process.argv.slice(2)).catch((error: Error) => error.message)
if (wrong) console.error(wrong)
process.exitCode = wrong ? 1 : 0
