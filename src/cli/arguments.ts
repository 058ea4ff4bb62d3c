import { parseArgs } from 'node:util'
import type { Given } from '../given.ts'
import { type Format, formats } from '../report/writers.ts'
import { mistakesOfArguments } from './argument-mistakes.ts'
import { isOption, isSingleHyphened, OPTIONS, type OptionName } from './options.ts'

/** What can be done: check batches, or tell who is federated in them. */
export type Command = 'check' | 'domains'

/** The command line, taken apart. */
export interface Arguments {
  readonly command: Command
  readonly targets: readonly string[]
  readonly format: Format
  readonly output: string | undefined
  readonly fix: boolean
  /** Whether files count as found although their paths are written out: a hook found them. */
  readonly scan: boolean
  readonly config: string | undefined
  readonly help: boolean
  readonly version: boolean
  /** Values for the settings. */
  readonly given: readonly Given[]
  readonly mistakes: readonly string[]
}

/** How commands of Windows are asked for help. */
const HELP = ['/?', '-?']

const SETTINGS = ['federated-domains', 'directory-export', 'fail-on', 'max-rows'] as const

/** Takes the command line apart; what is wrong with it is listed, not thrown. */
export function readArguments(typed: readonly string[]): Arguments {
  const args = typed.map((argument) => (HELP.includes(argument) ? '--help' : argument))
  const parsed = parseArgs({ args, options: OPTIONS, strict: false, allowPositionals: true, tokens: true })
  const { values, tokens } = parsed
  const options = tokens.filter((token) => token.kind === 'option')
  const text = (name: OptionName) => (typeof values[name] === 'string' ? values[name] : undefined)
  const format = text('format')
  const { command, help, targets } = commandOf(positionalsOf(args, tokens))
  return {
    command,
    targets,
    format: formats.find((each) => each === format) ?? 'terminal',
    output: text('output'),
    fix: values.fix === true,
    scan: values.scan === true,
    config: text('config'),
    help: help || values.help === true,
    version: values.version === true,
    given: SETTINGS.flatMap((key) => {
      const value = values[key]
      return value === undefined || typeof value === 'boolean' ? [] : [{ key, value, where: 'command line' }]
    }),
    mistakes: mistakesOfArguments({ args, options, command, format, targets }),
  }
}

type Token = {
  readonly kind: string
  readonly index: number
  readonly name?: string
  readonly value?: unknown
}

/** What is no option, without what is probably the value of an option that does not exist. */
function positionalsOf(args: readonly string[], tokens: readonly Token[]): string[] {
  const isUnknown = ({ kind, index, name = '', value }: Token) =>
    kind === 'option' && value === undefined && (!isOption(name) || isSingleHyphened(args[index]!))
  const unknown = new Set(tokens.filter(isUnknown).map(({ index }) => index))
  return tokens
    .filter(({ kind, index }) => kind === 'positional' && !unknown.has(index - 1))
    .map(({ index }) => args[index]!)
}

function commandOf(positionals: readonly string[]): {
  command: Command
  help: boolean
  targets: readonly string[]
} {
  const [first, ...others] = positionals
  if (first === 'domains') return { command: 'domains', help: false, targets: others }
  if (first === 'help') return { command: 'check', help: true, targets: others }
  return { command: 'check', help: false, targets: positionals }
}
