/** Waits so many milliseconds; a test passes one that does not. */
export type Wait = (milliseconds: number) => Promise<void>

export const sleep: Wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

/** The pauses between tries, in milliseconds: a virus scanner lets go within them, Excel does not. */
const PAUSES = [50, 100, 200, 400, 800]

interface Patience {
  /** The system's codes for a file that another program has open. */
  readonly codes: readonly string[]
  readonly wait: Wait
}

/**
 * Does something with a file, for a moment again and again while another program has the file open.
 * @throws EBUSY if the other program keeps it
 */
export async function patiently<T>(act: () => T, { codes, wait }: Patience): Promise<T> {
  for (const pause of [...PAUSES, undefined]) {
    try {
      return act()
    } catch (error) {
      if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
    if (pause !== undefined) await wait(pause)
  }
  throw Object.assign(new Error('another program has the file open'), { code: 'EBUSY' })
}
