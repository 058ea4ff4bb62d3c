import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Exchange takes files of up to 10 MiB. */
const LARGEST = 10 * 1024 * 1024

/** A larger file is refused at upload. */
export const fileTooLarge: Rule = {
  id: 'file-too-large',
  severity: 'error',
  title: 'The file is larger than Exchange takes',
  source: sources.csvFiles,
  scope: 'file',
  fixable: false,

  *check({ size }) {
    if (size <= LARGEST) return
    yield {
      at: { start: 0, end: 0 },
      message: `The file has ${size} bytes, and Exchange takes ${LARGEST} (10 MiB): it refuses the whole batch. Split it into batches that fit.`,
    }
  },
}
