import { decode } from '../../batch/decode.ts'
import { isPointer } from '../../batch/pointer.ts'
import { columnsOf, describeNames, repeatedName, WANTED } from './columns.ts'
import { type Export, NOTHING } from './export.ts'
import { readDomains } from './read-domains.ts'
import { readTable } from './read-table.ts'
import { readUsers } from './read-users.ts'
import { isScreenOutput } from './screen.ts'

/** Screen output shows what it is in its first lines; in bytes. */
const MOST_LOOKED_AT = 10_000
const USE_EXPORT = 'Use Export-Csv, as docs/who-is-federated.md shows.'

/** Reads a list of domains or of users. */
export async function readExport(path: string, file: Uint8Array): Promise<Export> {
  if (isPointer(file)) {
    const cure = 'Fetch it with "git lfs pull" or, for the Action, keep it out of Git LFS.'
    return { ...NOTHING, mistakes: [`${path} is a Git LFS pointer, not the file itself. ${cure}`] }
  }
  const table = await readTable(path, file, (names) => columnsOf(names) !== undefined)
  if ('mistake' in table) return { ...NOTHING, mistakes: [table.mistake] }
  const columns = columnsOf(table.names)
  if (columns === undefined) {
    if (isScreenOutput(decode(file).bytes.toString('latin1', 0, MOST_LOOKED_AT)))
      return { ...NOTHING, mistakes: [`${path} is screen output, not an export. ${USE_EXPORT}`] }
    const has = table.names.length === 0 ? 'It is empty' : `It has ${describeNames(table.names)}`
    return { ...NOTHING, mistakes: [`${path} is an export of neither domains nor users. ${WANTED}. ${has}.`] }
  }
  const repeated = repeatedName(table.names)
  if (repeated !== undefined)
    return { ...NOTHING, mistakes: [`${path} has the column ${repeated} twice. Remove one.`] }
  if (table.rows.length === 0) return { ...NOTHING, mistakes: [`${path} has a header and nothing below it.`] }
  const found =
    columns.holds === 'domains' ? readDomains(path, table, columns) : readUsers(path, table, columns)
  const partial = table.partial
    ? [`${path} is the first page of a longer list: what is missing in it is not known.`]
    : []
  return { ...found, notes: [...found.notes, ...partial] }
}
