import { githubWriter } from './github.ts'
import { jsonWriter } from './json.ts'
import type { FileResult, Summary, Writer } from './report.ts'
import { terminalWriter } from './terminal.ts'

/** The formats a report can have. */
export const formats = ['terminal', 'json', 'csv', 'github'] as const
export type Format = (typeof formats)[number]

/** The writer of a format; what only some runs need is loaded for them alone. */
export async function createWriter(format: Format, colour: boolean): Promise<Writer> {
  switch (format) {
    case 'json':
      return jsonWriter()
    case 'csv':
      return (await import('./csv.ts')).csvWriter()
    case 'github':
      return githubWriter()
    case 'terminal':
      return terminalWriter(colour)
  }
}

/** A whole report at once, without drawn rows. */
export function writeWhole(writer: Writer, results: readonly FileResult[], summary: Summary): string {
  const parts = results.flatMap((result) => Array.from(writer.file(result, () => undefined)))
  return [...parts, ...writer.end(summary)].join('')
}
