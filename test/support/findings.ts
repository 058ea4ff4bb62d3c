import fc from 'fast-check'
import type { Place } from '../../src/batch/lines.ts'
import type { Finding } from '../../src/outcome.ts'

/** An error in a row, which stands in the line below its number, unless said. */
export function findingIn(row: number, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'a-rule',
    severity: 'error',
    path: 'a.csv',
    line: row + 1,
    column: 3,
    endLine: row + 1,
    endColumn: 7,
    row,
    user: null,
    message: `Row ${row}: wrong.`,
    fix: undefined,
    onGitHub: undefined,
    ...more,
  }
}

/** The numbers from the first to the last. */
export function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function mostly<T>(usual: T, ...odd: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
  )
}

const LONG_MESSAGES = [
  'x'.repeat(4_096),
  'x'.repeat(4_097),
  '😀'.repeat(2_049),
  `x${'😀'.repeat(2_048)}`,
  '移'.repeat(30_000),
  '\u0001'.repeat(700),
]

/** A finding, and how far below the one before it in its file. */
const step = fc.record({
  path: fc.nat(5).map((file) => `${file}.csv`),
  rule: mostly('a-rule', 'b-rule', `${'long-'.repeat(60)}rule`),
  severity: mostly<Finding['severity']>('error', 'warning', 'notice'),
  down: mostly(1, 0, 2, 3),
  hasRow: mostly(true, false),
  lines: mostly(0, 1, 4),
  more: mostly(0, 1, 7_000),
  user: fc.oneof(
    { weight: 5, arbitrary: fc.nat(99).map((number) => `u${number}@contoso.com`) },
    { weight: 1, arbitrary: fc.constantFrom(null, 'U1@CONTOSO.com', 'v@fabrikam.com', 'ü@bücher.example') },
  ),
  message: mostly('Wrong.', '', '::error::', 'Wrong\u202e\n##[error]x', ...LONG_MESSAGES),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What all findings have in common: some kinds are rare otherwise. */
const common = fc.constantFrom<Partial<Step>>(
  {},
  { more: 0, hasRow: true },
  { more: 0, hasRow: true, rule: 'a-rule', path: 'a.csv' },
  { more: 0, hasRow: true, rule: 'a-rule', path: 'a.csv', severity: 'notice' },
  { down: 2, severity: 'error' },
)

/** Findings of some files, those of each in order of place; many have neighbours. */
export const someFindings: fc.Arbitrary<Finding[]> = fc
  .tuple(fc.array(step, { maxLength: 70, size: 'max' }), common)
  .map(([steps, alike]) => {
    const all = steps.map((one) => ({ ...one, ...alike }))
    const paths = [...new Set(all.map(({ path }) => path))].sort()
    return paths.flatMap((path, file) => {
      const own = all.filter((one) => one.path === path)
      return findingsOf(own, LINES_OF_GIT[file % LINES_OF_GIT.length]!)
    })
  })

/** How many lines of an editor make one of git: more than one where lone CRs end them. */
const LINES_OF_GIT = [1, 1, 3, Number.POSITIVE_INFINITY] as const

function findingsOf(steps: readonly Step[], linesOfGit: number): Finding[] {
  let row = 0
  let line = 1
  return steps.map(({ down, hasRow, lines, ...step }) => {
    row += down
    line += down
    const column = down === 0 ? 20 : 3
    const place = { line, column, endLine: line + lines, endColumn: column + 4 }
    line += lines
    const onGitHub = linesOfGit === 1 ? undefined : inGit(place, linesOfGit)
    return findingIn(row, { ...step, ...place, row: hasRow ? row : null, onGitHub })
  })
}

function inGit({ line, column, endLine, endColumn }: Place, lines: number): Place {
  const lineOf = (line: number) => Math.floor((line - 1) / lines) + 1
  const before = (line: number) => ((line - 1) % lines) * 50
  return {
    line: lineOf(line),
    column: before(line) + column,
    endLine: lineOf(endLine),
    endColumn: before(endLine) + endColumn,
  }
}

const places = fc.integer({ min: 1, max: 14 })
const perSeverity = { error: places, warning: places, notice: places }

/** Budgets as those of a log, as those of a check run, and of any other proportion. */
export const someBudget = fc.oneof(
  fc.record(perSeverity).map((each) => ({ ...each, total: each.error + each.warning + each.notice })),
  fc.integer({ min: 1, max: 40 }).map((total) => ({ error: total, warning: total, notice: total, total })),
  fc.record({ ...perSeverity, total: fc.integer({ min: 1, max: 40 }) }),
)
