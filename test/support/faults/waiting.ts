import { setTimeout } from 'node:timers/promises'
import { CLOCK, type Clock } from '../../../src/network/clock.ts'
import type { Struck } from './strike.ts'

/**
 * A run with the time that it took, in milliseconds, and what it has left behind in this process.
 * @param held the clock of a run in this process, where nothing else is going on
 */
export async function watch<T>(start: () => Promise<T>, held: Clock | undefined) {
  const before = process.getActiveResourcesInfo()
  const { now } = held ?? CLOCK
  const begun = now()
  const run = await start()
  const took = now() - begun
  return { run, took, pending: held ? await stillPending(before) : [] }
}

/** What the process holds that it did not hold before: a moment is given to what is just being let go. */
async function stillPending(before: readonly string[]): Promise<string[]> {
  const count = (all: readonly string[], kind: string) => all.filter((each) => each === kind).length
  const look = () => {
    const now = process.getActiveResourcesInfo()
    return KINDS.filter((kind) => count(now, kind) > count(before, kind))
  }
  await until(() => look().length === 0)
  return look()
}

/** What a run might leave: connections, servers, timers. The processes are git's. */
const KINDS = ['TCPSocketWrap', 'TCPServerWrap', 'TLSWrap', 'Timeout', 'Immediate']

/** Late requests may have their effect after the run. */
export async function untilEffects(struck: readonly Struck[]): Promise<void> {
  const late = struck.filter(({ fault }) => 'late' in fault)
  await until(() => late.every(({ request }) => request.status !== 0))
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !isSo(); tries++) await setTimeout(5)
}
