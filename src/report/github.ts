import type { Finding } from '../outcome.ts'
import { type Annotation, LOG_BUDGET, toAnnotations } from './annotations.ts'
import type { Summary, Writer } from './report.ts'
import { totalsLine } from './terminal.ts'

/** The report as workflow commands: annotations for a step that runs the command line. */
export function githubWriter(): Writer {
  const findings: Finding[] = []
  return {
    file({ outcome, fixed }) {
      for (const finding of outcome.findings) if (!fixed || finding.fix === undefined) findings.push(finding)
      return []
    },
    *end(summary) {
      for (const file of summary.notChecked) yield `${unfinished(file)}\n`
      for (const annotation of toAnnotations(findings, LOG_BUDGET)) yield `${command(annotation)}\n`
      yield `${totalsLine(summary)}\n`
    },
  }
}

function unfinished({ path, why }: Summary['notChecked'][number]): string {
  return `::error file=${escapeProperty(path)},title=Not checked in full::${escapeData(why)}`
}

/** Columns belong to one line; the runner drops them otherwise. */
function command({ severity, path, title, message, line, column, endLine, endColumn }: Annotation): string {
  const place = { file: path, line, endLine, ...(line === endLine && { col: column, endColumn }) }
  const properties = Object.entries({ ...place, title }).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  )
  return `::${severity} ${properties.join(',')}::${escapeData(message)}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
