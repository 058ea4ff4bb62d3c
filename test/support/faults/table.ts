import { OUTCOMES } from './outcome.ts'

/** What a run of the plan counts for. */
export interface Counted {
  readonly row: string
  /** Nothing if it kept a promise so little that it has none. */
  readonly outcome: string | undefined
  readonly passed: boolean
}

/** How many runs came out how, by the request that failed, as a Markdown table; below it the size of the plan. */
export function tableOf(all: readonly Counted[]): string {
  const rows = [...new Set(all.map(({ row }) => row))].sort()
  const columns = OUTCOMES.filter((outcome) => all.some((each) => each.outcome === outcome))
  const countsOf = (some: readonly Counted[]) => [
    ...columns.map((column) => some.filter(({ outcome }) => outcome === column).length),
    some.length,
  ]
  const lines = [
    ['mode', 'request', ...columns, 'runs'],
    ['---', '---', ...columns.map(() => '--:'), '--:'],
    ...rows.map((row) => [
      ...row.split(' | '),
      ...countsOf(all.filter((each) => each.row === row)).map(orNothing),
    ]),
    ['all', '', ...countsOf(all).map(orNothing)],
  ]
  const failed = all.filter(({ passed }) => !passed).length
  const size = `${all.length} runs of the Action, each with one request that fails.`
  return `${aligned(lines)}\n\n${size}\n${all.length - failed} passed, ${failed} failed\n`
}

function orNothing(count: number): string {
  return count === 0 ? '' : String(count)
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  const padded = lines.map((line) => line.map((cell, column) => pad(cell, widths[column] ?? 0)))
  return padded.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

/** Numbers stand to the right. */
function pad(cell: string, width: number): string {
  if (cell === '---') return '-'.repeat(width)
  if (cell === '--:') return `${'-'.repeat(width - 1)}:`
  return /^\d+$/.test(cell) ? cell.padStart(width) : cell.padEnd(width)
}
