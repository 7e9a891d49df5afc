import { TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { passwordHashStore } from '../../../shared/store/passwordHashes.ts'
import { backends } from '../../support/backends.ts'
import { enrolled } from './enrolled.ts'
import { mockedDb } from './mockedDb.ts'

describe.each(backends)('password hashes %s', (_, open) => {
  it('are replaced by a fresh one of the same password, under the same version', async () => {
    const { account, hashes } = await enrolled(open)
    expect(await hashes.get('nobody')).toBeNull()
    await hashes.rehash(account.id, { hash: 'hash 1', version: 1 }, 'hash 1 with a new pepper')
    expect(await hashes.get(account.id)).toEqual({ hash: 'hash 1 with a new pepper', version: 1 })
  })

  it('are left alone when the password has changed meanwhile, or is gone', async () => {
    const { account, changes, hashes, reset } = await enrolled(open)
    await changes.apply(reset)
    await hashes.rehash(account.id, { hash: 'hash 1', version: 1 }, 'hash 1 with a new pepper')
    await hashes.rehash('nobody', { hash: 'hash 1', version: 1 }, 'hash 1 with a new pepper')
    expect(await hashes.get(account.id)).toEqual({ hash: 'hash 2', version: 2 })
    expect(await hashes.get('nobody')).toBeNull()
  })
})

describe('rehashing while the password is being changed', () => {
  it('does not fail the sign-in', async () => {
    const { db, mock } = mockedDb()
    mock.on(UpdateCommand).rejects(new TransactionConflictException({ message: 'conflict', $metadata: {} }))
    const hashes = passwordHashStore(db, 'Hashes')
    await expect(hashes.rehash('a', { hash: 'h', version: 1 }, 'i')).resolves.toBeUndefined()
  })
})
