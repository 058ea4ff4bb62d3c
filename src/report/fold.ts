import type { Finding } from '../outcome.ts'

type Severity = Finding['severity']

/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice']

/** The less, the worse. */
export function rank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity)
}

/** The most annotations, of each severity and in all; none of them is 0. */
export interface Budget extends Readonly<Record<Severity, number>> {
  readonly total: number
}

/** What one annotation marks: a finding, or those of one rule in neighbouring rows, in order of place. */
export type Mark = readonly [Finding, ...Finding[]]

/**
 * Gives each finding a mark of its own as long as there is room; otherwise neighbours share one, no more of them than it takes.
 * @param findings those of a file in order of place
 * @returns more marks than the budget allows if not enough of the findings are neighbours
 */
export function fold(findings: readonly Finding[], budget: Budget): Mark[] {
  const runs = runsOf(findings)
  const apart = takeApart([...new Set(runs)], budget)
  return findings.flatMap((finding, index): Mark[] => {
    const run = runs[index]!
    if (apart.has(run)) return [[finding]]
    return run[0] === finding ? [run] : []
  })
}

/** The run of neighbours that each finding belongs to. */
function runsOf(findings: readonly Finding[]): Mark[] {
  const newest = new Map<string, [Finding, ...Finding[]]>()
  return findings.map((finding) => {
    const key = JSON.stringify([finding.path, finding.rule, finding.severity])
    const run = newest.get(key)
    if (run !== undefined && areNeighbours(run.at(-1)!, finding)) {
      run.push(finding)
      return run
    }
    const started: [Finding] = [finding]
    newest.set(key, started)
    return started
  })
}

function areNeighbours(before: Finding, finding: Finding): boolean {
  const step = rowOf(finding) - rowOf(before)
  return step === 0 || step === 1
}

/** No number if the finding is about no row, or about more than it says. */
function rowOf({ row, more = 0 }: Finding): number {
  return row === null || more > 0 ? Number.NaN : row
}

/** Chooses the runs that need not fold: the worst first, and of one severity the shortest, which take the least room. */
function takeApart(runs: readonly Mark[], budget: Budget): ReadonlySet<Mark> {
  const room = { ...budget }
  const take = (severity: Severity, places: number) => {
    room[severity] -= places
    room.total -= places
  }
  for (const [{ severity }] of runs) if (room[severity] > 0) take(severity, 1)
  const apart = new Set<Mark>()
  for (const run of runs.toSorted((a, b) => rank(a[0]) - rank(b[0]) || a.length - b.length)) {
    const { severity } = run[0]
    const more = run.length - 1
    if (more > Math.min(room[severity], room.total)) continue
    take(severity, more)
    apart.add(run)
  }
  return apart
}
