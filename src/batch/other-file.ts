/** How files begin that are no text, and what they are. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'this is an Excel workbook: save it as CSV UTF-8'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'this is a PDF document'],
]
/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** What a workbook's archive has in it. */
const WORKBOOK_PARTS = [
  '[Content_Types].xml',
  'xl/',
  'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
]

/** What a file is by its first bytes, if it is no text: a clause. */
export function otherFileOf(file: Uint8Array): string | undefined {
  const isWorkbook = () => {
    const start = Buffer.from(file.subarray(0, 4096)).toString('latin1')
    return WORKBOOK_PARTS.some((part) => start.includes(part))
  }
  if (beginsWith(file, ZIP)) return isWorkbook() ? SIGNATURES[0]![1] : 'this is a ZIP archive'
  return SIGNATURES.find(([signature]) => beginsWith(file, signature))?.[1]
}

/** Names of columns, in lower case, by which a table of another kind of migration is known. */
const OTHER_TABLES: readonly (readonly [readonly string[], string])[] = [
  [['folderpath', 'targetgroupmailbox'], 'this is a map of public folders'],
  [['folderpath', 'targetmailbox'], 'this is a map of public folders'],
  [['foldername', 'foldersize'], 'this is a list of public folders'],
  [['workload', 'filepath', 'mailbox'], 'this is a map of PST files'],
]

/** What a table without EmailAddress is by the names of its columns, if it belongs to another kind of migration: a clause. */
export function otherTableOf(names: readonly string[]): string | undefined {
  const found = new Set(names.map((name) => name.toLowerCase()))
  return OTHER_TABLES.find(([columns]) => columns.every((column) => found.has(column)))?.[1]
}

function beginsWith(file: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => file[index] === byte)
}
