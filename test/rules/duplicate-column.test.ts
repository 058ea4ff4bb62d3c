import { describe, expect, test } from 'vitest'
import { fix, type Judging, judge, linesOf } from '../support/checking.ts'

const ON: Judging = { severities: { 'duplicate-column': 'error' } }

describe('a column named twice', () => {
  test.each([
    ['in another case', 'EmailAddress,Password,EMAILADDRESS', ['1:23-1:35 error duplicate-column']],
    [
      'three times',
      'EmailAddress,Password,Password,password',
      ['1:23-1:31', '1:32-1:40'].map((place) => `${place} error duplicate-column`),
    ],
    ['with quotes and blanks', 'EmailAddress, "Password" ,Password', []],
    ['with quotes', '"EmailAddress",Password,"emailaddress "', ['1:25-1:40 error duplicate-column']],
    ['beside a misspelt EmailAddress, which is the only finding', 'Email Address,Password,Password', []],
  ])('%s', (_, header, lines) => {
    const row = header.replace(/[^,]+/g, 'a@fabrikam.com')

    expect(linesOf(`${header}\n${row}\n`, ON).filter((line) => line.includes('duplicate'))).toEqual(lines)
  })

  test.each(['Name,Name', 'EmailAddress,Password,,', 'EmailAddress,Password,Stra\u00dfe,STRASSE'])(
    'not in %s',
    (header) => {
      expect(linesOf(`${header}\n`, ON).join()).not.toContain('duplicate-column')
    },
  )

  test.each([
    ['names the column', 'EmailAddress,Password,Password', 'Password is in column 2 already'],
    [
      'does not name one of somebody else',
      'EmailAddress,ForceChangePassword,Site,SITE',
      'The name of column 4 is in column 3 already',
    ],
  ])('%s, and the place of the first one', (_, header, message) => {
    const { findings } = judge(`${header}\n`, ON)

    expect(findings.filter(({ rule }) => rule === 'duplicate-column').map((each) => each.message)).toEqual([
      `${message}, and Exchange may refuse the whole batch. Remove one of the two columns.`,
    ])
  })

  test('is not looked for among cells that cannot be decoded', () => {
    const header = 'EmailAddress,ForceChangePassword,N\u00e4me,N\u00e4me'

    expect(linesOf(Buffer.from(`${header}\na@fabrikam.com,,,\n`, 'latin1'), ON)).toEqual([
      '1:35-1:36 error not-unicode',
    ])
  })

  test('is looked for among names of up to 1,000 bytes', () => {
    const found = (length: number) =>
      linesOf(`EmailAddress,UserRoot,Password,${'x'.repeat(length)},${'X'.repeat(length)}\n`, ON).join()

    expect(found(1000)).toContain('1:1033-1:2033 error duplicate-column')
    expect(found(1001)).not.toContain('duplicate-column')
  })

  test('is looked for among the first 100 columns', () => {
    const found = (columns: number) =>
      linesOf(`EmailAddress,BadItemLimit${',x'.repeat(columns - 2)}\n`, ON).filter((line) =>
        line.includes('duplicate'),
      )

    expect(found(100)).toHaveLength(97)
    expect(found(101)).toEqual(found(100))
  })

  test('is read in the first place, and only that one is corrected', async () => {
    const text = 'EmailAddress,ForceChangePassword,ForceChangePassword\njoe@contoso.com,True,True\n'

    expect(await fix(text, ON)).toEqual(Buffer.from(text.replace('True', 'False')))
  })
})
