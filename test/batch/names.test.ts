import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/batch/names.ts'
import { judge } from '../support/checking.ts'

describe('the column that a header cell nearly names', () => {
  test.each([
    ['a letter left out', 'ForceChangePasword', 'staged'],
    ['a letter put in', 'ForceChangePasssword', 'staged'],
    ['a letter changed', 'ForceChangePazsword', 'staged'],
    ['two letters changed', 'ForceChangePazzword', 'staged'],
    ['three letters changed', 'ForceChangePazzwurd', 'not-a-batch'],
    ['a letter left out of a short name', 'EmailAddress,Pasword', 'staged'],
    ['two letters left out of a short name', 'EmailAddress,Site,Passwd', 'not-a-batch'],
    ['a letter left out of UserRoot, which tells nothing', 'EmailAddress,Site,UserRot', 'not-a-batch'],
    ['a letter left out of UserRoot beside a password', 'Site,EmailAddress,UserRot,Password', 'not-a-batch'],
    ['two letters swapped', 'EmailAddress,UserNmae,Password', 'imap'],
    ['two pairs of letters swapped in a long name', 'EmialAddrses,Username', 'google'],
    ['two pairs of letters swapped in a short name', 'EmailAddress,Site,UesrNmae', 'not-a-batch'],
    ['three letters off in a long name', 'EmailAddr,Password', 'not-a-batch'],
    ['ForcePasswordChange', 'Force Password Changed', 'staged'],
    ['an ordinary word two letters off', 'EmailAddress,Surname,Passport,UserRole,User Group', 'not-a-batch'],
    ['blanks, hyphens and underscores', 'Force_Change - Password', 'staged'],
    ['so many blanks that it is twice as long as the longest', `Email${' '.repeat(30)}Address`, 'unknown'],
    ['one blank more', `Email${' '.repeat(31)}Address`, 'not-a-batch'],
  ])('with %s', (_, header, kind) => {
    expect(judge(`${header}\n`).kind).toBe(kind)
  })
})

describe('the name that was probably meant', () => {
  const known = ['fix', 'files', 'fail-on', 'federated-domains']

  test.each([
    ['FILES', 'files'],
    ['fxx', 'fix'],
    ['fxi', 'fix'],
    ['fail_on', 'fail-on'],
    ['federated-domain', 'federated-domains'],
    ['fxdxrxted-domains', 'federated-domains'],
    ['fxdxrxtxd-domains', undefined],
    ['rules', 'files'],
    ['', undefined],
  ])('by %j is %s', (name, meant) => {
    expect(nearest(name, known)).toBe(meant)
  })

  test('is none if there are no names', () => {
    expect(nearest('fix', [])).toBeUndefined()
  })
})
