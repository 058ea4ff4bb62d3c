import { describe, expect, test } from 'vitest'
import { judge, read } from '../support/checking.ts'
import { encodeAs } from '../support/generators.ts'

const BATCH = 'EmailAddress,Password,ForceChangePassword\na@contoso.com,pw,True\n'

describe('why a first line is no header', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['sep=', `sep=;\n${BATCH}`, 'separator-line'],
    ['sep= later in a title', `made for Excel: sep=,\n${BATCH}`, 'line-above'],
    ['#TYPE', `#TYPE System.Object\n${BATCH}`, 'type-line'],
    ['#TYPE later in a title', `exported without #TYPE line\n${BATCH}`, 'line-above'],
    ['a title', `# our batch\n${BATCH}`, 'line-above'],
    ['a title above the only column', 'Our users\nEmailAddress\na@contoso.com\n', 'line-above'],
    ['a line of blanks', `  \n${BATCH}`, 'line-above'],
    ['a line of commas', `,,\n"EmailAddress"\na@contoso.com\n`, 'line-above'],
    ['a row', 'a@contoso.com,pw,True\n', 'row'],
    ['a row with a password near a name', 'a@contoso.com,ForceChangePassw0rd,False\n', 'row'],
    ['a row with a password near another', 'a@contoso.com,EmailAddress1,False\n', 'row'],
    ['a semicolon behind the only name', 'EmailAddress;\na@contoso.com;\n', 'semicolon'],
    ['a title above a name that is nearly right', 'Users\nEmail Address\na@contoso.com\n', 'line-above'],
    ['quotes that run over a comma', 'Email"Address,Pass"word\na@contoso.com,x\n', 'tangled-quotes'],
    ['semicolons', BATCH.replaceAll(',', ';'), 'semicolon'],
    ['semicolons, one column less', 'EmailAddress;ForceChangePassword\n', 'semicolon'],
    ['semicolons and quotes', '"EmailAddress";"Password"\n', 'semicolon'],
    ['tabs', BATCH.replaceAll(',', '\t'), 'tab'],
    ['tabs, one column less', 'EmailAddress\tForceChangePassword\n', 'tab'],
    ['quotes around the whole line', '"EmailAddress,Password"\n"a@contoso.com,pw"\n', 'quoted-line'],
    ['quotes around a line of another length', '"EmailAddress,Password,UserRoot"\n', 'quoted-line'],
    ['a quote that is never closed', `"${BATCH}`, 'open-quote'],
    ['one before the only column', '"EmailAddress\na@contoso.com\n', 'open-quote'],
    ['UTF-16 without a mark', encodeAs(BATCH, { encoding: 'utf-16le', mark: false }), 'utf-16'],
    [
      'the only column in UTF-16 without a mark',
      encodeAs('EmailAddress\na@contoso.com\n', { encoding: 'utf-16be', mark: false }),
      'utf-16',
    ],
    [
      'the only column in UTF-32 without a mark',
      encodeAs('EmailAddress\na@contoso.com\n', { encoding: 'utf-32le', mark: false }),
      'utf-16',
    ],
  ])('%s', (_, file, noHeader) => {
    expect(read(file).header).toEqual({
      kind: expect.stringMatching(/^(staged|imap|unknown)$/),
      columns: new Map(),
      near: new Map(),
      noHeader,
    })
  })

  test.each([
    ['names below two columns', 'Source,Target\nEmailAddress,UserName\na@contoso.com,b@contoso.com\n'],
    ['names below a title, and no address', 'Attributes\nPassword,ForceChangePassword\nx,y\n'],
    ['names quoted beside another', 'Mapping,"EmailAddress,Username"\na,b\n'],
    ['names quoted before another', '"EmailAddress,Username",Mapping\na,b\n'],
    ['a foreign list with a name in a tangled row', 'EmailAddress,Site\na@contoso.com,"Password" \n'],
    ['an HR list with semicolons', 'EmailAddress;Name;Department\na@contoso.com;A;B\n'],
    ['a list whose second line looks like a row', 'Name,Mail,Active\nA,a@contoso.com,True\n'],
    ['a row whose address begins before its quotes', 'x"a@contoso.com",True\n'],
    ['a row whose address ends behind its quotes', '"a"@contoso.com,True\n'],
    ['one name in a tangle of quotes', '"E""m""a""il""Address"\na@contoso.com\n'],
  ])('not for %s, which is no batch', (_, text) => {
    expect(read(text).header.noHeader).toBeUndefined()
    expect(judge(text)).toMatchObject({ kind: 'not-a-batch', findings: [] })
  })
})

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

test('bytes that cannot be decoded leave the kind that the header tells', () => {
  const kinds = ['EmailAddress,Password', 'EmailAddress,MailboxType', 'EmailAddress,Username', 'Name,Room']
  const found = kinds.map((header) => judge(Buffer.from(`${header}\nM\u00fcller,x\n`, 'latin1')).kind)

  expect(found).toEqual(['staged', 'move', 'google', 'unknown'])
})

describe('ambiguous quotes in the header of a list that has EmailAddress', () => {
  test.each([
    ['around a foreign name leave it no batch', 'EmailAddress,"Department" ,Site', 'not-a-batch'],
    ['around a known name do not', 'EmailAddress,"Password" ,Site', 'staged'],
    ['that hide a known name do not', 'EmailAddress,Dep"t,ForceChangePassword', 'unknown'],
    ['inside a name that is nearly known do not', 'EmailAddress,"Pass"wrod,Site', 'unknown'],
  ])('%s', (_, header, kind) => {
    expect(judge(`${header}\na@contoso.com,x,y\n`).kind).toBe(kind)
  })
})
