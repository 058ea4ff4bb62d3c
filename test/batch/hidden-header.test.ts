import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HiddenHeader } from '../../src/batch/hidden-header.ts'
import { judge, read } from '../support/checking.ts'
import { encodeAs, runs } from '../support/generators.ts'

const BATCH = 'EmailAddress,Password,ForceChangePassword\na@contoso.com,pw,True\n'
const hiddenIn = (file: string | Uint8Array) => read(file).header.hidden

/** What is wrong, and nothing else is. */
function only(wrong: Partial<HiddenHeader>) {
  return expect.objectContaining({
    above: [],
    separator: ',',
    encoding: undefined,
    quotes: [],
    words: [],
    ...wrong,
  })
}

const row = { kind: 'unknown', names: undefined } as const

describe('why Exchange finds no EmailAddress', () => {
  test.each<[string, string | Uint8Array, Partial<HiddenHeader>]>([
    ['sep=', `sep=;\n${BATCH}`, { above: ['separator-line'], line: 2 }],
    ['sep= later in a title', `made for Excel: sep=,\n${BATCH}`, { above: ['title'], line: 2 }],
    ['#TYPE', `#TYPE System.Object\n${BATCH}`, { above: ['type-line'], line: 2 }],
    ['#TYPE in quotes', `"#TYPE System.Object"\n${BATCH}`, { above: ['type-line'], line: 2 }],
    ['#TYPE later in a title', `exported without #TYPE line\n${BATCH}`, { above: ['title'], line: 2 }],
    ['a title', `# our batch\n${BATCH}`, { above: ['title'], line: 2 }],
    ['a title with commas', `Batch 1, Monday, 9:00\n${BATCH}`, { above: ['title'], line: 2 }],
    ['four lines', `a\nb\n\nc\nd\n${BATCH}`, { above: ['title', 'title', 'title', 'title'], line: 6 }],
    [
      'a title above the only column',
      'Our users\nEmailAddress\na@contoso.com\n',
      { above: ['title'], line: 2 },
    ],
    ['a line of blanks', `  \n${BATCH}`, { above: ['title'], line: 2 }],
    ['a line of commas', ',,\n"EmailAddress"\na@contoso.com\n', { above: ['title'], line: 2 }],
    ['a user above', `b@contoso.com,pw,False\n${BATCH}`, { above: ['row'], line: 2 }],
    ['a row', 'a@contoso.com,pw,True\n', row],
    ['a row with quotes inside its address', '"a"@contoso.com,True\n', row],
    ['a row with a password near a name', 'a@contoso.com,ForceChangePassw0rd,False\n', row],
    ['a row with a password near another', 'a@contoso.com,EmailAddress1,False\n', row],
    ['a row in single quotes, with tabs', "'pw'\t'a@contoso.com'\t'FALSE'\tx\n", { ...row, separator: '\t' }],
    ['a semicolon behind the only name', 'EmailAddress;\na@contoso.com;\n', { separator: ';' }],
    [
      'a title above a name that is nearly right',
      'Users\nEmail Address\na@contoso.com\n',
      { above: ['title'] },
    ],
    ['quotes that run over a comma', 'Email"Address,Pass"word\na@contoso.com,x\n', { quotes: ['tangled'] }],
    ['semicolons', BATCH.replaceAll(',', ';'), { separator: ';' }],
    ['semicolons and quotes', '"EmailAddress";"Password"\n', { separator: ';' }],
    ['tabs', BATCH.replaceAll(',', '\t'), { separator: '\t' }],
    ['bars', BATCH.replaceAll(',', ' | '), { separator: '|' }],
    ['colons', BATCH.replaceAll(',', ':'), { separator: ':' }],
    ['full-width commas', BATCH.replaceAll(',', '\uff0c'), { separator: '\uff0c' }],
    ['blanks', BATCH.replaceAll(',', '   '), { separator: ' ' }],
    [
      'quotes around the whole line',
      '"EmailAddress,Password"\n"a@contoso.com,pw"\n',
      { quotes: ['whole-line'] },
    ],
    ['a quote that is never closed', `"${BATCH}`, { quotes: ['open'] }],
    ['one before the only column', '"EmailAddress\na@contoso.com\n', { quotes: ['open'] }],
    ['single quotes', BATCH.replace(/\w+/g, "'$&'"), { quotes: ['single'] }],
    ['typographic quotes', BATCH.replace(/\w+/g, '\u201c$&\u201d'), { quotes: ['typographic'] }],
    [
      'the only column in UTF-16',
      encodeAs('EmailAddress\na@b.com\n', { encoding: 'utf-16be', mark: false }),
      { encoding: 'utf-16be' },
    ],
    [
      'the only column in UTF-32',
      encodeAs('EmailAddress\na@b.com\n', { encoding: 'utf-32le', mark: false }),
      { encoding: 'utf-32le' },
    ],
    [
      'words',
      BATCH.replaceAll(',', ';').replace('True', 'wahr'),
      {
        separator: ';',
        words: [
          expect.objectContaining({
            word: expect.stringMatching(/^wahr$/i),
            means: true,
            language: 'German',
          }),
        ],
      },
    ],
  ])('%s', (_, file, wrong) => {
    expect(hiddenIn(file)).toEqual(only(wrong))
    expect(judge(file)).toMatchObject({
      rows: 0,
      federated: 0,
      edits: [],
      findings: [{ rule: 'missing-email-address', severity: 'error' }],
    })
  })
})

