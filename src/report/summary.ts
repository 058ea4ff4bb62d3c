import type { Finding } from '../outcome.ts'
import { sayDecided } from './decided.ts'
import { count, plain } from './plain.ts'
import type { FileResult, Summary } from './report.ts'
import { saySources, totalsLine } from './terminal.ts'

/** Everything a summary tells besides the findings. */
export interface Told {
  readonly title: string
  readonly summary: Summary
  readonly results: readonly FileResult[]
  /** Markdown sentences: what was committed, what was not checked, what to do. */
  readonly notes: readonly string[]
}

/** A check run's summary may have 65,535 bytes, a step's 1 MiB; both leave room for what GitHub adds. */
export const CHECK_RUN_SUMMARY = 65_000
export const STEP_SUMMARY = 1_000_000

/** The summary as Markdown, at most `limit` bytes long; findings that do not fit are counted. */
export function summaryOf({ title, summary, results, notes }: Told, limit: number): string {
  const told = notes.slice(0, fitting(notes, limit / 2))
  const untold =
    notes.length > told.length
      ? [`${count(notes.length - told.length, 'more note')}: the job summary has them.`]
      : []
  const said = [totalsLine(summary), ...saySources(summary)].map(inline)
  const head = [`## ${inline(title)}`, ...said, ...told, ...untold]
  const lines = results.flatMap(({ outcome, fixed }) =>
    outcome.findings.map((finding) => lineOf(finding, fixed)),
  )
  const start = head.join('\n\n')
  const end = `\n\n${sayDecided(summary).map(inline).join('\\\n')}\n`
  const room = limit - Buffer.byteLength(start) - Buffer.byteLength(end) - 200
  const shown = lines.slice(0, fitting(lines, room))
  const left = lines.length - shown.length
  const more = left > 0 ? [`\n${count(left, 'more finding')}: the report of the run has them all.`] : []
  const list = [...shown, ...more]
  return start + (list.length === 0 ? '' : `\n\n${list.join('\n')}`) + end
}

/** How many lines fit into so many bytes. */
function fitting(lines: readonly string[], room: number): number {
  let bytes = 0
  const first = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1
    return bytes > room
  })
  return first < 0 ? lines.length : first
}

function lineOf({ path, line, column, severity, rule, message, fix }: Finding, fileFixed: boolean): string {
  const cured = fileFixed && fix !== undefined ? ' (corrected)' : ''
  return `- ${code(`${path}:${line}:${column}`)} **${severity}** ${rule}${cured}: ${inline(message)}`
}

/** Text as it is: nothing in it becomes markup, a mention, a reference or a link. */
export function inline(text: string): string {
  return plain(text)
    .replace(/[\\`*_{}[\]<>()~|]/g, '\\$&')
    .replace(/[@#](?=\S)|www\.|:\/\//gi, '$&<!-- -->')
    .replace(/&/g, '&amp;')
}

/** A code span, fenced by more backticks than the text has in a row. */
export function code(text: string): string {
  const shown = plain(text)
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}
