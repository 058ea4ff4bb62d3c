import { readSlowly, type SlowRow, trimBlanks } from '../slow-reader.ts'
import { decodeSlowly } from './decode.ts'
import { isHiddenBatch, mayBeBatch } from './hidden.ts'
import { type Verdict, verdictOn } from './kind.ts'
import { COLUMNS, isSame } from './names.ts'

/** What the facts say of a file: exchange.md §2 to §4, and for what is a batch the design. It shares nothing with src/. */
export interface Oracle {
  readonly verdict: Verdict
  /** Why Exchange refuses the batch as a whole. */
  readonly refusals: readonly string[]
  /** Exchange's numbers of the rows in which a federated user has True. */
  readonly federatedTrue: readonly number[]
  /** The rows that fail alone, for another reason. */
  readonly failing: readonly number[]
  /** The rows with a wrong number of cells. */
  readonly misshapen: readonly number[]
  /** Where nobody can say what Exchange reads. */
  readonly unreadable: readonly string[]
}

/** Who is federated, and how many rows a batch may have. */
export interface Facts {
  readonly federated: readonly string[]
  readonly maxRows: number
}

/** Reads a file as Exchange does and says what comes of it. */
export function askOracle(file: Uint8Array, facts: Facts): Oracle {
  const text = decodeSlowly(file)
  const [header, ...rows] = readSlowly(text)
  if (isNoText(file)) return { ...NOTHING, verdict: 'no batch' }
  if (header === undefined) return { ...NOTHING, refusals: ['empty'] }
  const names = header.cells.map(({ value }) => value)
  const verdict = isOnlyMarked(file) ? 'unsettled' : verdictOfFile(text, header)
  const whole = { header, names, rows }
  return {
    verdict,
    refusals: refusalsOf(whole, facts),
    federatedTrue: rowsOf(whole, (cell) => isTrue(cell('ForceChangePassword')) && isFederated(cell, facts)),
    failing: rowsOf(whole, isFailing),
    misshapen: rows.filter((row) => isMisshapen(row, header)).map(({ number }) => number),
    unreadable: unreadableOf(text, whole),
  }
}

const NOTHING: Oracle = {
  verdict: 'batch',
  refusals: [],
  federatedTrue: [],
  failing: [],
  misshapen: [],
  unreadable: [],
}

function isMisshapen({ cells }: SlowRow, header: SlowRow): boolean {
  return cells.length !== header.cells.length
}

/** A workbook or a PDF is told by its first bytes. */
function isNoText(file: Uint8Array): boolean {
  return ['PK\x03\x04', '\xd0\xcf\x11\xe0', '%PDF'].includes(
    Buffer.from(file.subarray(0, 4)).toString('latin1'),
  )
}

/** A mark of UTF-16 before single bytes: the file is nonsense as it is read, and a batch as it was meant. */
function isOnlyMarked(file: Uint8Array): boolean {
  const [first, second] = file
  const isMarked = first === 0xff ? second === 0xfe : first === 0xfe && second === 0xff
  return isMarked && !file.subarray(2, 20).includes(0)
}

function verdictOfFile(text: string, header: SlowRow): Verdict {
  const cells = rawCells(text, header)
  const isRead = header.cells.some(({ value }) => isSame(value ?? '', 'EmailAddress'))
  if (!isRead && isHiddenBatch(text)) return 'batch'
  const isTorn = cells.some((cell) => /[\r\n\u2028\u2029]/.test(cell)) // it is not settled which lines it consists of
  const verdict = verdictOn(cells)
  if (verdict === 'no batch' && mayBeBatch(text)) return 'unsettled' // a title above a batch without a telling column
  return isTorn ? 'unsettled' : verdict
}

function rawCells(text: string, { cells }: SlowRow): string[] {
  const bytes = Buffer.from(text)
  return cells.map(({ start, end }) => bytes.subarray(start, end).toString())
}

interface Whole {
  readonly header: SlowRow
  readonly names: readonly (string | undefined)[]
  readonly rows: readonly SlowRow[]
}

function refusalsOf({ header, names, rows }: Whole, { maxRows }: Facts): string[] {
  const read = names.map((name) => trimBlanks(name ?? '').toLowerCase())
  const known = (columns: readonly string[]) =>
    read.every((name) => columns.some((each) => isSame(name, each)))
  const reasons: [boolean, string][] = [
    [!read.includes('emailaddress'), 'EmailAddress is missing'],
    [new Set(read).size < read.length, 'a column twice'],
    [!Object.values(COLUMNS).some(known), 'an unknown column'],
    [rows.length === 0, 'no rows'],
    [rows.length > maxRows, 'too many rows'],
    [rows.some((row) => isMisshapen(row, header)), 'a wrong number of cells'],
  ]
  return reasons.filter(([holds]) => holds).map(([, why]) => why)
}

/** The value of a row's cell, trimmed; nothing if there is no such column or readers differ on it. */
type CellOf = (column: string) => string | undefined

function rowsOf({ header, names, rows }: Whole, holds: (cell: CellOf) => boolean): number[] {
  const at = (column: string) => names.findIndex((name) => isSame(trimBlanks(name ?? ''), column))
  const cellsIn = (row: SlowRow) => (column: string) => row.cells[at(column)]?.value
  const whole = rows.filter(({ cells }) => cells.length === header.cells.length)
  return whole.filter((row) => holds(cellsIn(row))).map(({ number }) => number)
}

function isTrue(value: string | undefined): boolean {
  return trimBlanks(value ?? '').toLowerCase() === 'true'
}

function isFederated(cell: CellOf, { federated }: Facts): boolean {
  const [, domain = ''] = /@([^@]*)$/.exec(trimBlanks(cell('EmailAddress') ?? '')) ?? []
  return federated.some((each) => `.${domain.toLowerCase()}`.endsWith(`.${each}`))
}

/** The address is empty or no address at all, or ForceChangePassword is no boolean. */
function isFailing(cell: CellOf): boolean {
  const [address, change] = [cell('EmailAddress'), trimBlanks(cell('ForceChangePassword') ?? '')]
  if (address !== undefined && !/^[^@\s"]+@[^@\s"]+\.[^@\s"]+$/.test(address)) return true
  return !['', 'true', 'false'].includes(change.toLowerCase())
}

function unreadableOf(text: string, { header, rows }: Whole): string[] {
  const hasAmbiguous = ({ cells }: SlowRow) => cells.some(({ value }) => value === undefined)
  const reasons: [boolean, string][] = [
    [/[\ufffd\0]/.test(text), 'characters were lost'],
    [hasAmbiguous(header), 'quotes in the header'],
    [rows.some(hasAmbiguous), 'quotes in a row'],
  ]
  return reasons.filter(([holds]) => holds).map(([, why]) => why)
}
