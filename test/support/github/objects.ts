import { spawn } from 'node:child_process'
import { plain } from './git.ts'

/** An object of the repository. */
export interface GitObject {
  readonly oid: string
  readonly type: string
  readonly bytes: Buffer
}

/** Reads objects by any name git understands, through one process that stays. */
export interface Objects {
  read(name: string): Promise<GitObject | undefined>
  close(): void
}

/** Starts the reader: one process instead of one a blob, because queries ask for hundreds. */
export function openObjects(folder: string): Objects {
  const child = spawn('git', ['cat-file', '--batch'], {
    cwd: folder,
    env: { ...plain, GIT_DIR: folder },
    stdio: 'pipe',
  })
  const waiting: ((found: GitObject | undefined) => void)[] = []
  child.stdout.on(
    'data',
    answers((found) => waiting.shift()?.(found)),
  )
  return {
    read(name) {
      if (/\n|:\.\.?\//.test(name)) return Promise.resolve(undefined) // git ends at a relative path
      return new Promise((resolve) => {
        waiting.push(resolve)
        child.stdin.write(`${name}\n`)
      })
    },
    close: () => child.stdin.end(),
  }
}

/** Cuts the stream into answers: a header line, then as many bytes as it says and a line feed. */
function answers(found: (object: GitObject | undefined) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let length = 0
  let header: { oid: string; type: string; size: number } | undefined
  return (chunk) => {
    chunks.push(chunk)
    length += chunk.length
    while (length > (header?.size ?? 0)) {
      const all: Buffer = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
      const end: number = header ? header.size : all.indexOf('\n')
      if (end >= 0 && header)
        found({ oid: header.oid, type: header.type, bytes: Buffer.from(all.subarray(0, end)) })
      chunks = [all.subarray(end + 1)]
      length = all.length - end - 1
      if (end < 0) return
      header = header ? undefined : readHeader(all.toString('utf8', 0, end), found)
    }
  }
}

function readHeader(line: string, found: (object: undefined) => void) {
  const [, oid, type, size] = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(line) ?? []
  if (oid && type && size) return { oid, type, size: Number(size) }
  found(undefined)
  return undefined
}
