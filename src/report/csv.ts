import { stringify } from 'csv-stringify/sync'
import type { Finding } from '../outcome.ts'
import type { Writer } from './report.ts'

const COLUMNS = [
  'rule',
  'severity',
  'path',
  'line',
  'column',
  'endLine',
  'endColumn',
  'row',
  'user',
  'message',
  'fix',
] as const satisfies readonly (keyof Finding)[]

/** A path may hold what the Actions runner would obey: `##[` anywhere, or `::` at the start of a line, which it trims as .NET does. */
function harmless<T>(value: T): T | string {
  if (typeof value !== 'string') return value
  return value.replaceAll('##[', '## [').replace(/([\r\n][\s\u0085]*)::/g, '$1./::')
}

/** The findings as a table for a spreadsheet; a cell that would be a formula there is made text. */
export function csvWriter(): Writer {
  let header = true
  const write = (rows: unknown[][]) => {
    const all = header ? [[...COLUMNS, 'fixed'], ...rows] : rows
    header = false
    return stringify(all, {
      escape_formulas: true,
      quoted_match: /[\r\n\ufeff]/,
      record_delimiter: 'windows',
    })
  }
  return {
    *file({ outcome, fixed }) {
      yield write(
        outcome.findings.map((finding) => [
          ...COLUMNS.map((name) => harmless(finding[name] ?? '')),
          String(fixed && finding.fix !== undefined),
        ]),
      )
    },
    *end() {
      if (header) yield write([])
    },
  }
}
