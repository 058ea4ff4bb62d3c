import { styleText } from 'node:util'
import type { Finding, Outcome } from '../outcome.ts'
import { sayDecided } from './decided.ts'
import { count, plain, sentence } from './plain.ts'
import type { Draw, Summary, Totals, Writer } from './report.ts'

/** The report for people. */
export function terminalWriter(colour: boolean): Writer {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text)
  const leftAlone: Outcome[] = []
  return {
    *file({ outcome, fixed }, draw) {
      if (outcome.leftAlone !== undefined) leftAlone.push(outcome)
      for (const [index, finding] of outcome.findings.entries()) {
        yield describe({ finding, fixed, draw: () => draw(index) }, paint)
      }
    },
    *end(summary) {
      for (const line of [
        ...sayLeftAlone(leftAlone),
        ...sayNotChecked(summary),
        ...saySources(summary),
        ...sayDecided(summary),
        totalsLine(summary),
      ])
        yield `${line}\n`
    },
  }
}

type Style = 'bold' | 'red' | 'yellow' | 'blue' | 'green' | 'gray'
type Paint = (style: Style, text: string) => string
const STYLES = { error: 'red', warning: 'yellow', notice: 'blue' } as const

interface Described {
  readonly finding: Finding
  readonly fixed: boolean
  readonly draw: () => ReturnType<Draw>
}

/** Place, rule, sentence, the drawn row with carets under the cell, and the cure. */
function describe({ finding, fixed, draw }: Described, paint: Paint): string {
  const { path, line, column, severity, rule, message } = finding
  const place = paint('bold', `${plain(path)}:${line}:${column}`)
  const said = `${place} ${paint(STYLES[severity], severity)} ${rule}\n  ${plain(message)}\n`
  const drawing = draw()
  if (drawing === undefined) return `${said}\n`

  const carets = ' '.repeat(drawing.from) + '^'.repeat(Math.max(1, drawing.to - drawing.from))
  const gutter = paint('gray', `${' '.repeat(String(line).length)} |`)
  const cure = cureOf(finding, fixed)
  const marked = `  ${gutter} ${paint(STYLES[severity], carets)}${cure && ` ${paint('green', cure)}`}`
  return `${said}\n  ${paint('gray', `${line} |`)} ${plain(drawing.text)}\n${marked}\n\n`
}

function cureOf({ fix }: Finding, fixed: boolean): string {
  if (fix === undefined) return ''
  return fixed ? `now ${fix}` : `write ${fix}`
}

/** How many files are named before the rest is only counted. */
const NAMED = 5

function sayLeftAlone(outcomes: readonly Outcome[]): string[] {
  if (outcomes.length === 0) return []
  const named = outcomes.slice(0, NAMED).map(({ path, leftAlone }) => `  ${plain(path)}: ${leftAlone}`)
  const more = outcomes.length > NAMED ? [`  and ${count(outcomes.length - NAMED, 'more file')}`] : []
  return [`${count(outcomes.length, 'file')} left alone, not a batch:`, ...named, ...more]
}

function sayNotChecked({ notChecked }: Summary): string[] {
  const byReason = new Map<string, string[]>()
  for (const { path, why } of notChecked) byReason.set(why, [...(byReason.get(why) ?? []), plain(path)])
  return Array.from(byReason, ([why, paths]) => {
    const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : ''
    return `${paths.slice(0, NAMED).join(', ')}${more} could not be checked in full. ${sentence(why)}`
  })
}

/** Whom the answers came from, as far as it is no matter of course. */
export function saySources({ asked, notes }: Pick<Summary, 'asked' | 'notes'>): string[] {
  const about = asked.length > 0 ? [`Asked Microsoft's sign-in service about ${asked.join(', ')}.`] : []
  return [...notes.map(plain), ...about]
}

/** What was checked, cured and left, in one line. */
export function totalsLine({ totals, notChecked }: Summary): string {
  const { files, batches, rows, federated, fixed, fixable } = totals
  if (files + notChecked.length === 0) return 'No CSV file was found: nothing was checked.'
  if (batches + notChecked.length === 0) return `No batch among ${count(files, 'file')}: nothing was checked.`
  const checked = `${count(batches, 'batch', 'batches')} checked, ${count(rows, 'row')}, ${count(federated, 'federated user')}`
  const cured = fixed > 0 ? [`${count(fixed, 'cell')} fixed`] : []
  const open = notChecked.length > 0 ? [`${count(notChecked.length, 'file')} not checked in full`] : []
  const said = [...cured, ...open, ...leftOf(totals)]
  const when = notChecked.length > 0 ? ', once everything can be checked' : ''
  const curable = fixable > 0 ? ` ${fixable} can be fixed with --fix${when}.` : ''
  return `${checked}: ${said.length > 0 ? said.join(', ') : 'nothing is wrong'}.${curable}`
}

function leftOf({ errors, warnings, notices, fixed }: Totals): string[] {
  const left = [count(errors, 'error'), count(warnings, 'warning'), count(notices, 'notice')]
  const said = left.filter((part) => !part.startsWith('0 '))
  return said.length === 0 && fixed > 0 ? ['nothing else is wrong'] : said
}
