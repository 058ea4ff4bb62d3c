import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitAnnotations, LOG_BUDGET } from '../../src/report/annotations.ts'
import { fitMarks } from '../../src/report/fit.ts'
import { findingIn, numbers, someBudget, someFindings } from '../support/findings.ts'
import { runs } from '../support/generators.ts'

const ONE = { error: 1, warning: 1, notice: 1, total: 1 }

/** The only annotation of users in rows 4 to 6, who must fold. */
function foldOf(users: readonly (string | null)[]) {
  const findings = users.map((user, index) => findingIn(index + 4, { user }))
  const annotations = fitAnnotations(findings, ONE)
  expect(annotations).toHaveLength(1)
  return annotations[0]!
}

describe('one finding', () => {
  test('is marked at its place, in the words of its rule', () => {
    expect(fitAnnotations([findingIn(1)], LOG_BUDGET)).toEqual([
      {
        severity: 'error',
        path: 'a.csv',
        line: 2,
        endLine: 2,
        columns: { start: 3, end: 7 },
        title: 'a-rule',
        message: 'Row 1: wrong.',
      },
    ])
  })

  test('has no columns if it has several lines', () => {
    const [annotation] = fitAnnotations([findingIn(1, { endLine: 4 })], LOG_BUDGET)

    expect(annotation).toMatchObject({ line: 2, endLine: 4 })
    expect(annotation).not.toHaveProperty('columns')
  })

  test('is marked where GitHub sees it', () => {
    const onGitHub = { line: 1, column: 33, endLine: 1, endColumn: 37 }

    expect(fitAnnotations([findingIn(1, { endLine: 4, onGitHub })], LOG_BUDGET)).toMatchObject([
      { line: 1, endLine: 1, columns: { start: 33, end: 37 } },
    ])
  })
})

describe('findings that fold', () => {
  test('are marked from the first to the last', () => {
    const fold = fitAnnotations([findingIn(4), findingIn(5), findingIn(6, { endLine: 9 })], ONE)

    expect(fold).toEqual([
      {
        severity: 'error',
        path: 'a.csv',
        line: 5,
        endLine: 9,
        title: 'a-rule',
        message: 'Rows 4–6: 3 findings. The first: Row 4: wrong.',
      },
    ])
  })

  test('have columns if GitHub sees them in one line', () => {
    const onGitHub = (column: number) => ({ line: 1, column, endLine: 1, endColumn: column + 4 })
    const findings = [findingIn(4, { onGitHub: onGitHub(10) }), findingIn(5, { onGitHub: onGitHub(50) })]

    expect(fitAnnotations(findings, ONE)).toMatchObject([
      { line: 1, endLine: 1, columns: { start: 10, end: 54 } },
    ])
  })

  test('may stand in one row', () => {
    expect(fitAnnotations([findingIn(4), findingIn(4)], ONE)).toMatchObject([
      { message: 'Row 4: 2 findings. The first: Row 4: wrong.' },
    ])
  })

  test.each([
    ['3 users of contoso.com', ['a@contoso.com', 'b@contoso.com', 'c@contoso.com']],
    ['3 users of contoso.com', ['a@contoso.com', 'b@CONTOSO.com', 'c@contoso.com']],
    ['3 users', ['a@contoso.com', 'b@contoso.com', 'c@fabrikam.com']],
    ['3 users', ['a@contoso.com', 'a@eu.contoso.com', 'a@fabrikam.com']],
    ['3 findings', ['a@contoso.com', 'b@contoso.com', null]],
    ['3 findings', [null, null, null]],
    ['3 findings', ['a@contoso.com', 'b@contoso.com', 'a@contoso.com']],
    ['3 findings', ['a@contoso.com', 'b@contoso.com', 'A@contoso.com']],
  ])('are %s: %j', (said, users) => {
    expect(foldOf(users).message).toBe(`Rows 4–6: ${said}. The first: Row 4: wrong.`)
  })
})

describe('the rest', () => {
  test('is counted at its worst and first finding', () => {
    const rows = numbers(1, 12).map((row) => row * 2)
    const findings = [
      ...rows.map((row) => findingIn(row, { severity: 'notice', more: row === 24 ? 5_000 : 0 })),
      ...rows.map((row) => findingIn(row, { severity: 'warning', path: 'b.csv' })),
      ...rows.map((row) => findingIn(row, { severity: 'warning', path: 'c.csv' })),
    ]

    const annotations = fitAnnotations(findings, LOG_BUDGET)
    expect(annotations).toHaveLength(20)
    expect(annotations.at(-1)).toEqual({
      severity: 'warning',
      path: 'b.csv',
      line: 13,
      endLine: 13,
      columns: { start: 3, end: 7 },
      title: 'More findings',
      message:
        '5017 more findings are not marked: 15 warnings, 5002 notices. ' +
        'The first of them is here; the report as JSON or CSV has them all.',
    })
  })

  test('may be all there is room for', () => {
    const findings = [findingIn(2), findingIn(4, { severity: 'warning' })]

    expect(fitAnnotations(findings, ONE)).toMatchObject([
      {
        severity: 'error',
        line: 3,
        message: expect.stringMatching(/^2 more findings are not marked: 1 error, 1 warning\. /),
      },
    ])
  })
})

