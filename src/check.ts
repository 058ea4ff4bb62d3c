import { isOut } from './batch/aside.ts'
import type { Batch } from './batch/batch.ts'
import { type Locators, locate } from './batch/lines.ts'
import { type Drawing, drawRow } from './drawing.ts'
import type { User } from './federation/answer.ts'
import type { Directory } from './federation/directory.ts'
import type { Finding, Outcome } from './outcome.ts'
import { type FoundProblem, problemsOf, type Terms } from './problems.ts'
import { federatedForceChangePassword } from './rules/federated-force-change-password.ts'
import { startRules } from './rules/index.ts'
import { whyNotABatch } from './rules/not-a-batch.ts'
import type { Rule, Severity } from './rules/rule.ts'
import { countFederated, type Users, usersOf } from './taken.ts'
import { findSilence } from './unread.ts'

/** What decides besides the batch; one judgement is for the batches of one run. */
export interface Judgement {
  readonly rules: readonly Rule[]
  readonly directory: Directory
  readonly maxRows: number | undefined
  /** Severities that differ from the catalogue's. */
  readonly severities: Readonly<Record<string, Severity>>
}

/** The judgement of a run that begins. */
export function beginJudgement(settings: Omit<Judgement, 'rules'>): Judgement {
  const { directory, maxRows, severities } = settings
  return { rules: startRules(), directory, maxRows, severities }
}

/** An outcome while the batch is still in memory. */
export interface Checked extends Outcome {
  /** The row of a finding, drawn so that it can be shown. */
  draw(finding: number): Drawing | undefined
}

/** Lets the rules that compare batches know one that is not judged itself. */
export function compareWith(batch: Batch, judgement: Judgement): void {
  problemsOf(batch, termsOf({ ...judgement, rules: judgement.rules.filter((rule) => 'start' in rule) }))
}

function termsOf({ rules, directory, maxRows, severities }: Judgement): Terms {
  const { lookup, perUser } = directory
  return { rules, facts: { lookup, perUser, maxRows }, severities }
}

/**
 * Checks one batch with every rule. Pure but for the rules that compare batches: the directory has been asked before.
 * @param named whether somebody named the file, so that it must be a batch
 */
export function check(batch: Batch, judgement: Judgement, named = false): Checked {
  const { directory } = judgement
  const { problems, edits } = problemsOf(batch, { ...termsOf(judgement), named })
  const places = locate(batch.table)
  const { kind } = batch.header
  const users = kind === 'staged' ? usersOf(batch, directory) : NOBODY
  return {
    path: batch.path,
    kind: kind ?? 'not-a-batch',
    rows: kind === undefined || batch.header.hidden !== undefined ? 0 : countedRows(batch),
    users,
    federated: countFederated(users, directory),
    findings: problems.map((problem) => toFinding(batch.path, problem, places)),
    edits,
    leftAlone: kind === undefined && problems.length === 0 ? whyNotABatch(batch.header) : undefined,
    notChecked: findUnanswered(batch, judgement) ?? findSilence(batch, problems, judgement.severities),
    draw(finding) {
      const { position, user, at } = problems[finding]!
      return position === undefined ? undefined : drawRow(batch, { position, user, start: at.start })
    },
  }
}

/** The data rows that are users' rows, as far as one can tell. */
function countedRows({ rows, aside }: Batch): number {
  const out = [...aside.values()].filter(isOut)
  return rows - out.length
}

const NOBODY: Users = new Map()

/** The users whose federation decides something: ForceChangePassword is True or not valid. */
export function* usersInQuestion(batch: Batch, { severities }: Judgement): Generator<User> {
  if (severities[federatedForceChangePassword.id] === 'off') return
  yield* batch.where('ForceChangePassword', 'true')
  yield* batch.where('ForceChangePassword', 'other')
}

function toFinding(path: string, problem: FoundProblem, places: Locators): Finding {
  const { rule, severity, at, row, user, more, edit } = problem
  const { line, column, endLine, endColumn } = places.inEditor(at)
  const onGitHub = places.onGitHub?.(at)
  const fix = edit?.text
  const message = more === 0 ? problem.message : `${problem.message} ${sayRest(more)}`
  return { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix, onGitHub, more }
}

function sayRest(more: number): string {
  return more === 1
    ? 'One more problem like this is not listed.'
    : `${more} more problems like this are not listed.`
}

/** How many domains a sentence names. */
const NAMED = 5

/** Sentences about the domains that decide something here and that nobody could answer for; only True makes one wait. */
export function findUnanswered(batch: Batch, { directory, severities }: Judgement): string | undefined {
  if (directory.allAnswered || severities[federatedForceChangePassword.id] === 'off') return undefined
  const reasons = new Map<string, string>()
  for (const row of batch.where('ForceChangePassword', 'true')) {
    const { domain, unanswered } = directory.lookup(row)
    if (unanswered !== undefined) reasons.set(domain, unanswered)
  }
  return sayUnanswered(reasons, directory)
}

/**
 * Says which domains nobody could answer for, why, and what settles it.
 * @param reasons by domain
 */
export function sayUnanswered(
  reasons: ReadonlyMap<string, string>,
  { cure }: Pick<Directory, 'cure'>,
): string | undefined {
  const [reason] = reasons.values()
  if (reason === undefined) return undefined
  const more = reasons.size > NAMED ? ` and ${reasons.size - NAMED} more` : ''
  const domains = [...reasons.keys()].slice(0, NAMED).join(', ')
  const are = reasons.size === 1 ? 'is' : 'are'
  return `Nobody could say whether ${domains}${more} ${are} federated: ${reason}. ${cure([...reasons.keys()])}`
}
