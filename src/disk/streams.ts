import { once } from 'node:events'
import { appendFileSync, closeSync, openSync } from 'node:fs'
import type { Content } from '../source.ts'

/** Something that takes text in the pace of its reader. */
export interface Sink {
  readonly colour: boolean
  print(data: string | Uint8Array): Promise<void>
  close(): void
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
    close() {},
  }
}

/** A new file at `path`. */
export function fileSink(path: string): Sink {
  const file = openSync(path, 'w')
  return {
    colour: false,
    print: async (data) => appendFileSync(file, data),
    close: () => closeSync(file),
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
