/** What time it is, and when some of it is over; all in milliseconds. A test brings one of its own. */
export interface Clock {
  now(): number
  /** Fires with a `TimeoutError` after so long. */
  limit(time: number): AbortSignal
  /** Is over after so long. */
  wait(time: number): Promise<unknown>
}

/** The clock of this machine. */
export const CLOCK: Clock = {
  now: () => Date.now(),
  limit: (time) => AbortSignal.timeout(time),
  wait: (time) => new Promise((done) => setTimeout(done, time)),
}
