import type { Finding } from '../outcome.ts'
import { type Annotation, fitAnnotations, LOG_BUDGET, LONGEST_MESSAGE } from './annotations.ts'
import { sayDecided } from './decided.ts'
import { count, cut } from './plain.ts'
import type { Summary, Writer } from './report.ts'
import { saySources, totalsLine } from './terminal.ts'

/** The report as workflow commands: annotations for a step that runs the command line. */
export function githubWriter(): Writer {
  const findings: Finding[] = []
  return {
    file({ outcome, fixed }) {
      for (const finding of outcome.findings) if (!fixed || finding.fix === undefined) findings.push(finding)
      return []
    },
    *end(summary) {
      const unfinished = unfinishedOf(summary)
      const budget = { ...LOG_BUDGET, error: LOG_BUDGET.error - unfinished.length }
      for (const line of unfinished) yield `${line}\n`
      for (const annotation of fitAnnotations(findings, budget)) yield `${command(annotation)}\n`
      for (const line of [...saySources(summary), ...sayDecided(summary), totalsLine(summary)])
        yield `${line}\n`
    },
  }
}

/** One error for all files that could not be checked in full: the runner keeps only so many. */
function unfinishedOf({ notChecked }: Summary): string[] {
  const [first] = notChecked
  if (first === undefined) return []
  const others = count(notChecked.length - 1, 'more file')
  const more = notChecked.length > 1 ? ` (${others} could not be checked in full)` : ''
  const message = cut(first.why + more, LONGEST_MESSAGE)
  return [`::error file=${escapeProperty(first.path)},title=Not checked in full::${escapeData(message)}`]
}

function command({ severity, path, line, endLine, columns, title, message }: Annotation): string {
  const place = { file: path, line, endLine, ...(columns && { col: columns.start, endColumn: columns.end }) }
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
