import { bareName, COMMON, isNear, isNearAny, isSame, PARAMETERS, TELLING } from './names.ts'

/** Whether a header is that of a batch; unsettled where the description can be read in two ways. */
export type Verdict = 'batch' | 'no batch' | 'unsettled'

/** Tells it from the cells of the header alone: the paragraph "Kind" of the design, word by word. */
export function verdictOn(cells: readonly string[]): Verdict {
  const names = cells.map(bareName)
  if (names.some((name) => isNearAny(name, TELLING.slice(0, 2)))) return 'batch' // ForceChangePassword
  if (!names.some(isAddress)) return 'no batch'
  if (hasTelling(names)) return 'batch'
  const foreign = names.filter((name) => !isAddress(name) && !isNearAny(name, COMMON) && !isRoot(name))
  if (names.some(isRoot)) return 'unsettled' // without company, or nearly called so: it tells nothing
  if (foreign.every((name) => PARAMETERS.some((parameter) => isSame(name, parameter)))) return 'batch'
  if (foreign.some((name) => isNearAny(name, PARAMETERS))) return 'unsettled'
  if (foreign.length > 1 || !isAddress(names[0]!)) return 'no batch'
  return isSame(names[0]!, 'EmailAddress') ? 'batch' : 'unsettled'
}

/** Whether one of the names belongs to batches only. */
export function hasTelling(names: readonly string[]): boolean {
  const hasCompany = names.some((name) => isNearAny(name, ['Username', 'Password']))
  const isTelling = (name: string) => isNearAny(name, TELLING) || (hasCompany && isSame(name, 'UserRoot'))
  return names.some(isTelling)
}

const isAddress = (name: string) => isNear(name, 'EmailAddress')
const isRoot = (name: string) => isNear(name, 'UserRoot')
