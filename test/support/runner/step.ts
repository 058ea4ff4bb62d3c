import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { type Annotation, limitStep } from './annotations.ts'
import { createFiles, type FileResults, readFiles } from './files.ts'
import { issue, type Log, lineReader, masked } from './log.ts'

/** How a step is run. */
export interface StepOptions {
  readonly node: string
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Where the files of the step are made. */
  readonly folder: string
  readonly masks: readonly string[]
  readonly timeoutMs: number
  readonly kill?: Kill
}

/** When a step is killed, and how. */
export interface Kill {
  readonly when: Promise<unknown>
  /** SIGKILL unless said. A runner that cancels sends SIGINT, then SIGTERM. */
  readonly signal?: NodeJS.Signals
}

/** What a step did. */
export interface StepResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly timedOut: boolean
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
  readonly stdout: string
  readonly stderr: string
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
  const ended = await runProcess(
    { ...options, env: { ...options.env, ...files } },
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

async function runProcess(
  { node, script, env, cwd, timeoutMs, kill }: StepOptions,
  read: (line: string) => void,
) {
  const child = spawn(node, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const state = { timedOut: false }
  const timer = setTimeout(() => {
    state.timedOut = true
    child.kill('SIGKILL')
  }, timeoutMs)
  kill?.when.then(() => child.kill(kill.signal ?? 'SIGKILL'))
  const ended = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }))
  })
  const [stdout, stderr, end] = await Promise.all([
    collect(child.stdout, read),
    collect(child.stderr, read),
    ended,
  ])
  clearTimeout(timer)
  return { stdout, stderr, ...end, ...state }
}

/** Hands over line after line: a carriage return ends one too. */
async function collect(stream: Readable, read: (line: string) => void): Promise<string> {
  let all = ''
  let rest = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    all += chunk
    // A carriage return at the end waits for what follows.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) read(line)
  }
  if (rest !== '') read(rest.replace(/\r$/, ''))
  return all
}
