/** What ends a program from outside; the last is a console that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * From now on a signal ends the process between two files, not within one: a file is replaced without a turn of the
 * event loop, so no new file is left half made. The process still ends as the signal ends others.
 */
export function finishBeforeSignals(): void {
  for (const signal of SIGNALS) if (!process.listeners(signal).includes(end)) process.once(signal, end)
}

function end(signal: NodeJS.Signals): void {
  for (const each of SIGNALS) process.off(each, end)
  process.kill(process.pid, signal)
}
