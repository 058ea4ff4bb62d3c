import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correct } from '../../src/batch/witness.ts'
import { asLine, fix, judge, linesOf, read } from '../support/checking.ts'
import { draw, encodeAs, runs, stagedText, writing, writings } from '../support/generators.ts'
import { readSlowly, type SlowCell, trimBlanks } from '../support/slow-reader.ts'

/** The file with the words replaced that the KB says must be False, found without the code that is tested. */
function expectedText(text: string): string {
  if (/[\0\ufffd]/.test(text)) return text // nobody can read all of it
  const rows = readSlowly(text).slice(1)
  const cells = rows.filter(({ cells }) => isCurable(cells)).map(({ cells }) => cells[2]!)
  return cells
    .reduceRight((bytes, { start, end }) => {
      const written = bytes.toString('utf8', start, end)
      const cured = written.replace(/[^\s"](?:.*[^\s"])?/s, 'False')
      return Buffer.concat([bytes.subarray(0, start), Buffer.from(cured), bytes.subarray(end)])
    }, Buffer.from(text))
    .toString()
}

function isCurable(cells: readonly SlowCell[]): boolean {
  const [address, , change] = cells.map(({ value }) => value)
  if (cells.length !== 3 || cells.some(({ value }) => value === undefined)) return false
  return /.@contoso\.com$/.test(address!) && change !== '' && trimBlanks(change!).toLowerCase() !== 'false'
}

const isAmbiguous = (text: string) =>
  readSlowly(text).some(({ cells }) => cells.some(({ value }) => value === undefined))

describe('a correction', () => {
  test('changes the words that must be False, in any encoding, and no other byte', async () => {
    await fc.assert(
      fc.asyncProperty(stagedText, writing, async (text, as) => {
        const after = await fix(encodeAs(text, as))

        if (typeof after !== 'string') expect(after).toEqual(encodeAs(expectedText(text), as))
        else expect({ after, ambiguous: isAmbiguous(text) }).toEqual({ after, ambiguous: true })
      }),
      runs,
    )
  })

  test('leaves nothing to correct', async () => {
    await fc.assert(
      fc.asyncProperty(stagedText, writing, async (text, as) => {
        const after = await fix(encodeAs(text, as))

        if (typeof after !== 'string') expect(judge(after).edits).toEqual([])
      }),
      runs,
    )
  })

  test('the generator reaches what can be corrected, and what cannot', async () => {
    const curable = draw(stagedText, 1000).filter((text) => expectedText(text) !== text)
    const answers = await Promise.all(curable.map((text) => fix(text)))

    expect(curable.length).toBeGreaterThan(150)
    expect(answers.filter((answer) => typeof answer === 'string').length).toBeGreaterThan(20)
    expect(curable.filter((text) => !isAmbiguous(text)).length).toBeGreaterThan(30)
    expect(curable.filter(isAmbiguous).length).toBeGreaterThan(50)
    expect(curable.filter((text) => read(text).table.misshapen.count > 0).length).toBeGreaterThan(30)
  })

  const HEADER = 'EmailAddress,Password,ForceChangePassword\r\n'
  test.each([
    ['a bare word', 'a@contoso.com,pw,True', 'a@contoso.com,pw,False'],
    ['upper case', 'a@contoso.com,pw,TRUE', 'a@contoso.com,pw,False'],
    ['quotes', '"a@contoso.com","pw","True"', '"a@contoso.com","pw","False"'],
    ['blanks outside', 'a@contoso.com,pw,\t True \u00a0', 'a@contoso.com,pw,\t False \u00a0'],
    ['blanks inside quotes', 'a@contoso.com,pw," True\u3000"', 'a@contoso.com,pw," False\u3000"'],
    [
      'wide blanks inside quotes',
      'a@contoso.com,pw,"\u3000\u00a0true\u2003"',
      'a@contoso.com,pw,"\u3000\u00a0False\u2003"',
    ],
    ['a blank before the quotes', 'a@contoso.com,pw, "True"', 'a@contoso.com,pw, "False"'],
    ['a wrong word', 'a@contoso.com,pw,Sand', 'a@contoso.com,pw,False'],
    ['a word of many bytes', 'a@contoso.com,pw,"“ИСТИНА”\u200b;"', 'a@contoso.com,pw,"False"'],
    ['a password over two lines', 'a@contoso.com,"p\r\nw",True', 'a@contoso.com,"p\r\nw",False'],
    ['doubled quotes in the password', 'a@contoso.com,"p""w",True', 'a@contoso.com,"p""w",False'],
    ['a comma behind a blank and a quote', 'a@contoso.com, "p,w",True', 'a@contoso.com, "p,w",False'],
    ['no line end', 'a@contoso.com,pw,true', 'a@contoso.com,pw,False'],
  ])('keeps everything else: %s', async (_, before, after) => {
    for (const as of writings) {
      expect(await fix(encodeAs(HEADER + before, as))).toEqual(encodeAs(HEADER + after, as))
    }
  })

  test('keeps blank lines, mixed line ends and a missing last one', async () => {
    const text = (word: string) =>
      `\r\n\n${HEADER}a@contoso.com,pw,${word}\n\r\rb@contoso.com,pw,${word}\u2028c@fabrikam.com,pw,True\u2029\u2029d@contoso.com,pw,${word}`

    expect(await fix(text('TRUE'))).toEqual(Buffer.from(text('False')))
  })
})

