import { domainOf } from './batch/address.ts'
import type { Batch, Row, Span } from './batch/batch.ts'
import type { Edit } from './batch/edit.ts'
import type { Kind } from './batch/kinds.ts'
import { hasLoneCr, type Place, placesOf } from './batch/lines.ts'
import { type Drawing, drawRow } from './drawing.ts'
import type { Directory } from './federation/directory.ts'
import { rules } from './rules/index.ts'
import type { Problem, Rule, Severity } from './rules/rule.ts'

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
  const places = placesFor(batch, problems)
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
    draw: (finding) => drawRow(batch, problems[finding]!),
  }
}

/** The outcome when its fixes cannot be made: each finding that had one says why. */
export function withoutFixes(outcome: Outcome, why: string): Outcome {
  const findings = outcome.findings.map(({ fix, ...finding }) =>
    fix === undefined ? finding : { ...finding, message: `${finding.message} Not corrected: ${why}.` },
  )
  return { ...outcome, findings, edits: [] }
}

/** The addresses whose federation decides something: users whose ForceChangePassword is True or not valid. */
export function* addressesInQuestion(batch: Batch): Generator<string> {
  for (const name of ['true', 'other'] as const) {
    for (const row of batch.where('ForceChangePassword', name)) if (row.user !== null) yield row.user
  }
}

interface RuleProblem extends Problem {
  readonly rule: string
  readonly severity: Exclude<Severity, 'off'>
}

function problemsOf(batch: Batch, { directory, maxRows, severities }: Judgement): RuleProblem[] {
  const unfixable = unfixableRows(batch)
  const facts = { lookup: directory.lookup, maxRows }
  return rules
    .filter((rule) => applies(rule, batch))
    .flatMap((rule) => {
      const severity = severities[rule.id] ?? rule.severity
      if (severity === 'off') return []
      return Array.from(rule.check(batch, facts), (problem) => ({
        ...(unfixable(problem) ? withoutEdit(problem) : problem),
        rule: rule.id,
        severity,
      }))
    })
    .sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
}

/** Rows can be read only below a header that names EmailAddress; a line that is no header hides everything else. */
function applies(rule: Rule, { header }: Batch): boolean {
  if (header.kind === undefined) return false
  if (header.noHeader !== undefined) return rule.id === 'missing-email-address'
  return rule.scope === 'file' || header.columns.has('EmailAddress')
}

/** A row with ambiguous quotes, and a file that could not be decoded, must not be written. */
function unfixableRows({ text, table }: Batch): (problem: Problem) => boolean {
  const rows = new Set(table.ambiguous.map((cell) => cell.row))
  return (problem) => text.damage !== undefined || (rows.size > 0 && rows.has(rowNumber(problem) ?? -1))
}

function withoutEdit({ edit: _, ...problem }: Problem): Problem {
  return problem
}

function rowNumber({ row }: Problem): number | undefined {
  return typeof row === 'number' ? row : row?.index
}

interface Places {
  readonly inEditor: Place
  readonly onGitHub?: Place
}

function placesFor({ text }: Batch, problems: readonly Problem[]): Places[] {
  const spans: Span[] = problems.map((problem) => problem.at)
  if (spans.length === 0) return []
  const inEditor = placesOf(text.bytes, spans, true)
  if (!hasLoneCr(text.bytes)) return inEditor.map((place) => ({ inEditor: place }))
  const onGitHub = placesOf(text.bytes, spans, false)
  return inEditor.map((place, index) => ({ inEditor: place, onGitHub: onGitHub[index]! }))
}

function toFinding(path: string, problem: RuleProblem, { inEditor, onGitHub }: Places): Finding {
  return {
    rule: problem.rule,
    severity: problem.severity,
    path,
    ...inEditor,
    row: rowNumber(problem) || null,
    user: typeof problem.row === 'object' ? problem.row.user : null,
    message: problem.message,
    ...(problem.edit !== undefined && { fix: problem.edit.text }),
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
  return domains.names.reduce((sum, name, index) => {
    return directory.lookup(`@${name}`).federated === true ? sum + rows[index + 1]! : sum
  }, 0)
}

/** A sentence about the domains that decide something here and that nobody could answer for. */
function findUnanswered(batch: Batch, { unanswered }: Directory): string | undefined {
  if (unanswered.size === 0) return undefined
  const domains = new Set<string>()
  for (const { user } of batch.where('ForceChangePassword', 'true') as Iterable<Row>) {
    if (user !== null && unanswered.has(domainOf(user))) domains.add(domainOf(user))
  }
  const [first] = domains
  return first === undefined ? undefined : `${[...domains].join(', ')}: ${unanswered.get(first)}`
}
