import { decode } from '../../batch/decode.ts'
import { fieldOf, parseJson } from '../json.ts'
import { readCsv } from './csv.ts'
import type { Read } from './table.ts'

/**
 * Reads an export as it comes from PowerShell, a portal or Graph: CSV in any Unicode encoding with a mark, with or without
 * `#TYPE`, separated as the culture of the machine wants it, or JSON.
 * @param fits tells whether columns of these names are wanted
 */
export async function readTable(
  path: string,
  file: Uint8Array,
  fits: (names: readonly string[]) => boolean,
): Promise<Read> {
  const { bytes } = decode(file)
  const first = bytes.find((byte) => byte > 0x20)
  return first === BRACE || first === BRACKET ? readJson(path, bytes.toString()) : readCsv(path, bytes, fits)
}

const [BRACE, BRACKET] = [0x7b, 0x5b]

function readJson(path: string, text: string): Read {
  const document = parseJson(text)
  if (document === undefined) return { mistake: `${path} is not valid JSON. Export it again.` }
  const entries: unknown[] = [fieldOf(document, 'value') ?? document].flat()
  const isObject = (entry: unknown): entry is object => typeof entry === 'object' && entry !== null
  const names = [...new Set(entries.filter(isObject).flatMap(Object.keys))]
  const rows = entries.flatMap((entry, index) => {
    const cell = (column: number) => textsIn(fieldOf(entry, names[column]!))
    return isObject(entry) ? [{ place: `${path} entry ${index + 1}`, cell }] : []
  })
  const next = fieldOf(document, '@odata.nextLink')
  return { names, rows, partial: next !== undefined && next !== null }
}

function textsIn(value: unknown): string[] {
  return [value]
    .flat()
    .flatMap((each) => (each === undefined || typeof each === 'object' ? [] : [String(each)]))
}
