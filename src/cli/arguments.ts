import { parseArgs } from 'node:util'
import { nearest } from '../batch/names.ts'
import { type Format, formats } from '../report/writers.ts'
import type { Given } from '../settings.ts'

const LATER = ['sarif', 'html']

/** The command line, taken apart. */
export interface Arguments {
  readonly targets: readonly string[]
  readonly format: Format
  readonly output: string | undefined
  readonly fix: boolean
  readonly config: string | undefined
  readonly help: boolean
  readonly version: boolean
  /** Values for the settings. */
  readonly given: readonly Given[]
  readonly mistakes: readonly string[]
}

const OPTIONS = {
  'federated-domains': { type: 'string' },
  config: { type: 'string' },
  fix: { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
  'max-rows': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

const SETTINGS = ['federated-domains', 'fail-on', 'max-rows'] as const

/** Takes the command line apart; what is wrong with it is listed, not thrown. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const text = (name: keyof typeof OPTIONS) => (typeof values[name] === 'string' ? values[name] : undefined)
  const format = formats.find((each) => each === (text('format') ?? 'terminal'))
  const options = tokens.filter((token) => token.kind === 'option')
  const mistakes = [
    ...options.filter(({ index }) => !isSingleHyphened(args[index]!)).flatMap(mistakesOfOption),
    ...args.filter(isSingleHyphened).map(mistakeOfSingleHyphen),
    ...mistakesOfRepetition(options.map(({ name }) => name)),
  ]
  return {
    targets: positionals,
    format: format ?? 'terminal',
    output: text('output'),
    fix: values.fix === true,
    config: text('config'),
    help: values.help === true,
    version: values.version === true,
    given: SETTINGS.flatMap((key) => {
      const value = text(key)
      return value === undefined ? [] : [{ key, value, where: 'command line' }]
    }),
    mistakes: [...mistakes, ...mistakesOfFormat(text('format'), format), ...mistakesOfTargets(positionals)],
  }
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
  const repeated = names.filter((name, index) => Object.hasOwn(OPTIONS, name) && names.indexOf(name) < index)
  return [...new Set(repeated)].map((name) => `--${name} is given twice. Give it once.`)
}

function mistakesOfFormat(asked: string | undefined, format: Format | undefined): string[] {
  if (format !== undefined || asked === undefined) return []
  if (LATER.includes(asked))
    return [`--format ${asked} is not available in this version. Use ${list(formats)}.`]
  return [`--format must be ${list(formats)}, not "${asked}".`]
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

/** What --help prints. */
export const help = `Checks Exchange migration batches (CSV) the way Exchange reads them.

Usage: migration-batch-check [options] [file | folder | glob ...]
       Without a file, every **/*.csv below the current folder is checked.

  --federated-domains LIST   who is federated: domains separated by commas (sub-domains included,
                             ! before a domain excludes it), * for all, none
  --config FILE              settings file (default: .github/migration-batch-check.yml if it is there)
  --fix                      write the corrected files
  --format NAME              terminal (default), json, csv or github
  --output FILE              write the report there instead of standard output
  --fail-on LEVEL            error (default), warning or never
  --max-rows N               the most rows of a batch (default: the limit of its kind; staged 2000)
  -                          read one batch from standard input; with --fix write it to standard output
  -h, --help                 show this
  --version                  show the version

Exit status: 0 no finding of severity --fail-on or higher is left, 1 at least one is, 2 the check could
             not be made.
`
