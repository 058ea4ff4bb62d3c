import type { Place } from '../batch/lines.ts'
import type { Finding } from '../outcome.ts'

/** A mark beside a line of a file on GitHub. */
export interface Annotation extends Place {
  readonly severity: Finding['severity']
  readonly path: string
  readonly title: string
  readonly message: string
}

/** The most annotations of each severity. */
export type Budget = Readonly<Record<Finding['severity'], number>>

/** The runner keeps the first ten of a level in a step. */
export const LOG_BUDGET: Budget = { error: 10, warning: 10, notice: 10 }

/**
 * Fits findings into a budget. What does not fit is counted in the last annotation of its severity, which stands at
 * the first finding that is left out.
 * @returns errors first, then in the order given
 */
export function toAnnotations(findings: readonly Finding[], budget: Budget): Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap((severity) => {
    const all = findings.filter((finding) => finding.severity === severity)
    const most = budget[severity]
    if (all.length <= most) return all.map(annotate)
    const shown = Math.max(0, most - 1)
    return [
      ...all.slice(0, shown).map(annotate),
      ...all.slice(shown, most).map((first) => closing(first, all.length - shown)),
    ]
  })
}

/**
 * One budget for all severities together: errors take what they need, then warnings, then notices. Each that has findings
 * keeps one place at least, for its count.
 */
export function shareBudget(findings: readonly Finding[], total: number): Budget {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  const [errors, warnings, notices] = [count('error'), count('warning'), count('notice')]
  const error = Math.min(errors, total - Math.min(warnings, 1) - Math.min(notices, 1))
  const warning = Math.min(warnings, total - error - Math.min(notices, 1))
  return { error, warning, notice: total - error - warning }
}

function annotate(finding: Finding): Annotation {
  const { severity, path, rule, message, onGitHub, line, column, endLine, endColumn } = finding
  return { severity, path, title: rule, message, ...(onGitHub ?? { line, column, endLine, endColumn }) }
}

function closing(first: Finding, left: number): Annotation {
  const message = `${left} more findings of severity ${first.severity} are not marked; the first of them is here.`
  return { ...annotate(first), title: 'More findings', message }
}
