import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import type { Content } from '../source.ts'

/** Something that takes text in the pace of its reader. */
export interface Sink {
  readonly colour: boolean
  print(data: string | Uint8Array): Promise<void>
  /** Waits until everything has gone out. */
  close(): Promise<void>
}

/** Standard output or standard error. A reader that has gone away (`| head`) is no error. */
export function standardSink(stream: NodeJS.WriteStream): Sink {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    gone = true
  })
  return {
    colour: stream.isTTY === true && !process.env['NO_COLOR'],
    async print(data) {
      if (data.length > 0 && !gone && !stream.write(data))
        await Promise.race([once(stream, 'drain'), once(stream, 'close')])
    },
    async close() {},
  }
}

/** A new file at `path`. */
export function fileSink(path: string): Sink {
  const stream = createWriteStream(path)
  return {
    colour: false,
    async print(data) {
      if (!stream.write(data)) await once(stream, 'drain')
    },
    async close() {
      stream.end()
      await finished(stream)
    },
  }
}

/** The batch on standard input; `contents` gives it as often as it is asked for. */
export async function readInput(): Promise<{ bytes: Uint8Array; contents: () => AsyncGenerator<Content> }> {
  const bytes = await buffer(process.stdin)
  const entry = { path: '-', id: '', size: bytes.length, mode: '100644' }
  return {
    bytes,
    async *contents() {
      yield { entry, bytes }
    },
  }
}
