/** Waits for some milliseconds. */
export type Wait = (milliseconds: number) => void

/** How often, and after how long, something is tried again: a backup or a virus scanner lets go within moments. */
const PAUSES = [50, 100, 200, 400]

/**
 * Does something to a file, and again for a moment while another program has it open.
 * @throws what the system says; on Windows, where it says of such a file that access is denied, as EBUSY
 */
export function withPatience<T>(act: () => T, wait: Wait = sleep): T {
  for (const pause of PAUSES) {
    try {
      return act()
    } catch (error) {
      if (!isOpenElsewhere(error)) throw error
      wait(pause)
    }
  }
  try {
    return act()
  } catch (error) {
    if (isOpenElsewhere(error)) throw Object.assign(error as Error, { code: 'EBUSY' })
    throw error
  }
}

/** https://learn.microsoft.com/windows/win32/fileio/creating-and-opening-files */
function isOpenElsewhere(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return code === 'EBUSY' || (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES'))
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
