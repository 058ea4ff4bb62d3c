/** Files that are not what an admin means to check, and large ones: time must grow with the size, memory must suffice. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MIB = 1 << 20
const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

/** What fills a file of so many bytes. @type {Record<string, (bytes: number) => Uint8Array>} */
const fills = {
  'one line': (bytes) => Buffer.alloc(bytes, 'a'),
  'one line below a header': (bytes) => below(HEADER, Buffer.alloc(bytes, 'a')),
  'line ends': (bytes) => Buffer.alloc(bytes, '\r\n'),
  commas: (bytes) => Buffer.alloc(bytes, ','),
  'commas below a header': (bytes) => below(HEADER, Buffer.alloc(bytes, ',')),
  quotes: (bytes) => Buffer.alloc(bytes, '"'),
  'quotes below a header': (bytes) => below(HEADER, Buffer.alloc(bytes, '"')),
  'ambiguous cells': (bytes) => below(HEADER, Buffer.alloc(bytes, 'a"b"c,"d"e,f"g"\n')),
  NULs: (bytes) => Buffer.alloc(bytes),
  noise: (bytes) =>
    Buffer.from(Array.from({ length: bytes }, (_, index) => (index * index * 31 + index * 7) & 255)),
  'a batch': (bytes) =>
    below(
      HEADER,
      rows(bytes, (row) => `user${row}@contoso.com,Pa$$w0rd${row},False\r\n`),
    ),
  'a batch, every row to correct': (bytes) =>
    below(
      HEADER,
      rows(bytes, (row) => `user${row}@contoso.com,,True\r\n`),
    ),
  'a batch in UTF-16': (bytes) =>
    Buffer.from(`\ufeff${HEADER}${rows(bytes / 2, (row) => `user${row}@contoso.com,,False\r\n`)}`, 'utf16le'),
  'short rows': (bytes) => below(HEADER, Buffer.alloc(bytes, 'x\n')),
  'half a header, half short rows': (bytes) =>
    below(`EmailAddress${','.repeat(bytes / 2)}\n`, Buffer.alloc(bytes / 2, 'x\n')),
  'one user': (bytes) => below(HEADER, Buffer.alloc(bytes, 'joe@contoso.com,,False\n')),
}

/** The names of the files. */
export const names = Object.keys(fills)

/**
 * Writes the file of that name and size into the folder; gives its path.
 * @param {string} folder
 * @param {string} name
 * @param {number} mebibytes
 */
export function writeFile(folder, name, mebibytes) {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, fills[name]?.(mebibytes * MIB) ?? '')
  return path
}

/**
 * @param {string} header
 * @param {Uint8Array} rest
 */
function below(header, rest) {
  return Buffer.concat([Buffer.from(header), rest])
}

/**
 * @param {number} bytes
 * @param {(row: number) => string} rowOf
 */
function rows(bytes, rowOf) {
  const lines = []
  for (let row = 1, length = 0; length < bytes; row++) {
    const line = rowOf(row)
    lines.push(line)
    length += line.length
  }
  return Buffer.from(lines.join(''))
}
