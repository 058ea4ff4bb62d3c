/** How long a run waits for one service until it asks nothing more, in milliseconds. */
const MOST = 30_000

/** The time that a run may wait for a service. */
export interface Budget {
  /** Counts the time that the work takes. */
  spend<T>(work: () => Promise<T>): Promise<T>
  isSpent(): boolean
}

/** A budget of which nothing is spent. */
export function createBudget(): Budget {
  let spent = 0
  let since: number | undefined
  const passed = () => (since === undefined ? 0 : Date.now() - since)
  return {
    async spend(work) {
      since = Date.now()
      try {
        return await work()
      } finally {
        spent += passed()
        since = undefined
      }
    },
    isSpent: () => spent + passed() > MOST,
  }
}
