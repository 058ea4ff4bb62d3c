import { type Annotation, limitStep } from './annotations.ts'
import { createFiles, type FileResults, readFiles } from './files.ts'
import { issue, type Log, lineReader, masked } from './log.ts'

/** How a step is run. */
export interface StepOptions {
  readonly start: Start
  readonly env: Readonly<Record<string, string>>
  /** Where the files of the step are made. */
  readonly folder: string
  readonly masks: readonly string[]
}

/** Starts what a step runs, hands over the lines that it prints, and waits for its end. */
export type Start = (env: Readonly<Record<string, string>>, read: (line: string) => void) => Promise<Ended>

/** How it ended. */
export interface Ended {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly timedOut: boolean
  readonly stdout: string
  readonly stderr: string
}

/** What a step did. */
export interface StepResult extends Ended {
  readonly failed: boolean
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** What it set for the steps after it. */
  readonly env: Readonly<Record<string, string>>
  /** Undefined when it was rejected for its size. */
  readonly summary: string | undefined
  readonly annotations: readonly Annotation[]
  readonly dropped: number
  /** What the log page shows. */
  readonly log: string
  readonly commands: Log['commands']
  readonly masks: readonly string[]
}

/** Runs one step and reads its output and files as the runner does. */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const log: Log = {
    lines: [],
    annotations: [],
    commands: [],
    masks: [...options.masks],
    outputs: {},
    state: {},
    failed: false,
  }
  const files = await createFiles(options.folder)
  const ended = await options.start(
    { ...options.env, ...files },
    lineReader(log, 'RUNNER_DEBUG' in options.env),
  )
  const left = await readFiles(files)
  for (const error of left.errors) issue(log, 'error', error)
  return { ...ended, ...resultOf(log, left), failed: ended.exitCode !== 0 || log.failed || left.failed }
}

function resultOf(log: Log, left: FileResults) {
  const { kept, dropped } = limitStep(log.annotations)
  return {
    outputs: { ...log.outputs, ...left.outputs },
    state: { ...log.state, ...left.state },
    env: left.env,
    summary: left.summary === undefined ? undefined : masked(log, left.summary),
    annotations: kept,
    dropped,
    log: log.lines.map((line) => `${line}\n`).join(''),
    commands: log.commands,
    masks: log.masks,
  }
}

/** Hands over line after line: a carriage return ends one too. */
export async function readLines(
  chunks: AsyncIterable<string> | Iterable<string>,
  read: (line: string) => void,
): Promise<string> {
  let all = ''
  let rest = ''
  for await (const chunk of chunks) {
    all += chunk
    // A carriage return at the end waits for what follows.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) read(line)
  }
  if (rest !== '') read(rest.replace(/\r$/, ''))
  return all
}
