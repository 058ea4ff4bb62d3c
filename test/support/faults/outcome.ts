import { checksOn, type Facts, isFinished } from './facts.ts'
import { saysUnknown } from './promises.ts'

/** How a run with a fault may come out, from worst to best. */
export const OUTCOMES = [
  'a check run stays open, said so',
  'failed with a sentence',
  'not checked in full, failed',
  'not known whether committed, said so',
  'not corrected, said why',
  'corrected, said what is not seen',
  'corrected, less is foreseen',
  'marks in the log instead',
  'as without the fault',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Names how a run came out; nothing if it differs from a run without a fault in a way that nobody is told. */
export function outcomeOf(facts: Facts, clean: Facts): Outcome | undefined {
  const { report, checks, commits } = facts
  if (checks.some(({ status }) => status !== 'completed')) return 'a check run stays open, said so'
  if (!isFinished(facts)) return 'failed with a sentence'
  if (report?.notChecked.length) return 'not checked in full, failed'
  if (saysUnknown(facts)) return 'not known whether committed, said so'
  if (commits.length < clean.commits.length) return saysWhy(facts) ? 'not corrected, said why' : undefined
  if (isSame(facts, clean)) return 'as without the fault'
  if (saysUnseen(facts)) return 'corrected, said what is not seen'
  if (isSame(facts, clean, FORECAST)) return 'corrected, less is foreseen'
  return isMarkedInLog(facts) ? 'marks in the log instead' : undefined
}

function saysWhy({ run }: Facts): boolean {
  return /^Not corrected: (GitHub|Somebody) /m.test(run.summary ?? '')
}

/** What is said of a corrected commit that could not be given its check run, or not be looked at. */
const UNSEEN =
  /^(The check run of the corrected commit could not be written|The check run on .* could not be found again|What .* could not be read)/m

function saysUnseen({ run, commits }: Facts): boolean {
  return commits.length > 0 && UNSEEN.test(run.summary ?? '')
}

/** What is said of checks that are required: a server may say that it has no rules. */
const FORECAST = /Required on [^"]*?\\n\\n/g

function isMarkedInLog({ run }: Facts): boolean {
  return /^GitHub .* check run/m.test(run.log)
}

function isSame(facts: Facts, clean: Facts, but = /$^/g): boolean {
  return visibleOf(facts).replace(but, '') === visibleOf(clean).replace(but, '')
}

/** All that people and later steps see, but for what is another in every run. */
function visibleOf(facts: Facts): string {
  const { run, head, commits } = facts
  const [sha = 'none'] = commits.map((commit) => commit.sha)
  const { commit: _, report: __, ...outputs } = run.outputs
  const checks = [head, sha].map((each) =>
    checksOn(facts, each).map(({ status, conclusion, output }) => ({ status, conclusion, output })),
  )
  const visible = { exit: run.exitCode, outputs, checks, summary: run.summary, annotations: run.annotations }
  return JSON.stringify(visible).replaceAll(sha.slice(0, 7), 'COMMIT')
}
