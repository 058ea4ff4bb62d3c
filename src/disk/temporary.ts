import {
  chmodSync,
  closeSync,
  fchownSync,
  fsyncSync,
  openSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** What ends the program from outside; the last is a console that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Makes a file beside `target`, with its mode and owner, flushed to the disk, for as long as `use` takes: it is gone
 * afterwards, also if the program is stopped.
 */
export async function withTemporary<T>(
  target: string,
  bytes: Uint8Array,
  use: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = join(dirname(target), `.migration-batch-check-${crypto.randomUUID()}.tmp`)
  const file = openSync(temporary, 'wx', 0o600) // refuses what is there, be it a link
  const remove = () => rmSync(temporary, { force: true })
  const stop = (signal: NodeJS.Signals) => {
    remove()
    process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.once(signal, stop)
  try {
    const stats = statSync(target)
    fill(file, bytes, stats)
    chmodSync(temporary, stats.mode & 0o7777)
    return await use(temporary)
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop)
    remove()
  }
}

function fill(file: number, bytes: Uint8Array, { uid, gid }: Stats): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    if (process.getuid?.() === 0) fchownSync(file, uid, gid)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
