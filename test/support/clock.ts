import type { Clock } from '../../src/network/clock.ts'

/** A clock that stands still until a test lets time pass, so that nothing depends on how fast the machine is. */
export interface HeldClock extends Clock {
  /** Lets so many milliseconds pass, but none after the last limit that somebody has set: then nobody is waiting. */
  pass(time: number): void
  /** Ends all waiting: what has a limit is over already. */
  finish(): void
  /** How many wait at present, and for how many milliseconds. */
  readonly waiting: readonly number[]
}

interface Alarm {
  readonly at: number
  readonly ring: () => void
}

/** Holds a clock. */
export function holdClock(): HeldClock {
  let now = 1_800_000_000_000
  const limits = new Set<Alarm>()
  const waits = new Set<Alarm>()
  const lastOf = (alarms: Set<Alarm>) => Math.max(now, ...[...alarms].map(({ at }) => at))
  const goTo = (time: number) => {
    now = Math.max(now, time)
    for (const alarms of [limits, waits]) ringUntil(now, alarms)
  }
  return {
    now: () => now,
    limit(time) {
      const controller = new AbortController()
      const ring = () => controller.abort(new DOMException('The time is up', 'TimeoutError'))
      limits.add({ at: now + time, ring })
      return controller.signal
    },
    wait: (time) => new Promise<void>((ring) => waits.add({ at: now + time, ring })),
    pass: (time) => goTo(Math.min(now + time, lastOf(limits))),
    finish() {
      limits.clear()
      goTo(lastOf(waits))
    },
    get waiting() {
      return [...waits].map(({ at }) => at - now)
    },
  }
}

function ringUntil(now: number, alarms: Set<Alarm>): void {
  for (const alarm of alarms) {
    if (alarm.at > now) continue
    alarms.delete(alarm)
    alarm.ring()
  }
}
