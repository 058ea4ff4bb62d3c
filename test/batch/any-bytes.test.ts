import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Batch } from '../../src/batch/batch.ts'
import { booleanWordOf } from '../../src/batch/boolean-words.ts'
import { type Checked, check } from '../../src/check.ts'
import { read } from '../support/checking.ts'
import {
  anyBytes,
  draw,
  encodeAs,
  mostlyDamaged,
  runs,
  stagedText,
  tangledText,
  writing,
} from '../support/generators.ts'
import { offenders } from '../support/offenders/batches.ts'
import { judgementOfEveryRule } from '../support/offenders/judging.ts'
import { readSlowly, type SlowCell, trimBlanks } from '../support/slow-reader.ts'

/** Bytes with every rule's findings among them. */
const everyBytes = fc.oneof(
  { weight: 2, arbitrary: anyBytes },
  { weight: 1, arbitrary: mostlyDamaged(offenders.map(([first]) => first!.bytes)) },
)

const judge = (batch: Batch) => check(batch, judgementOfEveryRule(4))
const textOf = ({ text }: Batch) => Buffer.from(text.bytes).toString()

describe('any bytes can be checked', () => {
  test('findings are in order, and every place is in the file and between two characters', () => {
    fc.assert(
      fc.property(everyBytes, (bytes) => {
        const batch = read(bytes)
        const { findings } = judge(batch)
        const lines = textOf(batch).split(/\r\n|\r|\n/)
        const linesOnGitHub = textOf(batch).split('\n')

        expect(findings.map(({ line, column }) => [line, column])).toEqual(
          findings.map(({ line, column }) => [line, column]).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
        )
        for (const { onGitHub, ...finding } of findings) {
          expectPlaceIn(lines, finding)
          if (onGitHub !== undefined) expectPlaceIn(linesOnGitHub, onGitHub)
        }
      }),
      runs,
    )
  })

  test('a row is drawn with its user and its boolean, and nothing else', () => {
    fc.assert(
      fc.property(everyBytes, (bytes) => {
        const { findings, draw } = judge(read(bytes))

        for (const [index, { user }] of findings.entries()) {
          const drawing = draw(index)
          if (drawing === undefined) continue
          const { text, from, to } = drawing
          expect(
            text
              .split(',')
              .filter((cell) => cell !== user && cell !== '•••' && booleanWordOf(cell)?.word !== cell),
          ).toEqual([])
          expect(`,${text},`.slice(from, to + 2)).toMatch(/^,[^,]*,$/)
        }
      }),
      runs,
    )
  })

  test('a finding names the user who stands in its row, if the address is one', () => {
    fc.assert(
      fc.property(everyBytes, (bytes) => {
        const batch = read(bytes)
        const rows = readSlowly(textOf(batch))
        const column = rows[0]?.cells.findIndex(isAddressHeader) ?? -1

        for (const { user, row } of judge(batch).findings) {
          if (user === null) continue
          expect(rows.find(({ number }) => number === row)!.cells[column]!.value).toBe(user)
          expect(user).toMatch(/^[^@\s",;:<>()[\]\\]+@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u)
        }
      }),
      runs,
    )
  })
})

function isAddressHeader({ value }: SlowCell): boolean {
  return trimBlanks(value ?? '').toLowerCase() === 'emailaddress'
}

interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

function expectPlaceIn(lines: readonly string[], { line, column, endLine, endColumn }: Place) {
  const at = (text: string | undefined, index: number) => ({
    inside: text !== undefined && index >= 0 && index <= text.length,
    splits: /^[\ud800-\udbff][\udc00-\udfff]/.test(text?.slice(Math.max(0, index - 1), index + 1) ?? ''),
  })

  expect(at(lines[line - 1], column - 1)).toEqual({ inside: true, splits: false })
  expect(at(lines[endLine - 1], endColumn - 1)).toEqual({ inside: true, splits: false })
  expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true)
}

/** No address holds the sign; the first is far from every column's name, the second is near to Password. */
const SECRETS = ['¤¤¤', 'Pass¤word'] as const
/** Behind ForceChange, what is near to Password is nearer to another name, and may be shown. */
const LEAKS = [/¤¤¤/, /(?<!change)pass¤word/i]

/** A text with secrets in it: as passwords, inside any cell, or in the place of one. */
const secretText = fc
  .record({
    text: fc.oneof(
      { weight: 2, arbitrary: stagedText },
      { weight: 1, arbitrary: tangledText },
      { weight: 3, arbitrary: offenders.map((batches) => batches.at(-1)!.text) },
    ),
    places: fc.array(
      fc.record({
        at: fc.noBias(fc.nat()),
        secret: fc.constantFrom(...SECRETS),
        isWhole: fc.boolean(),
        header: fc.constantFrom(false, false, false, true),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ text, places }) =>
    places.reduce(
      (hidden, { at, secret, isWhole, header }) => {
        const end = header ? hidden.search(/.[\r\n]|$/) : hidden.length
        const index = at % (end + 1)
        const [before, after] = [hidden.slice(0, index), hidden.slice(index)]
        return isWhole
          ? before.replace(/[^,\r\n]*$/, '') + secret + after.replace(/^[^,\r\n]*/, '')
          : before + secret + after
      },
      text.replaceAll('Pa$$w0rd', '¤¤¤w0rd!'),
    ),
  )
const secretFile = fc.tuple(secretText, writing).map(([text, as]) => encodeAs(text, as))
const secretBytes = fc.oneof(
  { weight: 3, arbitrary: secretFile },
  { weight: 1, arbitrary: mostlyDamaged(secretFile) },
)

/** Everything about a file that somebody may read. */
function shownOf({ findings, draw, leftAlone, notChecked }: Checked): string {
  const shown = findings.flatMap(({ message, fix, user }, index) => [message, fix, user, draw(index)?.text])
  return [...shown, leftAlone, notChecked].join('\n')
}

test('no message, fix, user or drawing shows a cell that may be a password', () => {
  fc.assert(
    fc.property(secretBytes, (bytes) => {
      const shown = shownOf(judge(read(bytes)))

      for (const leak of LEAKS) expect(shown).not.toMatch(leak)
    }),
    runs,
  )
})

const EVERY_RULE = [
  'empty-batch',
  'missing-email-address',
  'duplicate-column',
  'unknown-column',
  'wrong-column-count',
  'too-many-rows',
  'ambiguous-quoting',
  'not-unicode',
  'line-break-in-value',
  'federated-force-change-password',
  'invalid-force-change-password',
  'invalid-email-address',
  'duplicate-user',
  'missing-value',
  'invalid-value',
  'invalid-password',
  'unknown-federation',
  'federated-password',
  'password-in-repository',
]

describe('the generator reaches the hard cases', () => {
  const batches = draw(everyBytes, 1000).map((bytes) => read(bytes))
  const found = batches.flatMap((batch) => judge(batch).findings)

  test.each<[string, (batch: Batch) => boolean]>([
    ['nothing', ({ table }) => table.rows === 0],
    ['UTF-16', ({ text }) => text.encoding.startsWith('utf-16')],
    ['UTF-32', ({ text }) => text.encoding.startsWith('utf-32')],
    ['damaged UTF-8', isDamaged('utf-8')],
    ['damaged UTF-16', isDamaged('utf-16')],
    ['damaged UTF-32', isDamaged('utf-32')],
  ])('%s', (_, isHard) => {
    expect(batches.filter(isHard).length).toBeGreaterThan(10)
  })

  test.each(EVERY_RULE)('%s', (rule) => {
    expect(found.filter((finding) => finding.rule === rule).length).toBeGreaterThan(5)
  })

  function isDamaged(encoding: string) {
    return ({ text }: Batch) => text.damage !== undefined && text.encoding.startsWith(encoding)
  }
})

describe('secrets are hidden', () => {
  const batches = draw(secretBytes, 2000).map((bytes) => read(bytes))
  const isSecret = ({ value }: SlowCell) => SECRETS.some((secret) => value?.includes(secret))
  /** What is found in rows, or in headers, that hold a secret. */
  const rules = batches.flatMap((batch) => {
    const rows = readSlowly(textOf(batch)).filter(({ cells }) => cells.some(isSecret))
    const { findings } = judge(batch)
    return findings
      .filter(({ row }) => rows.some(({ number }) => number === (row ?? 0)))
      .map(({ rule }) => rule)
  })

  test.each(EVERY_RULE)('where the finding is %s', (rule) => {
    expect(rules.filter((each) => each === rule).length).toBeGreaterThan(5)
  })

  test('where the name of a column is nearly Password', () => {
    const isNear = ({ value }: SlowCell) => trimBlanks(value ?? '').toLowerCase() === 'pass¤word'
    const headers = batches.map((batch) => readSlowly(textOf(batch))[0]?.cells ?? [])

    expect(
      headers.filter((cells) => cells.some(isNear) && cells.some(isAddressHeader)).length,
    ).toBeGreaterThan(10)
  })

  test('where rows are drawn', () => {
    const drawn = batches.filter((batch) => shownOf(judge(batch)).includes('•••'))

    expect(drawn.length).toBeGreaterThan(50)
  })
})
