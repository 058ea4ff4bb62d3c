import { faults, type NamedFault } from '../github/faultList.ts'
import type { Place, Strike } from './strike.ts'

/** What a run may ask of GitHub besides its writes. */
export const TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'
export const TIP = 'GET /repos/{owner}/{repo}/commits/{ref}'
export const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'
export const LIST = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'
export const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'
export const RULES = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
export const STATUS = 'GET /repos/{owner}/{repo}/commits/{ref}/status'
export const SHOW = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'

/** The first request for an operation, or a later one. */
export const at = (operation: string, nth = 1): Place => ({ operation, nth })

/** A request that meets a fault of the list. */
export function strike(operation: string, nth: number, fault: string): Strike {
  return { operation, nth, fault: faultNamed(fault) }
}

/** A request that has its effect, but no answer. */
export const made = (operation: string, nth = 1) =>
  strike(operation, nth, 'connection reset, after the effect')

/** A request that has neither. */
export const lost = (operation: string, nth = 1) => strike(operation, nth, 'connection reset')

/** A fault by its name. */
export function faultNamed(name: string): NamedFault {
  const found = faults.find((fault) => fault.name === name)
  if (found === undefined) throw new Error(`There is no fault "${name}"`)
  return found
}
