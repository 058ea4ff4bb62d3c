import type { Format } from '../arguments.ts'
import type { Writer } from './report.ts'

/** The writer of a format; what only some runs need is loaded for them alone. */
export async function createWriter(format: Format, colour: boolean): Promise<Writer> {
  switch (format) {
    case 'json':
      return (await import('./json.ts')).jsonWriter()
    case 'csv':
      return (await import('./csv.ts')).csvWriter()
    case 'github':
      return (await import('./github.ts')).githubWriter()
    case 'terminal':
      return (await import('./terminal.ts')).terminalWriter(colour)
  }
}
