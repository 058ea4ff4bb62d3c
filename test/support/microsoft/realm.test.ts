import { describe, expect, test } from 'vitest'
import { ask, type Way } from './ask.ts'
import { startMicrosoft } from './start.ts'

const domains = { 'contoso.com': 'Federated', 'Fabrikam.com': 'Managed' } as const

describe.each<Way>(['plain', 'proxied'])('%s', (way) => {
  test.each([
    ['x@contoso.com', 'Federated', 'contoso.com'],
    ['x@CONTOSO.com', 'Federated', 'contoso.com'],
    ['x@eu.contoso.com', 'Federated', 'eu.contoso.com'],
    ['x@fabrikam.com', 'Managed', 'fabrikam.com'],
  ])('%s is %s', async (login, type, domain) => {
    await using microsoft = await startMicrosoft({ domains })
    const realm = await ask(microsoft, 'signIn', `/common/userrealm/${login}?api-version=1.0`, { way })
    expect(realm).toMatchObject({
      status: 200,
      body: {
        ver: '1.0',
        account_type: type,
        domain_name: domain,
        cloud_instance_name: 'microsoftonline.com',
      },
    })
    expect('federation_protocol' in realm.body).toBe(type === 'Federated')
    const old = await ask(microsoft, 'signIn', `/getuserrealm.srf?login=${login}&json=1`, { way })
    expect(old.body).toMatchObject({ Login: login, NameSpaceType: type, DomainName: domain })
    expect(microsoft.requests.map(({ kind }) => kind)).toEqual(['realm', 'realm-old'])
  })
})

test('an unknown domain has no name and no protocol', async () => {
  await using microsoft = await startMicrosoft({ domains })
  const realm = await ask(microsoft, 'signIn', '/common/userrealm/x@example.com?api-version=1.0')
  expect(Object.keys(realm.body)).toEqual([
    'ver',
    'account_type',
    'cloud_instance_name',
    'cloud_audience_urn',
  ])
  expect(realm.body.account_type).toBe('Unknown')
  const old = await ask(microsoft, 'signIn', '/getuserrealm.srf?login=x@example.com&json=1')
  expect(old.body).toEqual({ State: 4, UserState: 1, Login: 'x@example.com', NameSpaceType: 'Unknown' })
})

test('a look-up that is gone leaves the older one', async () => {
  await using microsoft = await startMicrosoft({ domains, realmGone: true })
  expect((await ask(microsoft, 'signIn', '/common/userrealm/x@contoso.com?api-version=1.0')).status).toBe(404)
  expect((await ask(microsoft, 'signIn', '/getuserrealm.srf?login=x@contoso.com&json=1')).status).toBe(200)
})

test('the look-up takes version 1.0 only, and asking for an account is no part of it', async () => {
  await using microsoft = await startMicrosoft({ domains })
  expect((await ask(microsoft, 'signIn', '/common/userrealm/x@contoso.com')).status).toBe(400)
  expect((await ask(microsoft, 'signIn', '/common/GetCredentialType')).status).toBe(404)
  expect(microsoft.requests.at(-1)?.kind).toBe('other')
})
