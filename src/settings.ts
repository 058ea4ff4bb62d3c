import { type FederationSettings, federationDefaults, federationReaders } from './federation/settings.ts'
import {
  type Given,
  linesOf,
  mistake,
  mustBe,
  oneOf,
  type Reading,
  suggest,
  text,
  writtenIn,
} from './given.ts'
import { InputError } from './mistakes.ts'
import { rules } from './rules/index.ts'
import { type Severity, severities } from './rules/rule.ts'

/** The lowest severity that makes the check fail. */
const failLevels = ['error', 'warning', 'never'] as const
export type FailOn = (typeof failLevels)[number]
const annotationPlaces = ['auto', 'check-run', 'log', 'none'] as const
type AnnotationPlace = (typeof annotationPlaces)[number]

/** Everything that can be set, checked and with its defaults. */
export interface Settings extends FederationSettings {
  /** Globs of the files to check; `!` before one excludes. */
  readonly files: readonly string[]
  /** The folder that they are relative to; empty: the one that is checked. */
  readonly filesBase: string
  readonly failOn: FailOn
  readonly maxRows: number | undefined
  readonly severities: Readonly<Record<string, Severity>>
  readonly fix: 'none' | 'commit'
  readonly commitMessage: string
  readonly annotations: AnnotationPlace
  readonly checkName: string
}

/** What was understood of the given values; later ones win. */
type Draft = { -readonly [K in keyof Settings]?: Settings[K] }
type Reader = (given: Given) => Reading<Draft>

const READERS: Readonly<Record<string, Reader>> = {
  files: readFiles,
  ...federationReaders,
  'fail-on': (given) => oneOf(given, failLevels, (failOn) => ({ failOn })),
  'max-rows': readMaxRows,
  fix: (given) => oneOf(given, ['none', 'commit'] as const, (fix) => ({ fix })),
  'commit-message': (given) => text(given, (commitMessage) => ({ commitMessage })),
  annotations: (given) => oneOf(given, annotationPlaces, (annotations) => ({ annotations })),
  'check-name': (given) => text(given, (checkName) => ({ checkName })),
  rules: readRules,
}

/** The names of all settings, as inputs and in the configuration file. */
export const settingNames: readonly string[] = Object.keys(READERS)

/**
 * Settings from the configuration file and, stronger, from inputs or arguments.
 * @param given in order of strength, the strongest last
 * @throws InputError with every mistake at once
 */
export function settings(given: readonly Given[], mistakes: readonly string[] = []): Settings {
  const found = [...mistakes]
  const draft: Draft = {}
  for (const each of given) {
    const read = Object.hasOwn(READERS, each.key) ? READERS[each.key]!(each) : unknownKey(each)
    if ('mistakes' in read) found.push(...read.mistakes)
    else Object.assign(draft, read)
  }
  if (found.length > 0) throw new InputError(found)
  return { ...defaults(), ...draft }
}

function defaults(): Settings {
  return {
    files: ['**/*.csv'],
    filesBase: '',
    ...federationDefaults,
    failOn: 'error',
    maxRows: undefined,
    severities: {},
    fix: 'none',
    commitMessage: 'Set ForceChangePassword to False for federated users',
    annotations: 'auto',
    checkName: 'Migration batches',
  }
}

function unknownKey({ key, where }: Given) {
  const all = `The settings are ${settingNames.join(', ')}.`
  return mistake(`${where}: there is no such setting. ${suggest(key, settingNames, all)}`)
}

function readFiles({ value, where, key, base = '' }: Given) {
  const files = linesOf(value)
  if (files?.some((glob) => !glob.startsWith('!'))) return { files, filesBase: base }
  return mistake(`${where}: ${key} names no files. Write globs such as **/*.csv, one per line; ! excludes.`)
}

function readMaxRows(given: Given) {
  const { where, key } = given
  const number = /^\d+$/.test(writtenIn(given)) ? Number(given.value) : 0
  if (number >= 1 && number <= 1_000_000) return { maxRows: number }
  return mistake(`${where}: ${key} must be a whole number from 1 to 1000000, without separators.`)
}

function readRules({ value, where, places }: Given) {
  const entries = Object.entries(value !== null && typeof value === 'object' ? value : {})
  if (entries.length === 0) return mistake(`${where}: rules is a list such as "too-many-rows: warning".`)
  const mistakes = entries.flatMap(([id, severity]) =>
    mistakesOfRule(id, severity).map((each) => `${places?.get(id) ?? where}: ${each}`),
  )
  return mistakes.length > 0
    ? { mistakes }
    : { severities: Object.fromEntries(entries) as Record<string, Severity> }
}

function mistakesOfRule(id: string, severity: unknown): string[] {
  const ids = rules.map((rule) => rule.id)
  const isRule = ids.includes(id)
  const unknown = `there is no such rule. ${suggest(id, ids, `The rules are ${ids.join(', ')}.`)}`
  const isSeverity = severities.some((each) => each === severity)
  const bad = `rules: ${isRule ? id : 'a severity'} ${mustBe(typeof severity === 'string' ? severity : '', severities)}`
  return [...(isRule ? [] : [unknown]), ...(isSeverity ? [] : [bad])]
}
