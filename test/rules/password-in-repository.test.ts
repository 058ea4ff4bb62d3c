import { describe, expect, test } from 'vitest'
import { beginJudgement, check } from '../../src/check.ts'
import { type Judging, judge, judgementOf, linesOf, read } from '../support/checking.ts'

const ON: Judging = { severities: { 'password-in-repository': 'error' } }
const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

test('is off unless it is switched on', () => {
  const judgement = beginJudgement({ ...judgementOf(), severities: {} })

  expect(check(read(`${HEADER}a@fabrikam.com,made-up-1,False\n`), judgement).findings).toEqual([])
})

describe('a password in a batch', () => {
  test.each([
    ['staged', `${HEADER}a@fabrikam.com,pw,False\n`, '1:14-1:22'],
    ['staged without ForceChangePassword', 'Password,EmailAddress\npw,a@fabrikam.com\n', '1:1-1:9'],
    ['IMAP', 'EmailAddress,UserName,Password\na@fabrikam.com,a,pw\n', '1:23-1:31'],
    [
      'a move, where the column has no place',
      'EmailAddress,MailboxType,Password\na@fabrikam.com,,pw\n',
      '1:26-1:34',
    ],
    ['of two columns the first', 'EmailAddress,"Password",password\na@fabrikam.com,pw,\n', '1:14-1:24'],
  ])('%s', (_, text, place) => {
    expect(linesOf(text, ON)).toEqual([`${place} error password-in-repository`])
  })

  test('is said once a file, with how many there are, whoever has them', () => {
    const messageOf = (rows: string) => judge(`${HEADER}${rows}`, ON).findings[0]!.message

    expect(messageOf('a@fabrikam.com,pw,\nb@fabrikam.com,,\n')).toBe(
      'A password is in this file, and whoever can read the repository can read it, in its history too. Change it, and keep passwords out of Git.',
    )
    expect(messageOf('a@contoso.com,pw,\nb@fabrikam.com," ",\nbad,pw,\n')).toMatch(/^3 passwords are in this/)
  })

  test('counts where nobody can say what Exchange reads', () => {
    const text = `${HEADER}a@fabrikam.com,"pw" ,\nb@fabrikam.com,p\u00ff,\nc@fabrikam.com,,\n`
    const { findings } = judge(Buffer.from(text, 'latin1'), ON)

    expect(findings.find(({ rule }) => rule === 'password-in-repository')?.message).toMatch(/^2 passwords/)
  })

  test('is never quoted', () => {
    expect(judge(`${HEADER}a@fabrikam.com,CANARY,False\n`, ON).findings[0]!.message).not.toContain('CANARY')
  })
})

test.each([
  ['empty cells', `${HEADER}a@fabrikam.com,,False\nb@fabrikam.com,"", \n`],
  ['no such column', 'EmailAddress,MailboxType\na@fabrikam.com,PrimaryOnly\n'],
  ['no batch at all', 'UserName,Password\njoe,pw\n'],
])('not with %s', (_, text) => {
  expect(linesOf(text, ON)).toEqual([])
})

test('a header cell with ambiguous quotes gets no second finding, and its column is read by no rule', () => {
  expect(linesOf('EmailAddress,"Password" \na@fabrikam.com,pw\n', ON)).toEqual([
    '1:14-1:24 error ambiguous-quoting',
  ])
})
