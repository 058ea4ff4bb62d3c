const MARKS = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** The text that Exchange sees: UTF-8 unless a mark says otherwise, one mark dropped, U+FFFD for what is no character. */
export function decodeSlowly(file: Uint8Array): string {
  const mark = MARKS.find(({ bytes }) => bytes.every((byte, index) => file[index] === byte))
  const { encoding, bytes } = mark ?? { encoding: 'utf-8', bytes: [] }
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(file.subarray(bytes.length))
}
