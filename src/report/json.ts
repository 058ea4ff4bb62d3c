import type { Finding } from '../outcome.ts'
import type { FileResult, Writer } from './report.ts'

/** The report for programs (docs/schema/report.schema.json); findings go out file by file. */
export function jsonWriter(): Writer {
  const files: string[] = []
  let separator = '{"version":1,"findings":[\n'

  return {
    file(result) {
      const { outcome, fixed } = result
      let text = ''
      for (const finding of outcome.findings) {
        text += separator + JSON.stringify(publicFinding(finding, fixed))
        separator = ',\n'
      }
      files.push(JSON.stringify(publicFile(result)))
      return text
    },
    end({ totals, asked, notChecked, conclusion }) {
      const { federated: _, ...counted } = totals
      const start = separator === ',\n' ? '' : separator
      const rest = JSON.stringify({ totals: counted, asked, notChecked, conclusion }).slice(1)
      return `${start}\n],"files":[\n${files.join(',\n')}\n],${rest}\n`
    },
  }
}

function publicFinding(finding: Finding, fileFixed: boolean) {
  const { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix } = finding
  const fixed = fileFixed && fix !== undefined
  return { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix, fixed }
}

function publicFile({ outcome, fixed }: FileResult) {
  const { path, kind, rows, federated, findings } = outcome
  return { path, kind, rows, federated, findings: findings.length, fixed: fixed ? outcome.edits.length : 0 }
}
