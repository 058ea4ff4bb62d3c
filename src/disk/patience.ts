/** Milliseconds between the tries: editors and virus scanners let go within this, Excel does not. */
const PAUSES = [50, 150, 300]

/** Lets so many milliseconds pass. */
export type Wait = (milliseconds: number) => void

/** Blocks this thread: while a file is replaced nothing else may happen in it. */
const sleep: Wait = (milliseconds) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** Who waits, and on which system. */
export interface Patience {
  readonly wait: Wait
  readonly platform: NodeJS.Platform
}

export const PATIENCE: Patience = { wait: sleep, platform: process.platform }

/** Does what another program may hinder for a moment, a few times if need be; then throws what was thrown last. */
export function patiently<T>(action: () => T, { wait, platform }: Patience): T {
  for (const pause of PAUSES) {
    try {
      return action()
    } catch (error) {
      if (!mayBeHeld(error, platform)) throw error
      wait(pause)
    }
  }
  return action()
}

/** Windows says EPERM or EACCES of a file that another program holds; elsewhere they are about permissions only. */
function mayBeHeld(error: unknown, platform: NodeJS.Platform): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EBUSY' || (platform === 'win32' && (code === 'EPERM' || code === 'EACCES'))
}
