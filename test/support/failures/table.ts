import { availableParallelism } from 'node:os'
import { ofExports } from './exports.ts'
import type { Failure, Program, Shown } from './failure.ts'
import { ofGraph } from './graph.ts'
import { ofList } from './list.ts'
import { provoke } from './run.ts'
import { ofSignIn } from './sign-in.ts'

const sources = [
  ['The named list', ofList],
  ['Exports', ofExports],
  ['Microsoft Graph', ofGraph],
  ['The sign-in service', ofSignIn],
] as const
const programs = ['command line', 'Action'] as const satisfies readonly Program[]

/** The page with the tables in their place. */
export function putTables(page: string, tables: string): string {
  const [begin, end] = ['<!-- failures -->', '<!-- /failures -->']
  const [before, , after] = page.split(new RegExp(`(?<=${begin}\n)(.*?)(?=${end})`, 's'))
  return `${before}\n${tables}\n${after}`
}

/** Lets everything happen, and writes down in Markdown what the programs say. */
export async function failureTables(): Promise<string> {
  const jobs = sources.flatMap(([, failures]) =>
    failures.flatMap((failure) =>
      programs.filter((each) => (failure.where ?? each) === each).map((program) => ({ failure, program })),
    ),
  )
  const shown = await runAll(jobs)
  const rowOf = (failure: Failure) => {
    const [local, action] = programs.map((program) => shown.get(`${program} ${keyOf(failure)}`))
    const messages = [local, action].flatMap((each) => (each === undefined ? [] : [essence(each.message)]))
    const said = [...new Set(messages)].map(code).join('<br>')
    return [failure.failure, said, local?.end ?? '', action?.end ?? '']
  }
  const head = ['what is wrong', 'message', 'exit status', 'Action']
  return sources
    .map(([name, failures]) => `### ${name}\n\n${table([head, ...failures.map(rowOf)])}`)
    .join('\n')
}

interface Job {
  readonly failure: Failure
  readonly program: Program
}

/** Runs a few at once, and beside them those that mostly wait. */
async function runAll(jobs: readonly Job[]): Promise<Map<string, Shown>> {
  const shown = new Map<string, Shown>()
  const run = async ({ failure, program }: Job) => {
    shown.set(`${program} ${keyOf(failure)}`, await provoke(failure, program))
  }
  const rest = jobs.filter(({ failure }) => !failure.slow).values()
  const worker = async () => {
    for (const job of rest) await run(job)
  }
  const workers = Array.from({ length: 2 + availableParallelism() }, worker)
  await Promise.all([...jobs.filter(({ failure }) => failure.slow).map(run), ...workers])
  return shown
}

function keyOf(failure: Failure): string {
  return String(sources.findIndex(([, failures]) => failures.includes(failure))) + failure.failure
}

/** What differs: without the sentences around every such reason, and without the name of the program. */
function essence(message: string): string {
  const [, reason] =
    /^Nobody could say whether .+? federated: (.+)\. (?:If it is, run|Run) the check again with /s.exec(
      message,
    ) ?? []
  return reason === undefined ? message.replace(/^(?:command line|input): /, '') : `… ${reason}. …`
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}

/** A table as Biome formats it. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |\n`
  const [head, ...body] = rows
  return [head!, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('')
}