describe('texts', () => {
  const messageOf = (message: string) => fitAnnotations([findingIn(1, { message })], LOG_BUDGET)[0]!.message

  test.each([
    ['fits', 'x'.repeat(4_096), 'x'.repeat(4_096)],
    ['is too long', 'x'.repeat(4_097), `${'x'.repeat(4_095)}…`],
    ['would be cut inside a character', `${'x'.repeat(4_094)}😀x`, `${'x'.repeat(4_094)}…`],
    ['would be cut behind a character', `${'x'.repeat(4_093)}😀xx`, `${'x'.repeat(4_093)}😀…`],
    ['is too long once it can be printed', '\u0001'.repeat(1_024), `${'\\u{1}'.repeat(819)}…`],
    ['is empty', '', 'a-rule'],
  ])('a message that %s', (_, message, shown) => {
    expect(messageOf(message)).toBe(shown)
  })

  test('a message can be printed anywhere', () => {
    expect(messageOf('a\nb \u202e##[error]c')).toBe('a\\u{a}b \\u{202e}## [error]c')
  })

  test.each([
    [255, 'x'.repeat(255)],
    [256, `${'x'.repeat(254)}…`],
  ])('a title of %i characters', (many, title) => {
    expect(fitAnnotations([findingIn(1, { rule: 'x'.repeat(many) })], LOG_BUDGET)).toMatchObject([{ title }])
  })
})

test('no limit of GitHub or of the runner is exceeded, whatever is found', () => {
  fc.assert(
    fc.property(someFindings, someBudget, (findings, budget) => {
      for (const { line, endLine, columns, title, message } of fitAnnotations(findings, budget)) {
        for (const [text, most] of [
          [title, 255],
          [message, 4_096],
        ] as const) {
          expect(text.length).toBeGreaterThan(0)
          expect(text.length).toBeLessThanOrEqual(most)
          expect(text).not.toMatch(/\p{Surrogate}/u)
        }
        expect(Buffer.byteLength(message)).toBeLessThanOrEqual(64 * 1_024)
        expect(endLine).toBeGreaterThanOrEqual(line)
        expect(columns !== undefined).toBe(line === endLine)
        if (columns !== undefined) expect(columns.end).toBeGreaterThanOrEqual(columns.start)
      }
    }),
    runs,
  )
})

test('every finding is in the lines of an annotation that says how many there are, or in the count of the rest', () => {
  fc.assert(
    fc.property(someFindings, someBudget, (findings, budget) => {
      const { marks, left } = fitMarks(findings, budget)
      const annotations = fitAnnotations(findings, budget)

      expect(annotations).toHaveLength(marks.length + Math.min(left.length, 1))
      for (const [index, mark] of marks.entries()) {
        const { line, endLine, message, ...annotation } = annotations[index]!
        for (const { path, severity, onGitHub, ...inEditor } of mark) {
          const place = onGitHub ?? inEditor
          expect(annotation).toMatchObject({ path, severity })
          expect([place.line >= line, place.endLine <= endLine]).toEqual([true, true])
        }
        if (mark.length > 1) expect(Number(/^Rows? [^:]+: (\d+) /.exec(message)![1])).toBe(mark.length)
      }
      const rest = left.reduce((sum, { more = 0 }) => sum + 1 + more, 0)
      if (rest > 0)
        expect(annotations.at(-1)!.message).toMatch(new RegExp(`^${rest} more findings are not marked: `))
    }),
    runs,
  )
})

test.each([
  ['in a row', (row: number) => findingIn(row, { user: `u${row}@contoso.com` })],
  ['apart', (row: number) => findingIn(row * 2)],
  ['in as many files', (row: number) => findingIn(row, { path: `${row}.csv` })],
  ['of as many rules', (row: number) => findingIn(row, { rule: `rule-${row}` })],
  ['in pairs', (row: number) => findingIn(row + Math.floor(row / 2))],
])('100,000 findings %s take less than a second', (_, at) => {
  const findings = numbers(1, 100_000).map(at)
  const start = process.cpuUsage()
  fitAnnotations(findings, LOG_BUDGET)

  expect(process.cpuUsage(start).user).toBeLessThan(1_000_000) // microseconds
})
