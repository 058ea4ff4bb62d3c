import type { Hook } from './faults.ts'

/** Lets requests for an operation wait until two of them are there. */
export function together(operation: string): Hook {
  const state = { asked: 0, go: () => {} }
  const both = new Promise<void>((resolve) => {
    state.go = resolve
  })
  return async (request) => {
    if (request.operation !== operation) return undefined
    if (++state.asked === 2) state.go()
    await both
    return undefined
  }
}
