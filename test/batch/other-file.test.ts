import { describe, expect, test } from 'vitest'
import { judge } from '../support/checking.ts'

const WORKBOOK = 'this is an Excel workbook: save it as CSV UTF-8'
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)))
const ZIP = [0x50, 0x4b, 0x03, 0x04, 0x14, 0]

describe('what a file is that is no batch', () => {
  test.each<[string, Buffer, string]>([
    ['a workbook of today', bytes(ZIP, '....[Content_Types].xml'), WORKBOOK],
    ['one whose first part is another', bytes(ZIP, '....xl/workbook.xml'), WORKBOOK],
    [
      'one of LibreOffice',
      bytes(ZIP, '....mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
      WORKBOOK,
    ],
    ['one of 2003', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], '\0\0'), WORKBOOK],
    ['another archive', bytes(ZIP, '....users.csv', 'EmailAddress,Password\n'), 'this is a ZIP archive'],
    ['a PDF', bytes('%PDF-1.7\n%\u00e2\u00e3\n'), 'this is a PDF document'],
    [
      'a map of public folders',
      bytes('FolderPath,TargetGroupMailbox\n\\A,a@contoso.com\n'),
      'this is a map of public folders',
    ],
    ['another', bytes('"TargetMailbox","FolderPath"\n"Mailbox1","\\"\n'), 'this is a map of public folders'],
    [
      'the sizes of public folders',
      bytes('FolderName,FolderSize\n\\A,1\n'),
      'this is a list of public folders',
    ],
    [
      'a map of PST files',
      bytes('Workload,FilePath,Name,Mailbox,IsArchive\nExchange,,a.pst,a@contoso.com,FALSE\n'),
      'this is a map of PST files',
    ],
  ])('%s', (_, file, leftAlone) => {
    expect(judge(file)).toMatchObject({
      kind: 'not-a-batch',
      rows: 0,
      leftAlone,
      findings: [],
      notChecked: undefined,
    })
  })
})

test('what only begins like one is read as text', () => {
  expect(judge('PK').leftAlone).toBe('it has no EmailAddress column')
  expect(judge('EmailAddress\nPK\u0003\u0004@contoso.com\n').kind).toBe('unknown')
})
