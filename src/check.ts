import type { Batch, Span } from './batch/batch.ts'
import type { Edit } from './batch/edit.ts'
import type { Kind } from './batch/kinds.ts'
import { type Place, type Places, placesOf } from './batch/lines.ts'
import { type Drawing, drawRow } from './drawing.ts'
import type { Directory, User } from './federation/directory.ts'
import { rules } from './rules/index.ts'
import type { Rule, Severity } from './rules/rule.ts'

/** One thing wrong, as it is reported; lines and columns as in `Place`. */
export interface Finding extends Place {
  readonly rule: string
  readonly severity: Exclude<Severity, 'off'>
  readonly path: string
  /** Exchange's number of the data row. */
  readonly row: number | null
  /** The user's address if it is a valid one. */
  readonly user: string | null
  readonly message: string
  /** What the cell's text becomes. */
  readonly fix?: string
  /** Where GitHub shows it, if that is another place: git ends a line at LF only. */
  readonly onGitHub?: Place
}

/** What came out of one file. */
export interface Outcome {
  readonly path: string
  readonly kind: Kind | 'not-a-batch'
  readonly rows: number
  /** Users of a staged batch that are known to be federated. */
  readonly federated: number
  /** In order of place. */
  readonly findings: readonly Finding[]
  /** The changes that cure the findings with a fix, in the same order. */
  readonly edits: readonly Edit[]
  /** Why it is no batch. */
  readonly leftAlone?: string
  /** Why it could not be checked in full. */
  readonly notChecked?: string
}

/** An outcome while the batch is still in memory. */
export interface Checked extends Outcome {
  /** The row of a finding, drawn so that it can be shown. */
  draw(finding: number): Drawing | undefined
}

/** What decides besides the batch. */
export interface Judgement {
  readonly directory: Directory
  readonly maxRows: number | undefined
  /** Severities that differ from the catalogue's. */
  readonly severities: Readonly<Record<string, Severity>>
}

/** Checks one batch with every rule. Pure: the directory has been asked before. */
export function check(batch: Batch, judgement: Judgement): Checked {
  const problems = problemsOf(batch, judgement)
  const places = placesOf(
    batch.table,
    problems.map((problem) => problem.at),
  )
  const { kind } = batch.header
  const notChecked = kind === 'staged' ? findUnanswered(batch, judgement.directory) : undefined
  return {
    path: batch.path,
    kind: kind ?? 'not-a-batch',
    rows: kind === undefined ? 0 : batch.rows,
    federated: kind === 'staged' ? countFederated(batch, judgement.directory) : 0,
    findings: problems.map((problem, index) => toFinding(batch.path, problem, places[index]!)),
    edits: problems.flatMap(({ edit }) => (edit === undefined ? [] : [edit])),
    ...(kind === undefined && { leftAlone: reasonLeftAlone(batch) }),
    ...(notChecked !== undefined && { notChecked }),
    draw(finding) {
      const { position, user, at } = problems[finding]!
      return position === undefined ? undefined : drawRow(batch, { position, user, start: at.start })
    },
  }
}

/** The outcome when its fixes cannot be made: each finding that had one says why. */
export function withoutFixes(outcome: Outcome, why: string): Outcome {
  const findings = outcome.findings.map(({ fix, ...finding }) =>
    fix === undefined ? finding : { ...finding, message: `${finding.message} Not corrected: ${why}.` },
  )
  return { ...outcome, findings, edits: [] }
}

/** The users whose federation decides something: ForceChangePassword is True or not valid. */
export function* usersInQuestion(batch: Batch): Generator<User> {
  yield* batch.where('ForceChangePassword', 'true')
  yield* batch.where('ForceChangePassword', 'other')
}

/** A problem that no longer needs its rule's row, which moves on. */
interface FoundProblem {
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

function problemsOf(batch: Batch, { directory, maxRows, severities }: Judgement): FoundProblem[] {
  const mayEdit = editableRows(batch)
  const facts = { lookup: directory.lookup, maxRows }
  const problems: FoundProblem[] = []
  for (const rule of rules) {
    const severity = severities[rule.id] ?? rule.severity
    if (severity === 'off' || !applies(rule, batch)) continue
    for (const { at, message, row, edit } of rule.check(batch, facts)) {
      const [number, position, user] =
        typeof row === 'object' ? [row.index, row.position, row.user] : [row, undefined, null]
      problems.push({
        rule: rule.id,
        severity,
        at,
        message,
        row: number || null,
        position,
        user,
        edit: mayEdit(number) ? edit : undefined,
      })
    }
  }
  return problems.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
}

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

function toFinding(path: string, problem: FoundProblem, { inEditor, onGitHub }: Places): Finding {
  const { rule, severity, row, user, message, edit } = problem
  return {
    rule,
    severity,
    path,
    ...inEditor,
    row,
    user,
    message,
    ...(edit !== undefined && { fix: edit.text }),
    ...(onGitHub !== undefined && { onGitHub }),
  }
}

function reasonLeftAlone({ header }: Batch): string {
  const named = header.columns.has('EmailAddress') || header.near.has('EmailAddress')
  return named
    ? 'no other column of its header belongs to a batch'
    : 'its header names no column EmailAddress'
}

function countFederated({ domains }: Batch, directory: Directory): number {
  if (domains === undefined) return 0
  const rows = new Uint32Array(domains.names.length + 1)
  for (const number of domains.ofRow) rows[number]!++
  return domains.names.reduce((sum, domain, index) => {
    return directory.lookup({ user: null, domain }).federated === true ? sum + rows[index + 1]! : sum
  }, 0)
}

/** A sentence about the domains that decide something here and that nobody could answer for. */
function findUnanswered(batch: Batch, { unanswered }: Directory): string | undefined {
  if (unanswered.size === 0) return undefined
  const domains = new Set<string>()
  for (const { domain } of batch.where('ForceChangePassword', 'true')) {
    if (domain !== undefined && unanswered.has(domain)) domains.add(domain)
  }
  const [first] = domains
  return first === undefined ? undefined : `${[...domains].join(', ')}: ${unanswered.get(first)}`
}
