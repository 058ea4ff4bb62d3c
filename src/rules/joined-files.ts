import type { AsideCause } from '../batch/aside.ts'
import type { Span } from '../batch/batch.ts'
import { textAt } from '../batch/value.ts'

/** Says by what a line shows that the file was joined from several, and what to do about it. */
export function tellJoined(cause: AsideCause, bytes: Buffer, { start, end }: Span): string {
  if (cause === 'header-again') return 'This is the header again, so two files were joined. Remove the line.'
  const line = textAt(bytes, start, end)
  if (cause === 'mark') {
    const where = line.startsWith('\ufeff') ? 'at the beginning of' : 'in'
    return `A byte-order mark (U+FEFF), with which a file begins, is ${where} this line, so two files were joined. Remove the character, or join the files with Import-Csv and Export-Csv.`
  }
  const where = line.endsWith('\x1a') ? 'at the end of' : 'in'
  return `A control character (Ctrl-Z, U+001A) is ${where} this line, as "copy a+b c" adds it. Remove the character, or join the files with "copy /b".`
}
