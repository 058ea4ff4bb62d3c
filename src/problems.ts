import type { Batch, Span } from './batch/batch.ts'
import type { Edit } from './batch/edit.ts'
import { brokenIn } from './batch/line-breaks.ts'
import { hasAmbiguousCell } from './batch/records.ts'
import type { Facts, Problem, Rule, Scope, Severity } from './rules/rule.ts'
import type { Source } from './rules/sources.ts'

type Reported = Exclude<Severity, 'off'>

/** A problem with its rule; it no longer needs the rule's row, which moves on. */
export interface FoundProblem {
  readonly rule: string
  readonly severity: Reported
  readonly at: Span
  readonly message: string
  readonly source: Source
  /** Exchange's number of the row. */
  readonly row: number | null
  /** The row's position among the rows with slots, if it is one of them. */
  readonly position: number | undefined
  readonly user: string | null
  readonly edit: Edit | undefined
  /** How many more there are of the kind, which are only counted. */
  more: number
}

/** What decides which problems a batch has, and how bad they are. */
export interface Terms {
  readonly rules: readonly Rule[]
  readonly facts: Facts
  /** Severities that differ from the catalogue's, by rule. */
  readonly severities: Readonly<Record<string, Severity>>
  /** Whether somebody named the file. */
  readonly named?: boolean
}

/** What is wrong in a batch. */
export interface Found {
  /** In order of place, then of the catalogue. */
  readonly problems: readonly FoundProblem[]
  /** What cures them, also those that are only counted, in order of place. */
  readonly edits: readonly Edit[]
}

/** Judges a batch by every rule that applies to it. */
export function problemsOf(batch: Batch, { rules, facts, severities, named = false }: Terms): Found {
  const problems: FoundProblem[] = []
  const edits: Edit[] = []
  const scopes = scopesOf(batch)
  for (const rule of rules) {
    const set = severities[rule.id] ?? (named ? rule.severityIfNamed : undefined)
    if ((set ?? rule.severity) === 'off' || !scopes.includes(rule.scope)) continue
    const told = { fixable: tellUpTo(MOST, problems), other: tellUpTo(MOST, problems) }
    const end = rule.scope === 'file' || rule.scope === 'rows' ? readableEnd(batch) : Number.POSITIVE_INFINITY
    for (const problem of rule.check(batch, facts)) {
      if (problem.at.end > end || isSilenced(batch, rule, problem)) continue
      const uncured = problem.edit === undefined ? undefined : reasonAgainst(batch, problem)
      const edit = uncured === undefined ? problem.edit : undefined
      if (edit !== undefined) edits.push(edit)
      const severity = (set ?? problem.severity ?? rule.severity) as Reported
      const tell = edit === undefined ? told.other : told.fixable
      tell(() => detach(problem, { rule: rule.id, severity, edit, uncured }))
    }
  }
  return {
    problems: problems.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end),
    edits: edits.sort((a, b) => a.start - b.start),
  }
}

/** So many problems of one rule in one file are told: nobody reads more, and millions do not fit in memory. */
const MOST = 5_000

/** Adds problems to `problems`; beyond the most they are counted in the last one. */
function tellUpTo(most: number, problems: FoundProblem[]): (problem: () => FoundProblem) => void {
  let last: FoundProblem | undefined
  let told = 0
  return (problem) => {
    if (last !== undefined && told === most) {
      last.more++
      return
    }
    last = problem()
    problems.push(last)
    told++
  }
}

/** Whether a row whose values are swapped has its one finding from another rule. */
function isSilenced({ aside }: Batch, rule: Rule, { row }: Problem): boolean {
  return aside.size > 0 && typeof row === 'object' && aside.has(row.index) && rule.id !== SWAPPED
}

const SWAPPED = 'invalid-force-change-password'

/** Why an edit that cures a problem is not made: only what is read for certain is changed. */
function reasonAgainst({ text, table, broken }: Batch, { row, edit }: Problem): string | undefined {
  if (text.damage !== undefined) return 'Not corrected: the file is not Unicode text.'
  if (typeof row !== 'object' || hasAmbiguousCell(table, row.index)) {
    return 'Not corrected: double quotes in this row are ambiguous.'
  }
  const cells = brokenIn(table, broken, row.position)
  if (cells.some(({ tookRow }) => tookRow)) {
    return 'Not corrected: a value in this row holds lines that could be rows.'
  }
  return cells.some(({ start, end }) => start <= edit!.start && edit!.end <= end)
    ? 'Not corrected: the value goes on over a line break.'
    : undefined
}

interface Detached extends Pick<FoundProblem, 'rule' | 'severity' | 'edit'> {
  /** Why there is no edit although one would cure it. */
  readonly uncured: string | undefined
}

function detach(problem: Problem, { rule, severity, edit, uncured }: Detached): FoundProblem {
  const { at, message, source, row } = problem
  const inTable = typeof row === 'object' ? row : undefined
  return {
    rule,
    severity,
    at,
    message: uncured === undefined ? message : `${message} ${uncured}`,
    source,
    row: (typeof row === 'object' ? row.index : row) || null,
    position: inTable?.position,
    user: inTable?.user ?? null,
    edit,
    more: 0,
  }
}

/** Where the text ends that can be read: NULs and another encoding make nonsense of all that follows, other damage of a cell. */
function readableEnd({ text: { damage } }: Batch): number {
  const isOneCell = damage === undefined || damage.cause === 'undecodable' || damage.cause === 'replaced'
  return isOneCell ? Number.POSITIVE_INFINITY : damage.at
}

/** What can be judged of a file: rows can be read only below a header that names EmailAddress. */
function scopesOf({ header }: Batch): readonly Scope[] {
  if (header.kind === undefined) return ['other-file']
  if (header.hidden !== undefined) return ['hidden-header']
  return header.columns.has('EmailAddress') ? ['bytes', 'file', 'rows'] : ['bytes', 'file']
}
