import { setTimeout } from 'node:timers/promises'
import * as core from '@actions/core'
import type { Timing } from '../../../src/github/timing.ts'
import { type Ended, readLines, type Start } from './step.ts'

/**
 * Runs the source of the action in this process, one run after the other: it has the environment, the standard output and
 * the exit code to itself meanwhile.
 */
export function here(timing: Timing, { timeoutMs, isPost }: { timeoutMs: number; isPost: boolean }): Start {
  return async (env, read) => {
    const { main } = await import('../../../src/action/main.ts') // only where it is wanted: most runs are the bundle's
    const borrowed = borrow(env)
    const over = new AbortController()
    const limit = setTimeout(timeoutMs, true, { signal: over.signal }).catch(() => false)
    try {
      const timedOut = await Promise.race([main(process.env, isPost, timing).then(() => false), limit])
      return { ...borrowed.ended(), timedOut, stdout: await readLines(borrowed.printed, read) }
    } finally {
      over.abort()
      borrowed.giveBack()
    }
  }
}

/** Takes the process for a run; it prints to standard output only. */
function borrow(env: Readonly<Record<string, string>>) {
  const { env: own, exitCode } = process
  const { write } = process.stdout
  const printed: string[] = []
  process.env = { ...env }
  process.exitCode = undefined
  process.stdout.write = (chunk: string | Uint8Array) => printed.push(String(chunk)) > 0
  Object.assign(core.summary, { _filePath: undefined }) // it remembers the file of the run before
  return {
    printed,
    ended: (): Omit<Ended, 'stdout' | 'timedOut'> => ({
      exitCode: Number(process.exitCode ?? 0),
      signal: null,
      stderr: '',
    }),
    giveBack() {
      process.stdout.write = write
      process.env = own
      process.exitCode = exitCode
    },
  }
}
