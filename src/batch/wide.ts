/** Text read from UTF-16 or UTF-32; `damage` is the index of the first U+FFFD that stands for unreadable bytes. */
export interface WideText {
  readonly text: string
  readonly damage?: number
}

/** Reads UTF-16; a lone surrogate and an odd last byte become U+FFFD. */
export function fromUtf16(body: Uint8Array, bigEndian: boolean): WideText {
  const littleEndian = bigEndian ? swap(body) : body
  const units = Buffer.from(littleEndian).toString('utf16le')
  const text = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(littleEndian)
  if (units === text) return { text }
  let damage = 0
  while (units[damage] === text[damage]) damage++
  return { text, damage }
}

/** Writes UTF-16 without a mark. */
export function toUtf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}

/** Reads UTF-32; what is no code point, and an incomplete last one, become U+FFFD. */
export function fromUtf32(body: Uint8Array, bigEndian: boolean): WideText {
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  const characters: string[] = []
  let length = 0
  let damage: number | undefined
  for (let at = 0; at < body.length; at += 4) {
    const code = at + 4 <= body.length ? view.getUint32(at, !bigEndian) : -1
    const valid = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    if (!valid) damage ??= length
    const character = valid ? String.fromCodePoint(code) : '\ufffd'
    characters.push(character)
    length += character.length
  }
  const text = characters.join('')
  return damage === undefined ? { text } : { text, damage }
}

/** Writes UTF-32 without a mark. */
export function toUtf32(text: string, bigEndian: boolean): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0)!)
  const view = new DataView(new ArrayBuffer(codes.length * 4))
  for (const [index, code] of codes.entries()) view.setUint32(index * 4, code, !bigEndian)
  return new Uint8Array(view.buffer)
}

/** A copy of `bytes` with the two bytes of each unit swapped; an odd last byte stays as it is. */
function swap(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes)
  copy.subarray(0, copy.length - (copy.length % 2)).swap16()
  return copy
}
