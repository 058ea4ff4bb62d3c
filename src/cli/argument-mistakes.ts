import { nearest } from '../batch/names.ts'
import { formats } from '../report/writers.ts'
import type { Command } from './arguments.ts'
import { isOption, isSingleHyphened, OPTIONS } from './options.ts'

/** An option as it was typed. */
export interface TypedOption {
  readonly name: string
  readonly rawName: string
  /** Its place among the arguments. */
  readonly index: number
  readonly value?: string | undefined
  /** Whether the value stands behind "="; otherwise it is the next argument, even if that is an option. */
  readonly inlineValue?: boolean | undefined
}

/** What is taken apart of the command line. */
interface Taken {
  readonly args: readonly string[]
  readonly options: readonly TypedOption[]
  readonly command: Command
  readonly format: string | undefined
  readonly targets: readonly string[]
}

const LATER = ['sarif', 'html']

/** What the command `domains` takes, and its formats. */
const OF_DOMAINS = ['federated-domains', 'directory-export', 'config', 'format', 'output', 'help', 'version']
const formatsOfDomains = ['terminal', 'json']

/** What is wrong with the arguments, each with its cure. */
export function mistakesOfArguments({ args, options, command, format, targets }: Taken): string[] {
  return [
    ...options.filter(({ index }) => !isSingleHyphened(args[index]!)).flatMap(mistakesOfOption),
    ...args.filter(isSingleHyphened).map(mistakeOfSingleHyphen),
    ...mistakesOfRepetition(options.map(({ name }) => name)),
    ...(command === 'domains' ? mistakesOfDomains(options) : []),
    ...mistakesOfFormat(format, command),
    ...mistakesOfTargets(targets),
  ]
}

function mistakesOfOption({ name, rawName, value, inlineValue }: TypedOption): string[] {
  if (!isOption(name)) return [`${rawName}: there is no such option. ${suggestion(name)}`]
  const { type } = OPTIONS[name]
  const swallowed = !inlineValue && /^--?[a-z]/i.test(value ?? '')
  if (type === 'string' && (!value || swallowed)) return [`${rawName} needs a value. See --help.`]
  return type === 'boolean' && value !== undefined ? [`${rawName} takes no value.`] : []
}

/** A short name is near to everything, and --fix writes files. */
function suggestion(name: string): string {
  const meant = name.length < 4 ? undefined : nearest(name, Object.keys(OPTIONS))
  return meant ? `Did you mean --${meant}?` : 'See --help.'
}

function mistakeOfSingleHyphen(argument: string): string {
  const name = argument
    .slice(1)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
  return `${argument}: there is no such option, and options begin with two hyphens. ${suggestion(name)}`
}

function mistakesOfRepetition(names: readonly string[]): string[] {
  const once = names.filter((name) => isOption(name) && name !== 'directory-export')
  const repeated = once.filter((name, index) => once.indexOf(name) < index)
  return [...new Set(repeated)].map((name) => `--${name} is given twice. Give it once.`)
}

function mistakesOfDomains(options: readonly TypedOption[]): string[] {
  const foreign = options.filter(({ name }) => isOption(name) && !OF_DOMAINS.includes(name))
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
