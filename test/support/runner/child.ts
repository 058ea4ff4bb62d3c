import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { readLines, type Start } from './step.ts'

/** When a step is killed, and how. */
export interface Kill {
  readonly when: Promise<unknown>
  /** SIGKILL unless said. A runner that cancels sends SIGINT, then SIGTERM. */
  readonly signal?: NodeJS.Signals
}

/** A script, and the process it runs in. */
interface Script {
  readonly node: string
  readonly script: string
  readonly cwd: string
  readonly timeoutMs: number
  readonly kill: Kill | undefined
}

/** Runs a script in a process of its own. */
export function inChild({ node, script, cwd, timeoutMs, kill }: Script): Start {
  return async (env, read) => {
    const child = spawn(node, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const state = { timedOut: false }
    const timer = setTimeout(() => {
      state.timedOut = true
      child.kill('SIGKILL')
    }, timeoutMs)
    kill?.when.then(() => child.kill(kill.signal ?? 'SIGKILL'))
    const ended = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>(
      (resolve, reject) => {
        child.once('error', reject)
        child.once('close', (exitCode, signal) => resolve({ exitCode, signal }))
      },
    )
    const text = (stream: Readable) => readLines(stream.setEncoding('utf8'), read)
    const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended])
    clearTimeout(timer)
    return { stdout, stderr, ...end, ...state }
  }
}
