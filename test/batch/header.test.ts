import { describe, expect, test } from 'vitest'
import { judge, linesOf, read } from '../support/checking.ts'

describe('a name given twice', () => {
  test.each([
    ['exactly', 'EmailAddress,EmailAddress', [['EmailAddress', 0]], []],
    ['nearly', 'Email Address,E-MailAddress', [], [['EmailAddress', { name: 'Email Address', index: 0 }]]],
    [
      'exactly and nearly',
      'EmailAddress,Email Address',
      [['EmailAddress', 0]],
      [['EmailAddress', { name: 'Email Address', index: 1 }]],
    ],
  ])('%s is known by the first, and is no foreign column', (_, line, columns, near) => {
    const { header } = read(`${line}\n`)

    expect([...header.columns]).toEqual(columns)
    expect([...header.near]).toEqual(near)
    expect(header.kind).toBe('unknown')
  })
})

describe('a name that is nearly right', () => {
  const behind = (columns: number) => judge(`${'x,'.repeat(columns)}ForceChangePasswords\n`).kind

  test('is found up to the hundredth column, and no further', () => {
    expect(behind(99)).toBe('staged')
    expect(behind(100)).toBe('not-a-batch')
  })
})

test('bytes that cannot be decoded leave the kind that the header tells, or none', () => {
  const kinds = ['EmailAddress,Password', 'EmailAddress,MailboxType', 'EmailAddress,Username', 'Name,Room']
  const found = kinds.map((header) => judge(Buffer.from(`${header}\nM\u00fcller,x\n`, 'latin1')).kind)

  expect(found).toEqual(['staged', 'move', 'google', 'not-a-batch'])
})

describe('a cell that nobody can read counts as the name that is left', () => {
  test.each([
    ['a foreign name in quotes', 'EmailAddress,"Department" ,Site', 'not-a-batch'],
    ['a known name in quotes', 'EmailAddress,"Password" ,Site', 'staged'],
    ['one that draws a telling name into its cell', 'Name,EmailAddress,Dep"t,ForceChangePassword', 'staged'],
    ['one that draws it behind EmailAddress', 'EmailAddress,Dep"t,ForceChangePassword', 'staged'],
    ['a name that is nearly known', 'EmailAddress,"Pass"wrod,Site', 'staged'],
    ['EmailAddress with a lost letter', 'Em\ufffdilAddress,Username', 'google'],
    ['EmailAddress behind lost letters', '\ufffd\ufffdEmailAddress,MailboxType', 'move'],
    ['a telling name with lost letters', 'Name,EmailAddress,BadItem\ufffdLimit,Site', 'move'],
    ['EmailAddress in quotes, and a zero-width space', '"EmailAddress"\u200b,Password', 'staged'],
  ])('%s', (_, header, kind) => {
    expect(judge(`${header}\na@contoso.com,x,y\n`).kind).toBe(kind)
  })

  test.each([
    ['U+FFFD', '\ufffdEmailAddress,ForceChangePassword', '1:1-1:2 error not-unicode'],
    ['quotes', '"EmailAddress" ,ForceChangePassword', '1:1-1:15 error ambiguous-quoting'],
  ])('if %s spoils EmailAddress, no row is judged', (_, header, line) => {
    const text = `${header}\nbad,True\na@contoso.com,True\nx\n`

    expect(linesOf(text, { severities: { 'unknown-column': 'error' }, maxRows: 1 })).toEqual([line])
    expect(judge(text)).toMatchObject({ kind: 'staged', rows: 3, federated: 0, edits: [] })
  })

  test.each([
    ['U+FFFD', 'EmailAddress,ForceChange\ufffdPassword', '1:25-1:26 error not-unicode'],
    ['quotes', 'EmailAddress,"ForceChangePassword" ', '1:14-1:35 error ambiguous-quoting'],
  ])('if %s spoils another column, it is read by no rule', (_, header, line) => {
    const text = `${header}\na@contoso.com,True\nbad,maybe\n`

    expect(linesOf(text, { severities: { 'unknown-column': 'error' } })).toEqual([
      line,
      '3:1-3:4 error invalid-email-address, row 2',
    ])
    expect(judge(text).edits).toEqual([])
  })
})
