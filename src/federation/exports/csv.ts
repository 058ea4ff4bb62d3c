import type { Read } from './table.ts'

/** What PowerShell and Excel put above the header. */
const ABOVE = /^(?:"?#TYPE [^\r\n]*|"?sep=[^\r\n]*)(?:\r\n|\n|\r)/i

const OPTIONS = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true }

type Parser = typeof import('csv-parse/sync')['parse']
type Fits = (names: readonly string[]) => boolean

/**
 * Reads a table in CSV, with or without `#TYPE` above it, separated as the culture of the machine wants it.
 * @param bytes UTF-8 without a mark
 * @param fits tells whether columns of these names are wanted; of a table without them only the names are read
 */
export async function readCsv(path: string, bytes: Buffer, fits: Fits): Promise<Read> {
  const { parse } = await import('csv-parse/sync') // most runs have no export
  const above = ABOVE.exec(bytes.toString('latin1', 0, 10_000))?.[0] ?? ''
  const body = bytes.subarray(above.length)
  const { delimiter, names } = findHeader(parse, body, fits)
  if (names.length > 0 && !fits(names)) return { names, rows: [], partial: false }

  const lineOf = createLines(body, above === '' ? 1 : 2)
  const lines: number[] = []
  const note = (record: string[], { bytes: end }: { bytes: number }) => {
    lines.push(lineOf(end))
    return record
  }
  try {
    const records: string[][] = parse(body, { ...OPTIONS, delimiter, on_record: note })
    return toTable(path, records, lines)
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error
    const place = `at line ${(lines.at(-1) ?? 0) + 1} or below it`
    return { mistake: `${path} is not valid CSV: a double quote stands where it cannot, ${place}.` }
  }
}

interface Header {
  readonly delimiter: string
  readonly names: string[]
}

/** The header by the delimiter that gives wanted columns or, failing that, most columns. */
function findHeader(parse: Parser, body: Buffer, fits: Fits): Header {
  const headers = [',', ';', '\t'].map((delimiter): Header => {
    try {
      return { delimiter, names: parse(body, { ...OPTIONS, delimiter, to: 1 })[0] ?? [] }
    } catch {
      return { delimiter, names: [] } // quoted cells end where no delimiter stands
    }
  })
  const most = headers.reduce((a, b) => (b.names.length > a.names.length ? b : a))
  return headers.find(({ names }) => fits(names)) ?? most
}

function toTable(
  path: string,
  [names = [], ...records]: readonly string[][],
  lines: readonly number[],
): Read {
  const torn = records.findIndex((record) => record.length !== names.length)
  if (torn >= 0) {
    const [has, wants] = [records[torn]!.length, names.length]
    const place = `${path} line ${lines[torn + 1]}`
    return { mistake: `${place} does not have as many cells as the header: ${has} instead of ${wants}.` }
  }
  const rows = records.map((record, index) => ({
    place: `${path} line ${lines[index + 1]}`,
    cell: (column: number) => [record[column]!],
  }))
  return { names, rows, partial: false }
}

/** Tells on which line each record begins, in order; csv-parse knows only where it ends. */
function createLines(bytes: Uint8Array, first: number): (end: number) => number {
  let line = first
  let at = 0
  const moveTo = (end: number) => {
    for (; at < end; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++
    return line
  }
  return (end) => {
    let start = at
    while (bytes[start] === CR || bytes[start] === LF) start++
    const begins = moveTo(start)
    moveTo(end)
    return begins
  }
}

const [CR, LF] = [0x0d, 0x0a]
