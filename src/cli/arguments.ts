import { parseArgs } from 'node:util'
import { nearest } from '../batch/names.ts'
import type { Given } from '../given.ts'
import { type Format, formats } from '../report/writers.ts'

const LATER = ['sarif', 'html']

/** What can be done: check batches, or tell who is federated in them. */
export type Command = 'check' | 'domains'

/** The command line, taken apart. */
export interface Arguments {
  readonly command: Command
  readonly targets: readonly string[]
  readonly format: Format
  readonly output: string | undefined
  readonly fix: boolean
  /** Whether the files count as found by a search, though their paths are written out: a hook passes them. */
  readonly scan: boolean
  readonly config: string | undefined
  readonly help: boolean
  readonly version: boolean
  /** Values for the settings. */
  readonly given: readonly Given[]
  readonly mistakes: readonly string[]
}

const OPTIONS = {
  'federated-domains': { type: 'string' },
  'directory-export': { type: 'string', multiple: true },
  config: { type: 'string' },
  fix: { type: 'boolean' },
  scan: { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
  'max-rows': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/** How the commands of Windows are asked for help. */
const HELP = ['/?', '-?']

const SETTINGS = ['federated-domains', 'directory-export', 'fail-on', 'max-rows'] as const

/** What the command `domains` takes, and its formats. */
const OF_DOMAINS = ['federated-domains', 'directory-export', 'config', 'format', 'output', 'help', 'version']
const formatsOfDomains = ['terminal', 'json']

/** Takes the command line apart; what is wrong with it is listed, not thrown. */
export function readArguments(typed: readonly string[]): Arguments {
  const args = typed.map((argument) => (HELP.includes(argument) ? '--help' : argument))
  const { values, tokens } = parseArgs({
    args,
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const positionals = positionalsOf(args, tokens)
  const command = positionals[0] === 'domains' ? 'domains' : 'check'
  const asksForHelp = positionals[0] === 'help'
  const targets = command === 'domains' || asksForHelp ? positionals.slice(1) : positionals
  const text = (name: keyof typeof OPTIONS) => (typeof values[name] === 'string' ? values[name] : undefined)
  const format = formats.find((each) => each === (text('format') ?? 'terminal'))
  const options = tokens.filter((token) => token.kind === 'option')
  const mistakes = [
    ...options.filter(({ index }) => !isSingleHyphened(args[index]!)).flatMap(mistakesOfOption),
    ...args.filter(isSingleHyphened).map(mistakeOfSingleHyphen),
    ...mistakesOfRepetition(options.map(({ name }) => name)),
    ...(command === 'domains' ? mistakesOfDomains(options) : []),
  ]
  return {
    command,
    targets,
    format: format ?? 'terminal',
    output: text('output'),
    fix: values.fix === true,
    scan: values.scan === true,
    config: text('config'),
    help: values.help === true || asksForHelp,
    version: values.version === true,
    given: SETTINGS.flatMap((key) => {
      const value = values[key]
      return value === undefined || typeof value === 'boolean' ? [] : [{ key, value, where: 'command line' }]
    }),
    mistakes: [...mistakes, ...mistakesOfFormat(text('format'), command), ...mistakesOfTargets(targets)],
  }
}

type Tokens = NonNullable<ReturnType<typeof parseArgs>['tokens']>

/** What is no option, without what may be the value of one that there is not. */
function positionalsOf(args: readonly string[], tokens: Tokens): string[] {
  const unknown = tokens.flatMap((token) =>
    token.kind === 'option' && token.value === undefined && !isKnown(token, args) ? [token.index] : [],
  )
  return tokens.flatMap((token) =>
    token.kind === 'positional' && !unknown.includes(token.index - 1) ? [token.value] : [],
  )
}

function isKnown({ name, index }: { name: string; index: number }, args: readonly string[]): boolean {
  return Object.hasOwn(OPTIONS, name) && !isSingleHyphened(args[index]!)
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  /** Whether the value stands behind "="; otherwise it is the next argument, even if that is an option. */
  readonly inlineValue?: boolean | undefined
}

function mistakesOfOption({ name, rawName, value, inlineValue }: OptionToken): string[] {
  const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof typeof OPTIONS] : undefined
  if (option === undefined) return [`${rawName}: there is no such option. ${suggestion(name)}`]
  const swallowed = !inlineValue && /^--?[a-z]/i.test(value ?? '')
  if (option.type === 'string' && (!value || swallowed)) return [`${rawName} needs a value. See --help.`]
  return option.type === 'boolean' && value !== undefined ? [`${rawName} takes no value.`] : []
}

/** A short name is near to everything, and --fix writes files. */
function suggestion(name: string): string {
  const meant = name.length < 4 ? undefined : nearest(name, Object.keys(OPTIONS))
  return meant ? `Did you mean --${meant}?` : 'See --help.'
}

/** `-FederatedDomains`, as PowerShell's own commands have it. */
function isSingleHyphened(argument: string): boolean {
  return /^-[a-z]{2}/i.test(argument)
}

function mistakeOfSingleHyphen(argument: string): string {
  const name = argument
    .slice(1)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
  return `${argument}: there is no such option, and options begin with two hyphens. ${suggestion(name)}`
}

function mistakesOfRepetition(names: readonly string[]): string[] {
  const once = names.filter((name) => Object.hasOwn(OPTIONS, name) && name !== 'directory-export')
  const repeated = once.filter((name, index) => once.indexOf(name) < index)
  return [...new Set(repeated)].map((name) => `--${name} is given twice. Give it once.`)
}

function mistakesOfDomains(options: readonly { name: string; rawName: string }[]): string[] {
  const foreign = options.filter(({ name }) => Object.hasOwn(OPTIONS, name) && !OF_DOMAINS.includes(name))
  return foreign.map(
    ({ rawName }) => `${rawName} does not belong to domains, which changes and judges nothing.`,
  )
}

function mistakesOfFormat(asked: string | undefined, command: Command): string[] {
  const [allowed, of] = command === 'domains' ? [formatsOfDomains, ' for domains'] : [formats, '']
  if (asked === undefined || allowed.some((each) => each === asked)) return []
  if (LATER.includes(asked))
    return [`--format ${asked} is not available in this version. Use ${list(allowed)}.`]
  return [`--format must be ${list(allowed)}${of}, not "${asked}".`]
}

function mistakesOfTargets(targets: readonly string[]): string[] {
  const empty = targets.includes('') ? ['An argument is empty: name a file, a folder or a pattern.'] : []
  const alone = !targets.includes('-') || targets.length === 1
  return alone
    ? empty
    : [...empty, '"-" reads one batch from standard input, so it stands alone: leave out the other files.']
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
