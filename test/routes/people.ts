import type { Role } from '../../shared/domain/permissions.ts'
import type { RunningSchool } from '../support/runningSchool.ts'

/** Somebody who is signed in. */
export type Person = {
  readonly name: string
  readonly role: Role
  readonly id: string
  readonly username: string
  readonly password: string
  readonly token: string
  readonly schoolId: string
}

/** Everyone whom the demo can sign in: `staff`, `primary staff` at the second school, and so on. */
export const signedInPeople = async ({ allwedd, signIn }: RunningSchool): Promise<Record<string, Person>> => {
  const people = allwedd.demo.signIns.map(async ({ role, phase, schoolId, username, password }) => {
    const { body } = await signIn(username, password)
    const { id } = body['account'] as { id: string }
    const secondary = phase === 'secondary'
    const person: Person = {
      name: secondary ? role : `primary ${role}`,
      role: role === 'learner' ? (secondary ? 'secondary-learner' : 'primary-learner') : role,
      id,
      username,
      password,
      token: String(body['token']),
      schoolId,
    }
    return [person.name, person] as const
  })
  return Object.fromEntries(await Promise.all(people))
}

/** @throws where nobody has that name. */
export const personIn = (people: Readonly<Record<string, Person>>, name: string): Person => {
  const person = people[name]
  if (!person) throw new Error(`There is nobody called ${name}`)
  return person
}
