import type { Batch, Span } from '../batch/batch.ts'
import type { HiddenHeader } from '../batch/hidden-header.ts'
import { firstLine, recordOf } from '../batch/records.ts'
import { conversionOf } from './conversion.ts'
import { aboveOf, type Cause, encodingOf, QUOTES, ROW, separatorOf, wordsOf } from './hidden-form.ts'
import { wrongNames } from './hidden-names.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Without a column named EmailAddress Exchange refuses the batch; the name is right there in most cases, hidden. */
export const missingEmailAddress: Rule = {
  id: 'missing-email-address',
  severity: 'error',
  title: 'The header has no EmailAddress column',
  source: sources.csvFiles,
  scope: 'hidden-header',
  fixable: false,

  *check(batch) {
    const { hidden } = batch.header
    if (hidden === undefined) return
    const causes = causesOf(batch, hidden)
    const cures = [...causes.map(({ text }) => text), ...conversionFor(batch, hidden)].join(' ')
    const at = placeOf(batch, hidden)
    yield causes.every(({ observed }) => observed)
      ? {
          at,
          source: 'observed',
          message: `Exchange may find no EmailAddress column and refuse the whole batch. ${cures}`,
        }
      : {
          at,
          source: sources.csvFiles,
          message: `Exchange finds no EmailAddress column and refuses the whole batch. ${cures}`,
        }
  },
}

function causesOf({ text }: Batch, hidden: HiddenHeader): Cause[] {
  const { names, quotes } = hidden
  return [
    ...aboveOf(hidden),
    ...separatorOf(hidden),
    ...encodingOf(hidden, text.damage),
    ...quotes.map((each) => QUOTES[each]),
    ...(names === undefined ? [ROW] : wrongNames(names).map((text) => ({ text }))),
    ...wordsOf(hidden),
  ]
}

/** The command that converts the file, where more than a line or a name must change. */
function conversionFor({ path, text }: Batch, hidden: HiddenHeader): string[] {
  const { separator, encoding, words, names, above } = hidden
  const isLost = encoding === undefined && text.damage !== undefined
  if (names === undefined || separator === ' ' || above.includes('row') || isLost) return []
  if (separator === ',' && encoding === undefined && words.length === 0) return []
  return [`In PowerShell: ${conversionOf(path, hidden)}`]
}

/** The first line that is not empty or, if a name in it is all that is wrong, that name. */
function placeOf({ table, header }: Batch, hidden: HiddenHeader): Span {
  const { names, above, separator, encoding, quotes } = hidden
  const isAllElseRight = separator === ',' && above.length + quotes.length === 0 && encoding === undefined
  const index = header.near.get('EmailAddress')?.index
  if (isAllElseRight && names?.near.size === 1 && names.foreign === 0 && index !== undefined) {
    return { start: table.start[index]!, end: table.end[index]! }
  }
  return firstLine(table.bytes, recordOf(table, 0))
}
