import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'

describe('an empty cell that the kind requires', () => {
  test.each([
    ['staged', 'EmailAddress,Password,ForceChangePassword\n,Pa$$w0rd,False', '2:1-2:1'],
    ['staged, blanks', 'EmailAddress,Password,ForceChangePassword\n \t ,Pa$$w0rd,False', '2:4-2:4'],
    ['staged, quotes', 'Password,EmailAddress\nPa$$w0rd,""', '2:10-2:12'],
    ['unknown', 'EmailAddress\n""', '2:1-2:3'],
    ['google', 'EmailAddress,Username\n,a@example.com', '2:1-2:1'],
    ['move', 'EmailAddress,MailboxType\n,PrimaryOnly', '2:1-2:1'],
    ['imap', 'EmailAddress,UserName,Password\n,contoso\\a,Pa$$w0rd', '2:1-2:1'],
    ['imap, UserName', 'EmailAddress,UserName,Password\na@fabrikam.com,,Pa$$w0rd', '2:16-2:16'],
    ['imap, Password', 'EmailAddress,UserName,Password\na@fabrikam.com,contoso\\a,', '2:26-2:26'],
  ])('%s', (_, text, place) => {
    const user = text.includes('a@fabrikam.com') ? ', a@fabrikam.com' : ''

    expect(linesOf(text)).toEqual([`${place} error missing-value, row 1${user}`])
  })

  test('is all that is said of that cell, and the rest of the row is judged', () => {
    expect(linesOf('EmailAddress,ForceChangePassword\n,maybe\n', { federated: '*' })).toEqual([
      '2:1-2:1 error missing-value, row 1',
      '2:2-2:7 error invalid-force-change-password, row 1',
    ])
  })

  test('says which column and which row, and what needs it', () => {
    const messageOf = (text: string) => judge(text).findings[0]!.message

    expect(messageOf('EmailAddress,UserName,Password\na@fabrikam.com,a,b\n\na@fabrikam.com,,b\n')).toBe(
      'Row 2: UserName is empty, and an IMAP batch (this is one by its UserName and Password) needs it in every row. Fill it in, or remove the row.',
    )
    expect(messageOf('EmailAddress\n""\n')).toBe(
      'Row 1: EmailAddress is empty, and every batch needs it in every row. Fill it in, or remove the row.',
    )
    expect(messageOf('EmailAddress,UserRoot,UserName\na@fabrikam.com,/,a\n')).toBe(
      'The header has no Password, and an IMAP batch (this is one by its UserRoot) needs it in every row. Add the column.',
    )
  })
})

describe('an empty cell that may be empty', () => {
  test.each([
    ['staged', 'EmailAddress,Password,ForceChangePassword,Username\na@fabrikam.com,,,'],
    [
      'move',
      'EmailAddress,MailboxType,BadItemLimit,LargeItemLimit,TargetDatabase,TargetArchiveDatabase\na@fabrikam.com,,,,,',
    ],
    ['google', 'EmailAddress,Username\na@fabrikam.com,'],
    ['imap', 'EmailAddress,UserName,Password,UserRoot\na@fabrikam.com,a,b,'],
    ['a column Exchange does not know', 'EmailAddress,Password,Department\na@fabrikam.com,,'],
  ])('%s', (_, text) => {
    expect(linesOf(text)).toEqual([])
  })
})

describe('a column that the kind requires', () => {
  test.each([
    ['of an IMAP batch that has only UserRoot', 'EmailAddress,UserRoot\na@contoso.com,/\n', '1:1-1:22', 2],
    [
      'of an IMAP batch without passwords',
      'EmailAddress,UserName,UserRoot\na@contoso.com,x,/\n',
      '1:1-1:31',
      1,
    ],
  ])('%s is missed once, at the header', (_, text, place, times) => {
    expect(linesOf(text)).toEqual(Array.from({ length: times }, () => `${place} error missing-value`))
  })

  test('is not missed where its name is nearly right, or where another finding speaks of it', () => {
    const OFF = { severities: { 'unknown-column': 'off' } } as const
    expect(linesOf('EmailAddress,UserName,Passwrod\na@contoso.com,x,y\n', OFF)).toEqual([])
    expect(linesOf('Email Address,UserName,Password\na@contoso.com,x,y\n', OFF)).toEqual([
      '1:1-1:14 error missing-email-address',
    ])
  })
})