describe('a row is corrected when it is well formed itself', () => {
  const header = 'EmailAddress,Password,ForceChangePassword\n'

  test('though the batch stays refused for another reason', async () => {
    const rest = 'b@contoso.com,True\nc@contoso,pw,True\n,pw,True\nd@contoso.com,"pw" ,True\n'

    expect(await fix(`${header}a@contoso.com,pw,True\n${rest}`)).toEqual(
      Buffer.from(`${header}a@contoso.com,pw,False\n${rest}`),
    )
  })

  test.each([
    ['with ambiguous quotes in another cell', 'a@contoso.com,"pw" ,True\n', '2:21-2:25'],
    ['with a quote inside the password', 'a@contoso.com,Pa"s"s,True\n', '2:22-2:26'],
  ])('not %s', async (_, row, place) => {
    expect(linesOf(header + row)).toContain(
      `${place} error federated-force-change-password, row 1, a@contoso.com`,
    )
    expect(await fix(header + row)).toEqual(Buffer.from(header + row))
  })

  test('not in a file that cannot be decoded', async () => {
    const bytes = Buffer.from(`${header}a@contoso.com,pw,True\nb@contoso.com,M\u00fcller,True\n`, 'latin1')

    expect(linesOf(bytes)).toEqual([
      '2:18-2:22 error federated-force-change-password, row 1, a@contoso.com',
      '3:16-3:17 error not-unicode',
      '3:22-3:26 error federated-force-change-password, row 2, b@contoso.com',
    ])
    expect(await fix(bytes)).toEqual(bytes)
  })
})

describe('a correction that cannot be proved is refused', () => {
  const header = 'EmailAddress,Password,ForceChangePassword\n'

  test.each([
    [
      'csv-parse cannot read a quote that is never closed',
      'a@contoso.com,pw,True\nb@contoso.com,pw,"False\n',
      'a second CSV reader cannot read this file',
    ],
  ])('%s', async (_, rows, refused) => {
    expect(judge(header + rows).findings.map(asLine)).toContainEqual(
      expect.stringMatching(/row 1, a@contoso.com, fix False$/),
    )
    expect(await fix(header + rows)).toBe(refused)
  })

  test.each([
    ['to another text', 'Fal"se'],
    ['to a text with blanks, which is read without them', ' False'],
    ['to another cell more', 'False,'],
    ['to another row more', 'False\nb'],
    ['to nothing that differs', 'True'],
    ['to a quote that swallows the next row', '"'],
  ])('an edit that comes %s', async (_, text) => {
    const batch = read(`${header}a@contoso.com,pw,True\nb@contoso.com,pw,False\n`)
    const start = header.length + 'a@contoso.com,pw,'.length

    expect(await correct(batch, [{ start, end: start + 4, text }])).toEqual({ refused: expect.any(String) })
  })

  test.each([
    ['a password', 'pw', 'pw'],
    ['a part of a word', 'Tru', 'Fals'],
    ['a word and the blank beside it', 'True ', 'False'],
    ['a word and its quotes', '"yes"', 'False'],
    ['a word over a line break', 'yes\r\n', 'False'],
    ['a user', 'a@contoso.com', 'False'],
    ['nothing', '', 'False'],
  ])('an edit of %s', async (_, before, text) => {
    const batch = read(
      `${header}a@contoso.com,pw,True \nb@contoso.com,pw,"yes"\nc@contoso.com,pw,"yes\r\n"\n`,
    )
    const start = batch.text.bytes.indexOf(before || 'True')
    const edit = { start, end: start + before.length, text }

    expect(await correct(batch, [edit])).toEqual({
      refused: 'it would replace something else than a word for True or False',
    })
  })

  test('an edit of a word in a cell that holds more than the word', async () => {
    const batch = read(`${header}a@contoso.com,pw,"True\r\n"\nb@contoso.com,pw,True or False\n`)
    for (const word of ['True\r', 'True or']) {
      const start = batch.text.bytes.indexOf(word)
      const edits = [{ start, end: start + 4, text: 'False' }]

      expect(await correct(batch, edits)).toEqual({
        refused: 'reading the corrected file again showed other changes than this one',
      })
    }
  })
})
