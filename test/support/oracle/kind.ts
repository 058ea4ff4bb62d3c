import { bareName, COMMON, isDoubtful, isNear, isNearAny, isSame, PARAMETERS, TELLING } from './names.ts'

/** Whether a header is that of a batch; unsettled where the description can be read in two ways. */
export type Verdict = 'batch' | 'no batch' | 'unsettled'

/** Tells it from the cells of the header alone; it is not settled whether a cell without a name is a column. */
export function verdictOn(cells: readonly string[]): Verdict {
  const [verdict, withoutEmpty] = [cells, cells.filter((cell) => bareName(cell) !== '')].map(verdictOnAll)
  return verdict === withoutEmpty ? verdict! : 'unsettled'
}

/** The paragraph "Kind" of the design, word by word. */
function verdictOnAll(cells: readonly string[]): Verdict {
  const names = cells.map(bareName)
  if (names.some((name) => isNearAny(name, TELLING.slice(0, 2)))) return 'batch' // ForceChangePassword
  if (!names.some(isAddress)) return names.some(isDoubtfulOnly) ? 'unsettled' : 'no batch'
  if (hasTelling(names) || isRooted(cells)) return 'batch'
  const foreign = names.filter((name) => !isAddress(name) && !isNearAny(name, COMMON) && !isRoot(name))
  if (names.some(isRoot)) return 'unsettled' // without company, or nearly called so: it tells nothing
  if (foreign.every(isParameter))
    return cells.filter(isParameter).length === foreign.length ? 'batch' : 'unsettled'
  if (foreign.some((name) => isNearAny(name, PARAMETERS))) return 'unsettled'
  if (foreign.some(isDoubtful)) return 'unsettled'
  if (foreign.length > 1 || !isAddress(names[0]!)) return 'no batch'
  return isSame(names[0]!, 'EmailAddress') ? 'batch' : 'unsettled'
}

/** Whether one of the names belongs to batches only. */
export function hasTelling(names: readonly string[]): boolean {
  return names.some((name) => isNearAny(name, TELLING))
}

/** UserRoot tells something in company, and only if it is plainly called so. */
function isRooted(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.replaceAll('"', ''))
  return (
    names.some((name) => isSame(name, 'UserRoot')) &&
    names.some((name) => isNearAny(name, COMMON.slice(0, 2)))
  )
}

const isDoubtfulOnly = (name: string) =>
  isDoubtful(name) && !isNearAny(name, [...COMMON, ...TELLING, 'UserRoot'])
const isParameter = (name: string) => PARAMETERS.some((parameter) => isSame(name, parameter))
const isAddress = (name: string) => isNear(name, 'EmailAddress')
const isRoot = (name: string) => isNear(name, 'UserRoot')
