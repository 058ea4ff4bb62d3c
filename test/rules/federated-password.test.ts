import { describe, expect, test } from 'vitest'
import { type Judging, judge, linesOf } from '../support/checking.ts'

const ON: Judging = { severities: { 'federated-password': 'notice' } }
const HEADER = 'EmailAddress,Password,ForceChangePassword\n'
const FOUND = '1:14-1:22 notice federated-password'

/** What is said of the passwords, whatever else is found. */
const messagesOf = (text: string) =>
  judge(text, ON)
    .findings.filter(({ rule }) => rule === 'federated-password')
    .map(({ message }) => message)

describe('a federated user with a password', () => {
  test.each([
    ['and False', `${HEADER}a@contoso.com,pw,False\n`],
    ['and an empty cell', `${HEADER}a@contoso.com,pw,\n`],
    ['in a sub-domain', `${HEADER}a@eu.contoso.com,pw,False\n`],
    ['in upper case', `${HEADER}A@CONTOSO.COM,pw,False\n`],
    ['in quotes', `${HEADER}"a@contoso.com", "pw",False\n`],
    ['of a blank inside quotes', `${HEADER}a@contoso.com," ",False\n`],
    ['without ForceChangePassword', 'EmailAddress,Password\na@contoso.com,pw\n'],
  ])('%s', (_, text) => {
    expect(linesOf(text, ON)).toEqual([FOUND])
  })

  test('and True or another word, beside that finding', () => {
    expect(linesOf(`${HEADER}a@contoso.com,pw,True\nb@contoso.com,pw,yes\n`, ON)).toEqual([
      FOUND,
      '2:18-2:22 error federated-force-change-password, row 1, a@contoso.com, fix False',
      '3:18-3:21 error invalid-force-change-password, row 2, b@contoso.com, fix False',
    ])
  })
})

describe('it is said once a file, with the number of users', () => {
  test('one', () => {
    expect(messagesOf(`${HEADER}a@contoso.com,pw,False\n`)).toEqual([
      'A federated user has a password in this batch. They sign in with the one on premises, so another is of no use to them, and Exchange may fail the row because of it. Leave the cell empty for them.',
    ])
  })

  test('several, and nobody else', () => {
    const rows = [
      'a@contoso.com,pw,False',
      'b@contoso.com,,False',
      'c@fabrikam.com,pw,True',
      'd@eu.contoso.com,pw,True',
      'e@contoso.com,"",False',
      'f@contoso.com," ",False',
      'bad,pw,False',
      'g@contoso.com,"pw" ,False',
      '"h@contoso.com" ,pw,False',
      'i@contoso.com,pw',
      'j@contoso.onmicrosoft.com,pw,False',
    ]

    expect(messagesOf(HEADER + rows.map((row) => `${row}\n`).join(''))).toEqual([
      expect.stringMatching(/^3 federated users have a password/),
    ])
  })

  test('of any domain that is federated', () => {
    const text = `${HEADER}a@contoso.com,pw,\nb@fabrikam.com,pw,\nc@example.com,pw,\n`

    expect(judge(text, { ...ON, federated: '*,!example.com' }).findings).toMatchObject([
      { message: expect.stringMatching(/^2 federated users/) },
    ])
  })
})

describe('it stands at the header of the column', () => {
  test.each([
    [
      'in quotes and blanks',
      'ForceChangePassword, "Password",EmailAddress\n,pw,a@contoso.com\n',
      ['1:22-1:32'],
    ],
    ['in upper case, first', 'PASSWORD,EmailAddress\npw,a@contoso.com\n', ['1:1-1:9']],
    ['behind blank lines', '\n\nEmailAddress,Password\na@contoso.com,pw\n', ['3:14-3:22']],
    ['the first of two', 'EmailAddress,Password,password\na@contoso.com,pw,pw\n', ['1:14-1:22']],
  ])('%s', (_, text, places) => {
    const found = linesOf(text, ON).filter((line) => line.includes('federated-password'))

    expect(found).toEqual(places.map((place) => `${place} notice federated-password`))
  })

  test('and what stands in the second of two is not a password', () => {
    expect(linesOf('EmailAddress,Password,Password\na@contoso.com,,pw\n', ON)).toEqual([])
  })
})

describe('nothing is said', () => {
  test.each([
    ['of empty cells', `${HEADER}a@contoso.com,,False\nb@contoso.com, "",\nc@contoso.com,  ,\n`],
    ['of managed users', `${HEADER}a@fabrikam.com,pw,True\n`],
    ['without the column', 'EmailAddress,ForceChangePassword\na@contoso.com,False\n'],
    ['of a misspelt column', 'EmailAddress,ForceChangePassword,Pasword\na@contoso.com,False,pw\n'],
    ['of the passwords of an IMAP batch', 'EmailAddress,UserName,Password\na@contoso.com,a,pw\n'],
    ['of a move', 'EmailAddress,BadItemLimit,Password\na@contoso.com,,pw\n'],
  ])('%s', (_, text) => {
    expect(linesOf(text, ON)).toEqual([])
  })

  test('if nobody knows who is federated', () => {
    expect(linesOf(`${HEADER}a@contoso.com,pw,False\n`, { ...ON, federated: 'auto' })).toEqual([])
  })
})

test('a header cell with ambiguous quotes gets no second finding, and its column is read by no rule', () => {
  expect(linesOf('EmailAddress,"Password" \na@contoso.com,pw\n', ON)).toEqual([
    '1:14-1:24 error ambiguous-quoting',
  ])
})
