import { actionsApp } from './apps.ts'
import type { World } from './world.ts'

/** A commit somebody wants to put on a branch. */
export interface Push {
  readonly branch: string
  readonly paths: readonly string[]
  readonly message: string
}

/** A check that must pass; without an id it may come from anybody. */
export interface RequiredCheck {
  readonly context: string
  readonly integration_id?: number
}

/** A ruleset, or what protects a branch the older way; a mere name is a check by Actions. */
export interface Protection {
  /** Why a push is refused. */
  readonly refusal?: string
  /** Which pushes are refused: all of them unless said. */
  readonly refuses?: (push: Push) => boolean
  readonly requiredChecks?: readonly (string | RequiredCheck)[]
  /** Paths of workflows that must pass: only rulesets can require them. */
  readonly requiredWorkflows?: readonly string[]
  /** Protected the older way: shown by the branch itself, not among the rules. */
  readonly classic?: boolean
}

/** Adds a protection to those a branch has already. */
export function protect({ protections }: World, branch: string, protection: string | Protection): void {
  const added = typeof protection === 'string' ? { refusal: protection } : protection
  protections.set(branch, [...(protections.get(branch) ?? []), added])
}

/** What protects a branch: rulesets, of which each counts, and what the branch has the older way, as one. */
export function protectionsOf({ protections }: World, branch: string) {
  const all = protections.get(branch) ?? []
  return { rulesets: all.filter(({ classic }) => !classic), classic: all.filter(({ classic }) => classic) }
}

/** The checks that protections require. */
export function checksOf(world: World, protections: readonly Protection[]): readonly RequiredCheck[] {
  const integration_id = actionsApp(world).id
  return protections
    .flatMap(({ requiredChecks = [] }) => requiredChecks)
    .map((check) => (typeof check === 'string' ? { context: check, integration_id } : check))
}

/** Why a push is refused, if it is: a new commit has passed no check yet. */
export function refusalOf(world: World, push: Push): string | undefined {
  const { rulesets, classic } = protectionsOf(world, push.branch)
  const said = [...rulesets, ...classic].find(({ refusal, refuses }) => refusal && (refuses?.(push) ?? true))
  if (said) return said.refusal
  const expected = expectation(checksOf(world, rulesets))
  return expected
    ? `Repository rule violations found\n\n${expected}\n\n`
    : expectation(checksOf(world, classic))
}

function expectation(checks: readonly RequiredCheck[]): string | undefined {
  const [first, ...others] = new Set(checks.map(({ context }) => context))
  if (first === undefined) return undefined
  const count = others.length + 1
  return count === 1
    ? `Required status check "${first}" is expected.`
    : `${count} of ${count} required status checks are expected.`
}
