import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** The limit is documented for IMAP batches, as 10 MB, and was observed for the others, as so many bytes. */
const LARGEST = 10 * 1024 * 1024

/** A larger file is refused at upload. */
export const fileTooLarge: Rule = {
  id: 'file-too-large',
  severity: 'error',
  title: 'The file is larger than Exchange takes',
  source: sources.imapCsvFiles,
  scope: 'file',
  fixable: false,

  *check({ size, kind }) {
    if (size <= LARGEST) return
    const [source, outcome] =
      kind.name === 'imap'
        ? ([sources.imapCsvFiles, 'Exchange refuses the whole batch'] as const)
        : (['observed', 'Exchange may refuse the whole batch'] as const)
    yield {
      at: { start: 0, end: 0 },
      source,
      message: `The file has ${size} bytes, more than ${LARGEST} (10 MiB): ${outcome}. Split it into batches that fit.`,
    }
  },
}
