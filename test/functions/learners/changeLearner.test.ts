import { describe, expect, it } from 'vitest'
import { deactivateLearner } from '../../../functions/learners/deactivateLearner.ts'
import { editDisplayName } from '../../../functions/learners/editDisplayName.ts'
import { routes } from '../../../shared/contract/routes.ts'
import { schoolWorld } from '../../support/people.ts'
import { call } from '../../support/request.ts'

const ready = async () => {
  const { world, school, staff, learner } = await schoolWorld()
  const params = { schoolId: school.id, learnerId: learner.id }
  const rename = (forename: string) =>
    call(world, routes.editDisplayName, editDisplayName(world), {
      as: staff,
      params,
      body: { forename },
      headers: { 'if-match': '*' },
    })
  const deactivate = () => call(world, routes.deactivateLearner, deactivateLearner(world), { as: staff, params })
  return { world, learner, rename, deactivate, now: () => world.learnersOf(school).get(learner.id) }
}

describe('two members of staff change one learner in the same moment', () => {
  it('both changes hold: the later one is made to what the other has left', async () => {
    const { world, rename, deactivate, now } = await ready()
    world.beforeNext('changes.apply', async () => {
      await rename('Joseff')
    })
    expect((await deactivate()).status).toBe(200)
    expect(await now()).toMatchObject({ forename: 'Joseff', status: 'deactivated', version: 3 })
    expect(world.events.map(({ action }) => action)).toEqual(['display-name-edited', 'learner-deactivated'])
  })

  it('one that never gets its turn is told to try again, and has changed nothing', async () => {
    const { world, rename, deactivate, now } = await ready()
    let names = 0
    const interfere = () => {
      if (names >= 5) return
      world.beforeNext('changes.apply', async () => {
        names++
        await rename(`Joe ${names}`)
        interfere()
      })
    }
    interfere()
    expect(await deactivate()).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await now()).toMatchObject({ forename: 'Joe 5', status: 'active' })
  })

  it('a store that fails leaves the learner as they were', async () => {
    const { world, deactivate, now } = await ready()
    const before = await now()
    world.fail('changes.apply')
    expect(await deactivate()).toMatchObject({ status: 500, body: { code: 'internal-error' } })
    expect(await now()).toEqual(before)
    expect(world.events).toEqual([])
  })
})
