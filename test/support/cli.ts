import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Files by path; their folders are made too. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** A folder of its own for one test, gone afterwards. */
export interface Folder extends AsyncDisposable {
  readonly path: string
  at(name: string): string
  read(name: string): Promise<Buffer>
  write(files: Files): Promise<void>
}

export async function createFolder(files: Files = {}): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'batches-'))
  await chmod(path, 0o755)
  const at = (name: string) => join(path, name)
  const folder: Folder = {
    path,
    at,
    read: (name) => readFile(at(name)),
    async write(files) {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(at(name)), { recursive: true })
        await writeFile(at(name), content)
      }
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
  await folder.write(files)
  return folder
}

/** What the command line answered. */
export interface Answer {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output byte by byte. */
  readonly bytes: Buffer
}

interface Options {
  readonly input?: string | Uint8Array
  /** Run as a user to whom modes apply; root may read everything. */
  readonly asNobody?: boolean
  /** The reader of standard output goes away after so many bytes. */
  readonly hangUpAfter?: number
}

const bundle = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url))
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** Runs the bundle of the command line in a folder, as a user does. */
export async function runCli(
  folder: { readonly path: string },
  args: readonly string[],
  { input = '', asNobody = false, hangUpAfter = Number.POSITIVE_INFINITY }: Options = {},
): Promise<Answer> {
  const child = spawn(process.execPath, [bundle, ...args], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'] },
    ...(asNobody && NOBODY),
  })
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
  let length = 0
  child.stdout.on('data', (chunk) => {
    stdout.push(chunk)
    length += chunk.length
    if (length >= hangUpAfter) child.stdout.destroy()
  })
  child.stderr.on('data', (chunk) => stderr.push(chunk))
  child.stdin.on('error', () => {}) // a run that ends without reading it
  child.stdin.end(input)
  const [status] = await once(child, 'close')
  const bytes = Buffer.concat(stdout)
  return { status, stdout: bytes.toString(), stderr: Buffer.concat(stderr).toString(), bytes }
}
