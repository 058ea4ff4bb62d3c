import { domainOf } from '../batch/address.ts'
import type { Place } from '../batch/lines.ts'
import type { Finding } from '../outcome.ts'
import { fitMarks } from './fit.ts'
import { type Budget, type Mark, SEVERITIES } from './fold.ts'
import { count, cut, plain } from './plain.ts'

/** A mark beside lines of a file on GitHub. */
export interface Annotation {
  readonly severity: Finding['severity']
  readonly path: string
  readonly line: number
  readonly endLine: number
  /** Only within one line; GitHub refuses them otherwise, or the runner drops them. */
  readonly columns?: { readonly start: number; readonly end: number }
  readonly title: string
  readonly message: string
}

/** The runner keeps the first ten of a level in a step. */
export const LOG_BUDGET: Budget = { error: 10, warning: 10, notice: 10, total: 30 }

/** The runner cuts a message here; a check run takes 64 KB, which so many characters never have. */
export const LONGEST_MESSAGE = 4_096
/** The longest title of a check run's annotation. */
const LONGEST_TITLE = 255

/**
 * Makes annotations of findings, no more than the budget allows. Neighbouring findings of one rule fold if they must; what still
 * does not fit is counted in the last annotation, which stands at the first of them.
 * @param findings those of a file in order of place
 * @returns errors first, then warnings, then notices, each in the order given, so that the log reads like the report
 */
export function fitAnnotations(findings: readonly Finding[], budget: Budget): Annotation[] {
  const { marks, left } = fitMarks(findings, budget)
  const [first] = left
  const annotations = marks.map((mark) => annotate(mark, mark[0].rule, messageOf(mark)))
  return first === undefined
    ? annotations
    : [...annotations, annotate([first], 'More findings', countAll(left))]
}

function annotate(mark: Mark, title: string, message: string): Annotation {
  const { severity, path } = mark[0]
  return {
    severity,
    path,
    ...placeOf(mark),
    title: cut(title, LONGEST_TITLE),
    message: cut(plain(message) || title, LONGEST_MESSAGE),
  }
}

/** From the first finding to the last, in GitHub's lines. */
function placeOf(mark: Mark): Pick<Annotation, 'line' | 'endLine' | 'columns'> {
  const { line, column } = onGitHub(mark[0])
  const { endLine, endColumn } = onGitHub(mark.at(-1)!)
  return { line, endLine, ...(line === endLine && { columns: { start: column, end: endColumn } }) }
}

function onGitHub(finding: Finding): Place {
  return finding.onGitHub ?? finding
}

function messageOf(mark: Mark): string {
  const [{ row, message }] = mark
  if (mark.length === 1) return message
  const last = mark.at(-1)!.row
  const rows = row === last ? `Row ${row}` : `Rows ${row}–${last}`
  return `${rows}: ${mark.length} ${whatOf(mark)}. The first: ${message}`
}

/** Users if every finding is about another one. */
function whatOf(mark: Mark): string {
  const users = new Set(mark.flatMap(({ user }) => user?.toLowerCase() ?? []))
  if (users.size < mark.length) return 'findings'
  const [domain, ...others] = new Set(Array.from(users, domainOf))
  return others.length === 0 ? `users of ${domain}` : 'users'
}

function countAll(left: readonly Finding[]): string {
  const numbers = { error: 0, warning: 0, notice: 0 }
  for (const { severity, more = 0 } of left) numbers[severity] += 1 + more
  const said = SEVERITIES.filter((severity) => numbers[severity] > 0).map((severity) =>
    count(numbers[severity], severity),
  )
  const all = numbers.error + numbers.warning + numbers.notice
  return (
    `${count(all, 'more finding')} are not marked: ${said.join(', ')}. ` +
    'The first of them is here; the report as JSON or CSV has them all.'
  )
}
