import { appendFileSync, closeSync, fstatSync, openSync, writeSync } from 'node:fs'

/** Something that takes text in the pace of its reader. */
export interface Sink {
  readonly colour: boolean
  print(parts: Iterable<string>): Promise<void>
  close(): void
}

/** How much of a report is gathered before it is written. */
const CHUNK = 1 << 16

/** Standard output or standard error, which take bytes too. */
export interface StandardSink extends Sink {
  pass(data: string | Uint8Array): Promise<void>
}

/** What the system says of a pipe or socket whose reader has gone away. */
const GONE = new Set(['EPIPE', 'ECONNRESET'])

/**
 * A standard stream. A reader that has gone away (`| head`) is no error. Files and pipes are written directly: Node's
 * streams take longer to load than a small batch to check.
 */
export function standardSink(name: 'stdout' | 'stderr'): StandardSink {
  const file = name === 'stdout' ? 1 : 2
  const terminal = isCharacterDevice(file)
  let gone = false

  async function pass(data: string | Uint8Array): Promise<void> {
    if (gone) return
    try {
      const rest = terminal ? data : writeNow(file, Buffer.from(data))
      if (rest.length > 0) await writeLater(process[name], rest)
    } catch (error) {
      if (!GONE.has((error as NodeJS.ErrnoException).code ?? '')) throw error
      gone = true
    }
  }

  return {
    colour: wantsColour(terminal),
    pass,
    async print(parts) {
      for (const chunk of inChunks(parts)) await pass(chunk)
    },
    close() {},
  }
}

/** Whether a stream may be a terminal; one that the system says nothing of is written like a file. */
function isCharacterDevice(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice()
  } catch {
    return false
  }
}

/** The parts put together, so that each chunk is worth a write and none grows without end. */
function* inChunks(parts: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const part of parts) {
    chunk += part
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/** Whether the output is coloured: on a terminal, unless the environment says otherwise (no-color.org, force-color.org). */
function wantsColour(terminal: boolean): boolean {
  const force = process.env['FORCE_COLOR']
  return force ? force !== '0' : terminal && !process.env['NO_COLOR']
}

/** Writes as much as the reader takes now, and gives the rest. */
function writeNow(file: number, bytes: Buffer): Buffer {
  let at = 0
  try {
    while (at < bytes.length) at += writeSync(file, bytes, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
  }
  return bytes.subarray(at)
}

/** Waits until the stream has taken the data. */
async function writeLater(stream: NodeJS.WriteStream, data: string | Uint8Array): Promise<void> {
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore)
  await new Promise<void>((done, failed) => {
    stream.write(data, (error) => (error ? failed(error) : done()))
  })
}

/** A stream tells its error twice: to the callback of the write and, later, as an event that ends the process. */
function ignore(): void {}

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
