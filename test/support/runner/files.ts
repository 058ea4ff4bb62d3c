import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a step left in the files that its environment names. */
export interface FileResults {
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly paths: readonly string[]
  /** Undefined if it was too large: then all of it is dropped. */
  readonly summary: string | undefined
  /** What the runner says about files it could not take; each costs an error, and all but the summary's fail the step. */
  readonly errors: readonly string[]
  readonly failed: boolean
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const largestSummary = 1024 * 1024
/** https://docs.github.com/actions/reference/limits: outputs of a job. */
const largestOutputs = 1024 * 1024

const names = ['OUTPUT', 'STATE', 'STEP_SUMMARY', 'ENV', 'PATH'] as const
type Name = (typeof names)[number]

/** Makes the empty files of a step. */
export async function createFiles(folder: string): Promise<Record<`GITHUB_${Name}`, string>> {
  const step = await mkdtemp(join(folder, 'step-'))
  const paths = names.map((name) => [`GITHUB_${name}`, join(step, name.toLowerCase())] as const)
  await Promise.all(paths.map(([, path]) => writeFile(path, '')))
  return Object.fromEntries(paths) as Record<`GITHUB_${Name}`, string>
}

/** Reads what the step wrote. */
export async function readFiles(paths: Record<`GITHUB_${Name}`, string>): Promise<FileResults> {
  const errors: string[] = []
  const pairs = async (name: Name) => {
    try {
      return parseFile(await readFile(paths[`GITHUB_${name}`], 'utf8'))
    } catch (error) {
      errors.push(
        `Unable to process file command '${name.toLowerCase()}' successfully. ${(error as Error).message}`,
      )
      return {}
    }
  }
  const [outputs, state, env] = [await pairs('OUTPUT'), await pairs('STATE'), await pairs('ENV')]
  const isTooMuch = Buffer.byteLength(Object.values(outputs).join('')) > largestOutputs
  if (isTooMuch) errors.push('Job outputs exceed 1 MB.')
  const failed = errors.length > 0
  const summary = await readFile(paths.GITHUB_STEP_SUMMARY)
  const isTooLarge = summary.length > largestSummary
  const size = Math.ceil(summary.length / 1024)
  if (isTooLarge)
    errors.push(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size}k.`)
  const added = (await readFile(paths.GITHUB_PATH, 'utf8')).split(/\r?\n/).filter(Boolean)
  const text = isTooLarge ? undefined : summary.toString()
  return { outputs: isTooMuch ? {} : outputs, state, env, paths: added, summary: text, errors, failed }
}

/** Reads `NAME=value` lines and `NAME<<DELIMITER` blocks. */
export function parseFile(text: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  while (lines.length > 0) {
    const line = lines.shift() as string
    if (line === '') continue
    const [name, value] = pairOf(line, lines)
    if (name === '') throw new Error(`Invalid format '${line}'. Name must not be empty.`)
    pairs[name] = value
  }
  return pairs
}

function pairOf(line: string, rest: string[]): [string, string] {
  const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')]
  if (equals >= 0 && (heredoc < 0 || equals < heredoc)) return [line.slice(0, equals), line.slice(equals + 1)]
  if (heredoc < 0) throw new Error(`Invalid format '${line}'`)
  const delimiter = line.slice(heredoc + 2)
  const end = rest.indexOf(delimiter)
  if (delimiter === '') throw new Error(`Invalid format '${line}'. Name and delimiter must not be empty.`)
  if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
  const [block] = [rest.splice(0, end + 1).slice(0, -1)]
  return [line.slice(0, heredoc), block.join('\n')]
}
