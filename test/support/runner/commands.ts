/** A line that the runner obeys: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export interface Command {
  /** In lower case. */
  readonly name: string
  /** Names in lower case. */
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** Commands of runner 2.327; the names it does not know are ordinary text. */
const known = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
])

/** Reads a line as the runner does. `resume` is the token that ends `stop-commands`. */
export function parseCommand(line: string, resume?: string): Command | undefined {
  const isKnown = (name: string) => known.has(name.toLowerCase()) || name === resume
  return doubleColon(line.trim(), isKnown) ?? hashBracket(line.trim(), isKnown)
}

/** `::name a=b,c=d::data`, at the start of the line. */
function doubleColon(line: string, isKnown: (name: string) => boolean): Command | undefined {
  if (!line.startsWith('::')) return undefined
  const end = line.indexOf('::', 2)
  if (end < 0) return undefined
  const [name, properties] = cut(line.slice(2, end))
  if (!isKnown(name)) return undefined
  const pairs = pairsOf(properties, ',', [...data, ['%3A', ':'], ['%2C', ','], percent])
  return {
    name: name.toLowerCase(),
    properties: pairs,
    data: unescaped(line.slice(end + 2), [...data, percent]),
  }
}

/** `##[name a=b;c=d]data`, anywhere in the line, but only the first `##[` is tried. */
function hashBracket(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  const [name, properties] = cut(line.slice(start + 3, end))
  if (!isKnown(name)) return undefined
  const escapes: Escapes = [['%3B', ';'], ...data, ['%5D', ']'], percent]
  return {
    name: name.toLowerCase(),
    properties: pairsOf(properties, ';', escapes),
    data: unescaped(line.slice(end + 1), escapes),
  }
}

function cut(text: string): [string, string] {
  const space = text.indexOf(' ')
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1).trim()]
}

type Escapes = readonly (readonly [string, string])[]

const data: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
]
const percent = ['%25', '%'] as const // last, so that %250A stays %0A

function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text)
}

/** A property without a name or without a value is none. */
function pairsOf(text: string, separator: string, escapes: Escapes): Record<string, string> {
  const pairs = text.split(separator).flatMap((pair) => {
    const equals = pair.indexOf('=')
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)]
    return equals > 0 && value !== '' ? [[name.toLowerCase(), unescaped(value, escapes)]] : []
  })
  return Object.fromEntries(pairs)
}