test('all that can be wrong at once is told at once', () => {
  const above = fc.subarray(['sep=,', '#TYPE System.Object', 'Our users'])
  const separator = fc.constantFrom(',', ';', '\t', '|', ':', '\uff0c', ' ')
  const quote = fc.constantFrom('', "'", '\u2018', '\u201d')
  const encoding = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be')
  const word = fc.constantFrom('True', 'WAHR', 'FALSCH')
  const address = fc.constantFrom('EmailAddress', 'EmailAdress', 'Mail')

  fc.assert(
    fc.property(
      above,
      separator,
      quote,
      encoding,
      word,
      address,
      (above, separator, quote, encoding, word, address) => {
        const cells = (line: string[]) => line.map((cell) => quote + cell + quote).join(separator)
        const text = [
          ...above,
          cells([address, 'ForceChangePassword']),
          cells(['a@contoso.com', word]),
          '',
        ].join('\r\n')
        const isRight = above.length === 0 && separator === ',' && quote === '' && encoding === 'utf-8'
        fc.pre(!isRight || address !== 'EmailAddress')

        const hidden = hiddenIn(encodeAs(text, { encoding, mark: false }))

        expect(hidden).toMatchObject({
          kind: 'staged',
          separator,
          line: above.length + 1,
          above: above.map((line) =>
            line === 'Our users' ? 'title' : line === 'sep=,' ? 'separator-line' : 'type-line',
          ),
          quotes: quote === '' ? [] : [quote === "'" ? 'single' : 'typographic'],
          encoding: encoding === 'utf-8' ? undefined : encoding,
        })
        expect(hidden!.words.map(({ word }) => word.toUpperCase())).toEqual(word === 'True' ? [] : [word])
      },
    ),
    runs,
  )
})

describe('no batch is looked for', () => {
  test.each([
    ['below two columns', 'Source,Target\nEmailAddress,UserName\na@contoso.com,b@contoso.com\n'],
    ['below a title, if no address is below the names', 'Users\nEmailAddress,Password\nx,y\n'],
    ['in names quoted beside another', 'Mapping,"EmailAddress,Username"\na,b\n'],
    ['in names quoted before another', '"EmailAddress,Username",Mapping\na,b\n'],
    ['in a list with semicolons of people', 'EmailAddress;Name;Department\na@contoso.com;A;B\n'],
    ['in a list of people with common columns', 'Name|EmailAddress|Password|Site\nA|a@contoso.com|x|y\n'],
    ['in a list whose second line looks like a row', 'Name,Mail,Active\nA,a@contoso.com,True\n'],
    ['in a row of five cells', 'a@contoso.com,A,B,C,True\n'],
    ['in a row with two booleans', 'a@contoso.com,True,False\n'],
    ['in a row with yes, which Excel does not write for True', 'a@contoso.com,pw,yes\n'],
    ['in the sixth line', `a\nb\nc\nd\ne\n${BATCH}`],
    ['in a list of public folders', 'FolderName,FolderSize\n\\A,1\n'],
    ['in a map of public folders', 'FolderPath,TargetMailbox\n\\A,Mailbox1\n'],
    [
      'in a map of PST files',
      'Workload,FilePath,Name,Mailbox,IsArchive\nExchange,,a.pst,a@contoso.com,FALSE\n',
    ],
    ['in a list of errors', 'EmailAddress,ErrorMessage,RowIndex\na@contoso.com,"It is bad",1\n'],
    [
      'in a list of members',
      'GroupName,Member,IsOwner,Since,By\nSales,a@contoso.com,True,2020,b@contoso.com\n',
    ],
  ])('%s', (_, text) => {
    expect(hiddenIn(text)).toBeUndefined()
    expect(judge(text)).toMatchObject({ kind: 'not-a-batch', findings: [] })
  })
})
