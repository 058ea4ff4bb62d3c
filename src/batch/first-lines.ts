import { trim } from './blanks.ts'
import type { Text } from './decode.ts'
import { fromUtf16, fromUtf32 } from './wide.ts'

/** An encoding that a file without a mark has instead of UTF-8, by the name that TextDecoder or Node has for it. */
export type WrongEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | CodePage

/** Windows' code pages, the most frequent first. */
const CODE_PAGES = ['windows-1252', 'windows-1250', 'windows-1251', 'windows-1254', 'ibm866'] as const
export type CodePage = (typeof CODE_PAGES)[number]

/** The beginning of a file, read in one way. */
export interface Reading {
  /** Set if it is not how Exchange reads the file. */
  readonly encoding?: WrongEncoding
  /** The lines that are not empty, as they are written, and the number of each as editors count. */
  readonly lines: readonly { readonly text: string; readonly number: number }[]
}

/** So much of a file is looked at to tell what it is: bytes, and UTF-16 units of a line. */
const GLANCE = 1 << 16
const LONGEST_LINE = 1000
const LINE_ENDS = /\r\n|[\r\n\u2028\u2029]/

/**
 * Reads the beginning of a file in the ways that it may be meant: as UTF-16 or UTF-32 if NULs say so, in each code page if it
 * cannot be decoded, else as Exchange reads it.
 */
export function readBeginning(text: Text, file: Uint8Array): Reading[] {
  const { bytes, encoding, mark, damage } = text
  const start = Buffer.from(file.subarray(0, GLANCE))
  const wide = encoding === 'utf-8' && !mark ? wideEncodingOf(start) : undefined
  if (wide !== undefined) return [{ encoding: wide, lines: linesOf(decodeWide(start, wide)) }]
  if (isOnlyMarked(text)) return [{ lines: linesOf(start.toString('latin1', 2)) }]
  const asRead = bytes.toString('utf8', 0, GLANCE)
  const isCodePage = encoding === 'utf-8' && damage?.cause === 'undecodable' && isMostlyLost(asRead)
  if (!isCodePage) return [{ lines: linesOf(asRead) }]
  const body = mark ? start.subarray(3) : start
  return CODE_PAGES.map((page) => ({ encoding: page, lines: linesOf(new TextDecoder(page).decode(body)) }))
}

/** Whether nothing of a file is UTF-16 but its mark. */
function isOnlyMarked({ bytes, damage }: Text): boolean {
  return damage?.cause === 'single-byte' && trim(bytes.toString('utf8', 0, damage.at)) === ''
}

/** Whether most of what is not ASCII cannot be read: else the file is UTF-8 with a few wrong bytes. */
function isMostlyLost(text: string): boolean {
  const lost = text.split('\ufffd').length - 1
  return lost > (text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0)
}

function linesOf(text: string): Reading['lines'] {
  return text
    .split(LINE_ENDS)
    .map((line, index) => ({ text: line.slice(0, LONGEST_LINE), number: index + 1 }))
    .filter((line) => line.text !== '')
}

/** What NULs beside the letters of the first line, which are ASCII in every batch, say of an encoding without a mark. */
function wideEncodingOf(start: Buffer): WrongEncoding | undefined {
  const end = start.indexOf(0x0a, 4)
  const line = start.subarray(0, end < 0 ? 40 : Math.min(end, 40))
  const nuls = [0, 0, 0, 0]
  for (const [index, byte] of line.entries()) if (byte === 0) nuls[index % 4]!++
  const few = line.length / 16
  const pattern = nuls.map((count) => (count > few ? '0' : 'x')).join('')
  return (
    { x000: 'utf-32le', '000x': 'utf-32be', x0x0: 'utf-16le', '0x0x': 'utf-16be' } as Record<
      string,
      WrongEncoding
    >
  )[pattern]
}

function decodeWide(start: Buffer, encoding: WrongEncoding): string {
  const decode = encoding.startsWith('utf-16') ? fromUtf16 : fromUtf32
  return decode(start, encoding.endsWith('be')).text
}
