import { describe, expect, test } from 'vitest'
import { columnsOf, describeNames, repeatedName } from '../../../src/federation/exports/columns.ts'

describe('what an export holds is known by its columns', () => {
  test.each([
    [['Id', 'AuthenticationType'], 0, 1, undefined],
    [['AuthenticationType', 'Name', 'IsVerified'], 1, 0, 2],
    [['Name', 'Status', 'Authentication'], 0, 2, 1],
    [['Domain Name', 'Status', 'Federated'], 0, 2, 1],
    [['id', 'Domain name', 'authentication_type'], 1, 2, undefined],
    [['Id', 'Name', 'Authentication', 'AuthenticationType'], 1, 3, undefined],
  ])('domains: %j', (names, domain, authentication, verified) => {
    expect(columnsOf(names)).toEqual({ holds: 'domains', domain, authentication, verified })
  })

  test.each([
    [['UserPrincipalName', 'Mail'], 0, [1], []],
    [['DisplayName', 'mail', 'userPrincipalName'], 2, [1], []],
    [['User principal name', 'Proxy addresses'], 0, [1], [1]],
    [['EmailAddress', 'UserPrincipalName', 'mail', 'proxyAddresses'], 1, [2, 0, 3], [3]],
    [['UserPrincipalName', 'PrimarySmtpAddress', 'WindowsEmailAddress', 'EmailAddresses'], 0, [1, 2, 3], [3]],
    [['ProxyAddresses', 'UserPrincipalName', 'Mail', 'EmailAddresses'], 1, [2, 3, 0], [3, 0]],
    [['UserPrincipalName', 'Mail', 'ExternalEmailAddress', 'TargetAddress', 'OtherMails'], 0, [1], []],
    [['UserPrincipalName', 'Mail', 'Id', 'AuthenticationType'], 0, [1], []],
  ])('users: %j', (names, signInName, addresses, lists) => {
    expect(columnsOf(names)).toEqual({ holds: 'users', signInName, addresses, lists })
  })

  test.each([
    [[]],
    [['']],
    [['Id', 'Name', 'Status']],
    [['AuthenticationType', 'Status']],
    [['UserPrincipalName', 'DisplayName']],
    [['Mail', 'Id']],
    [['UserPrincipalName', 'Id', 'AuthenticationType']],
    [['EmailAddress', 'Password', 'ForceChangePassword']],
    [['UserPrincipalName', 'Mail', 'password']],
    [['UserPrincipalName', 'EmailAddress', 'FORCECHANGEPASSWORD']],
    [['Id', 'AuthenticationType', 'Password']],
    [['Id;AuthenticationType']],
  ])('neither: %j', (names) => {
    expect(columnsOf(names)).toBeUndefined()
  })
})

test.each([
  [
    ['Id', 'EmailAddress', 'PASSWORD', 'User principal name'],
    'Id, EmailAddress, PASSWORD, User principal name',
  ],
  [['Passw0rd', 'joe@contoso.com'], '2 columns'],
  [['Passw0rd'], '1 column'],
  [['Mail', 'Passw0rd'], 'Mail, 1 other column'],
  [['', 'Mail', 'Pass word!', 'DisplayName'], 'Mail, DisplayName, 2 other columns'],
])('of %j, only names that are known are told', (names, told) => {
  expect(describeNames(names)).toBe(told)
})

test.each([
  [['Id', 'AuthenticationType'], undefined],
  [['Id', 'AuthenticationType', 'ID'], 'ID'],
  [['User Principal Name', 'Mail', 'user_principalname'], 'user_principalname'],
  [['Id', 'X', 'X', 'Mail', 'mail'], 'mail'],
  [['X', 'X', '', '', 'DisplayName', 'DisplayName'], undefined],
])('of %j stands there twice: %j', (names, repeated) => {
  expect(repeatedName(names)).toBe(repeated)
})
