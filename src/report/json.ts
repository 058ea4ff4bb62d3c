import type { Finding } from '../outcome.ts'
import type { FileResult, Writer } from './report.ts'

/** The report for programs (docs/schema/report.schema.json); findings go out file by file. */
export function jsonWriter(): Writer {
  const files: string[] = []
  let separator = '{"version":1,"findings":[\n'

  return {
    *file(result) {
      const { outcome, fixed } = result
      for (const finding of outcome.findings) {
        yield separator
        yield harmless(JSON.stringify(publicFinding(finding, fixed)))
        separator = ',\n'
      }
      files.push(harmless(JSON.stringify(publicFile(result))))
    },
    *end({ totals, domains, configuration, notes, asked, notChecked, conclusion }) {
      const { federated: _, ...counted } = totals
      if (separator !== ',\n') yield separator
      yield `\n],"files":[\n${files.join(',\n')}\n],`
      const rest = { totals: counted, domains, configuration, notes, asked, notChecked, conclusion }
      yield `${harmless(JSON.stringify(rest)).slice(1)}\n`
    },
  }
}

/** A file may be named `##[error]x.csv`, which the Actions runner would obey wherever it is printed. */
export function harmless(json: string): string {
  return json.includes('##[') ? json.replaceAll('##[', '#\\u0023[') : json
}

function publicFinding(finding: Finding, fileFixed: boolean) {
  const { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix } = finding
  const fixed = fileFixed && fix !== undefined
  return { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix, fixed }
}

function publicFile({ outcome, fixed }: FileResult) {
  const { path, kind, leftAlone: why, rows, federated, findings } = outcome
  const counted = findings.reduce((sum, { more = 0 }) => sum + 1 + more, 0)
  return { path, kind, why, rows, federated, findings: counted, fixed: fixed ? outcome.edits.length : 0 }
}
