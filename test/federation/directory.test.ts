import { describe, expect, test } from 'vitest'
import { createDirectory } from '../../src/federation/directory.ts'
import { readFederatedDomains } from '../../src/federation/domains.ts'

function directoryOf(list: string) {
  const domains = readFederatedDomains(list)
  if ('mistakes' in domains) throw new Error(domains.mistakes.join('\n'))
  return createDirectory(domains)
}

const user = (domain: string | undefined) => ({ user: domain === undefined ? null : `joe@${domain}`, domain })

test('a user is as federated as the domain', () => {
  const directory = directoryOf('contoso.com')

  expect(directory.lookup(user('eu.contoso.com')).federated).toBe(true)
  expect(directory.lookup(user('fabrikam.com')).federated).toBe(false)
})

test('nobody knows a user without a valid address, even where every domain is federated', async () => {
  const directory = directoryOf('*')
  await directory.ask([user(undefined)])

  expect(directory.lookup(user(undefined)).federated).toBeUndefined()
  expect(directory.unanswered.size).toBe(0)
})

describe('a list that leaves domains open', () => {
  test('says which of those asked about it cannot answer for, and why', async () => {
    const directory = directoryOf('contoso.com,auto')
    await directory.ask([user('contoso.com'), user('fabrikam.com'), user(undefined), user('fabrikam.com')])
    await directory.ask([user('contoso.onmicrosoft.com'), user('example.com')])

    expect([...directory.unanswered.keys()]).toEqual(['fabrikam.com', 'example.com'])
    expect(directory.unanswered.get('fabrikam.com')).toMatch(/federated-domains/)
    expect(directory.lookup(user('fabrikam.com')).federated).toBeUndefined()
    expect(directory.lookup(user('contoso.com')).federated).toBe(true)
  })

  test('is not asked about users that decide nothing', () => {
    expect(directoryOf('auto').unanswered.size).toBe(0)
  })
})

test('a complete list leaves nothing unanswered', async () => {
  const directory = directoryOf('contoso.com')
  await directory.ask([user('fabrikam.com')])

  expect(directory.unanswered.size).toBe(0)
})
