import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fix } from './support/checking.ts'
import { draw, encodeAs, runs, writing } from './support/generators.ts'
import { mixedBatch, YES_OR_NO } from './support/mixed-batches.ts'
import { readSlowly, type SlowRow, trimBlanks } from './support/slow-reader.ts'

const federated = fc.constantFrom('contoso.com', '*', 'none', 'fabrikam.com')

/** The word alone, in small letters: quotes, `;`, `.`, blanks and what nobody sees may be beside it. */
function bare(text: string): string {
  const isBeside = /^(?:[\s'‘’“”;.]|\p{Cf})$/u
  const letters = [...text]
  const first = letters.findIndex((letter) => !isBeside.test(letter))
  const last = letters.findLastIndex((letter) => !isBeside.test(letter))
  return letters
    .slice(first, last + 1)
    .join('')
    .toLowerCase()
    .replaceAll('ı', 'i')
}

const WORDS = new Set(YES_OR_NO.map((word) => word.replaceAll('ı', 'i')))

/** What is read of each row, and in which columns. */
const cellsOf = (rows: readonly SlowRow[]) => rows.map(({ cells }) => cells.map(({ value }) => value))

/** The texts that were taken out of a file, each with the name of its column. */
function takenOut(before: string, after: string): { readonly text: string; readonly column: string }[] {
  const [was, is] = [readSlowly(before), readSlowly(after)]
  expect(is.map(({ cells }) => cells.length)).toEqual(was.map(({ cells }) => cells.length))
  const names = was[0]!.cells.map(({ value }) => value ?? '')
  return was.flatMap(({ cells }, row) =>
    cells.flatMap(({ value }, column) => {
      const now = is[row]!.cells[column]!.value
      if (now === value) return []
      expect(trimBlanks(now ?? '')).toBe('False')
      return [{ text: value ?? 'what nobody can read', column: names[column] ?? '' }]
    }),
  )
}

/** The file with what was taken out put back. */
function withoutChanges(before: string, after: string): string {
  const [was, is] = [readSlowly(before), readSlowly(after)]
  const bytes = { was: Buffer.from(before), is: Buffer.from(after) }
  const cells = is.flatMap((row, number) =>
    row.cells.map((cell, column) => [cell, was[number]!.cells[column]!]),
  )
  return cells
    .reduceRight((text, [now, then]) => {
      if (now!.value === then!.value) return text
      const back = bytes.was.subarray(then!.start, then!.end)
      return Buffer.concat([text.subarray(0, now!.start), back, text.subarray(now!.end)])
    }, bytes.is as Buffer)
    .toString()
}

test('a correction takes words for True and False out of ForceChangePassword, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(mixedBatch, federated, async (text, federated) => {
      const after = await fix(text, { federated })
      if (typeof after === 'string') {
        expect(after).toMatch(/^a second CSV reader/)
        return
      }
      const corrected = after.toString()
      const taken = takenOut(text, corrected)

      for (const { text, column } of taken) {
        expect(column).toBe('ForceChangePassword')
        expect(text).not.toMatch(/[\r\n\u2028\u2029]/)
        expect(WORDS).toContain(bare(text))
      }
      expect(withoutChanges(text, corrected)).toBe(text)
    }),
    runs,
  )
})

test('Exchange reads the same rows, users and passwords, in any encoding', async () => {
  await fc.assert(
    fc.asyncProperty(mixedBatch, federated, writing, async (text, federated, as) => {
      const after = await fix(encodeAs(text, as), { federated })
      const plain = await fix(text, { federated })
      if (typeof after === 'string' || typeof plain === 'string') {
        expect(after).toEqual(plain)
        return
      }

      expect(after).toEqual(encodeAs(plain.toString(), as))
      const isKept = (_: unknown, column: number) => headerOf(text)[column] !== 'ForceChangePassword'
      const kept = (file: string) => cellsOf(readSlowly(file)).map((cells) => cells.filter(isKept))
      expect(kept(plain.toString())).toEqual(kept(text))
    }),
    runs,
  )
})

function headerOf(text: string): readonly (string | undefined)[] {
  return cellsOf(readSlowly(text))[0]!
}

test('the generator reaches corrections, and each way in which one could lose something', async () => {
  const texts = draw(mixedBatch, 1000)
  const corrected = await Promise.all(texts.map((text) => fix(text, { federated: '*' })))
  const changed = texts.filter((text, index) => corrected[index]!.toString() !== text)
  const rowsOf = (text: string) => readSlowly(text).slice(1)
  const holds = (isSo: (text: string) => boolean) => changed.filter(isSo).length

  expect(changed.length).toBeGreaterThan(200)
  expect(texts.filter((text) => /"[^"]*@[^"]*[\r\n][^"]*"/.test(text)).length).toBeGreaterThan(50)
  expect(
    holds((text) => rowsOf(text).some(({ cells }) => cells.some(({ line, endLine }) => endLine > line))),
  ).toBeGreaterThan(20)
  expect(holds((text) => text.startsWith('ForceChangePassword'))).toBeGreaterThan(5)
  expect(holds((text) => /[‘’“”\u200b;.]/.test(text))).toBeGreaterThan(20)
  expect(corrected.filter((after) => typeof after === 'string').length).toBeGreaterThan(5)
})
