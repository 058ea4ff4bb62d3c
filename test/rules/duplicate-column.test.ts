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
  ])('%s', (_, header, lines) => {
    const row = header.replace(/[^,]+/g, 'a@fabrikam.com')

    expect(linesOf(`${header}\n${row}\n`, ON).filter((line) => line.includes('duplicate'))).toEqual(lines)
  })

  test.each(['Name,Name', 'EmailAddress,Password,,'])('not in %s', (header) => {
    expect(linesOf(`${header}\n`, ON).join()).not.toContain('duplicate-column')
  })

  test('names the column and the place of the first one', () => {
    const [finding] = judge('EmailAddress,Password,Password\na@fabrikam.com,x,y\n', ON).findings

    expect(finding!.message).toMatch(/^Password stands in column 2 already/)
  })

  test('is read in the first place, and only that one is corrected', async () => {
    const text = 'EmailAddress,ForceChangePassword,ForceChangePassword\njoe@contoso.com,True,True\n'

    expect(await fix(text, ON)).toEqual(Buffer.from(text.replace('True', 'False')))
  })
})
