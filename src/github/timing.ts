import { CLOCK, type Clock } from '../network/clock.ts'

/** How long things may take, in milliseconds. */
export interface Timing {
  /** One request: GitHub ends it after ten seconds itself. */
  readonly request: number
  /** From the start of a run until nothing more is read: what is left of it is for telling. */
  readonly reading: number
  /** From the start of a run until nothing is sent any more. */
  readonly run: number
  /** What a second of waiting lasts: before a retry, or as long as GitHub wants to be left alone. */
  readonly second: number
  /** What measures it. */
  readonly clock: Clock
}

/** The timing of every run. */
export const TIMING: Timing = {
  request: 10_000,
  reading: 240_000,
  run: 300_000,
  second: 1000,
  clock: CLOCK,
}
