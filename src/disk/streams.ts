import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs'
import type { Content } from '../source.ts'

/** Something that takes text in the pace of its reader. */
export interface Sink {
  readonly colour: boolean
  print(parts: Iterable<string>): Promise<void>
  close(): void
}

/** A standard stream, which takes bytes too. A reader that has gone away (`| head`) is no error. */
export function standardSink(
  stream: NodeJS.WriteStream,
): Sink & { pass(data: string | Uint8Array): Promise<void> } {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    gone = true
  })
  async function pass(data: string | Uint8Array) {
    if (data.length === 0 || gone) return
    await new Promise<void>((done) => stream.write(data, () => done())) // called after an error too
  }
  return {
    colour: stream.isTTY === true && !process.env['NO_COLOR'],
    pass,
    print: (parts) => pass(Array.from(parts).join('')),
    close() {},
  }
}

/** How much of a report is gathered before it is written. */
const CHUNK = 1 << 16

/** A new file at `path`. */
export function fileSink(path: string): Sink {
  const file = openSync(path, 'w')
  const chunk = Buffer.allocUnsafe(CHUNK)
  let filled = 0
  const flush = () => {
    for (let at = 0; at < filled; ) at += writeSync(file, chunk, at, filled - at)
    filled = 0
  }
  return {
    colour: false,
    async print(parts) {
      for (const text of parts) {
        const longest = text.length * 3 // UTF-8 takes at most three bytes for a UTF-16 unit
        if (filled + longest > CHUNK) flush()
        if (longest > CHUNK) appendFileSync(file, text)
        else filled += chunk.write(text, filled)
      }
    },
    close() {
      flush()
      closeSync(file)
    },
  }
}

/** The batch on standard input; `contents` gives it as often as it is asked for. */
export async function readInput(): Promise<{ bytes: Uint8Array; contents: () => AsyncGenerator<Content> }> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const entry = { path: '-', id: '', size: bytes.length, mode: '100644' }
  return {
    bytes,
    async *contents() {
      yield { entry, bytes }
    },
  }
}
