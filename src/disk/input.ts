import { fstatSync } from 'node:fs'
import { InputError } from '../mistakes.ts'
import type { Content } from '../source.ts'
import { MOST_BYTES } from './read.ts'
import { reasonOf } from './reason.ts'

const CURE = 'Pipe a batch into it, or name a file.'

/** What keeps standard input from being a batch, as a sentence; nothing if it can be read. */
export async function mistakeOfInput(): Promise<string | undefined> {
  try {
    const stats = fstatSync(0)
    if (stats.isDirectory()) return `-: standard input is a folder. ${CURE}`
    if (!stats.isCharacterDevice()) return undefined
    const { isatty } = await import('node:tty')
    return isatty(0) ? undefined : `-: nothing is connected to standard input. ${CURE}` // the null device
  } catch (error) {
    return sayUnreadable(reasonOf(error))
  }
}

/** The batch on standard input; `contents` gives it as often as it is asked for. */
export async function readInput(
  named: boolean,
): Promise<{ bytes: Uint8Array; contents: () => AsyncGenerator<Content> }> {
  const bytes = await readAll()
  const entry = { path: '-', id: '', size: bytes.length, mode: '100644', named }
  return {
    bytes,
    async *contents() {
      yield { entry, bytes }
    },
  }
}

async function readAll(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk)
      size += chunk.length
      if (size > MOST_BYTES) break
    }
  } catch (error) {
    throw new InputError([sayUnreadable(reasonOf(error))])
  }
  if (size > MOST_BYTES) throw new InputError([sayUnreadable('it is larger than 256 MiB')])
  return Buffer.concat(chunks)
}

function sayUnreadable(reason: string): string {
  return `-: standard input cannot be read (${reason}).`
}
