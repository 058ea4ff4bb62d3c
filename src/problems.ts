import type { Batch, Span } from './batch/batch.ts'
import type { Edit } from './batch/edit.ts'
import { rules } from './rules/index.ts'
import type { Facts, Rule, Severity } from './rules/rule.ts'

/** A problem with its rule; it no longer needs the rule's row, which moves on. */
export interface FoundProblem {
  readonly rule: string
  readonly severity: Exclude<Severity, 'off'>
  readonly at: Span
  readonly message: string
  /** Exchange's number of the row. */
  readonly row: number | null
  /** The row's position among the rows with slots, if it is one of them. */
  readonly position: number | undefined
  readonly user: string | null
  readonly edit: Edit | undefined
}

/** Everything the rules find in a batch, in order of place, then of the catalogue. */
export function problemsOf(
  batch: Batch,
  facts: Facts,
  severities: Readonly<Record<string, Severity>>,
): FoundProblem[] {
  const mayEdit = editableRows(batch)
  const problems: FoundProblem[] = []
  for (const rule of rules) {
    const severity = severities[rule.id] ?? rule.severity
    if (severity === 'off' || !applies(rule, batch)) continue
    for (const { at, message, row, edit } of rule.check(batch, facts)) {
      const inTable = typeof row === 'object' ? row : undefined
      const number = typeof row === 'object' ? row.index : row
      problems.push({
        rule: rule.id,
        severity,
        at,
        message: edit !== undefined && !mayEdit(number) ? `${message} ${NOT_CORRECTED}` : message,
        row: number || null,
        position: inTable?.position,
        user: inTable?.user ?? null,
        edit: mayEdit(number) ? edit : undefined,
      })
    }
  }
  return problems.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
}

const NOT_CORRECTED = 'Not corrected: the row cannot be read reliably.'

/** Rows can be read only below a header that names EmailAddress; a line that is no header hides everything else. */
function applies(rule: Rule, { header }: Batch): boolean {
  if (header.kind === undefined) return false
  if (header.noHeader !== undefined) return rule.id === 'missing-email-address'
  return rule.scope === 'file' || header.columns.has('EmailAddress')
}

/** A file that could not be decoded, and a row with ambiguous quotes, must not be written. */
function editableRows({ text, table }: Batch): (row: number | undefined) => boolean {
  const ambiguous = new Set(table.ambiguous.map((cell) => cell.row))
  return (row) => text.damage === undefined && row !== undefined && !ambiguous.has(row)
}
