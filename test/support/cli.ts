import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, constants, copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export { createFolder, type Files, type Folder } from './folder.ts'

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
  /** Added to an environment in which nothing outside is reachable. */
  readonly env?: Readonly<Record<string, string>>
  /** The reader of standard output goes away after so many bytes. */
  readonly hangUpAfter?: number
}

const bundle = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url))
const NOBODY: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** Node and the bundle where anybody may read them: the checkout may lie in a folder that only root may enter. */
const publicCopy = () => {
  const folder = mkdtempSync(join(tmpdir(), 'public-'))
  chmodSync(folder, 0o755)
  copyFileSync(process.execPath, join(folder, 'node'), constants.COPYFILE_FICLONE)
  chmodSync(join(folder, 'node'), 0o755)
  cpSync(dirname(bundle), join(folder, 'cli'), { recursive: true })
  return { folder, node: join(folder, 'node'), script: join(folder, 'cli', 'index.js') }
}
let copied: ReturnType<typeof publicCopy> | undefined
afterAll(() => copied && rmSync(copied.folder, { recursive: true }))

function programFor(asNobody: boolean) {
  if (!asNobody || NOBODY.uid === undefined) return { node: process.execPath, script: bundle }
  copied ??= publicCopy()
  return copied
}

/** A proxy that refuses every connection. */
const OFFLINE = { HTTPS_PROXY: 'http://127.0.0.1:9' }

/** Runs the bundle of the command line in a folder, as a user does. */
export async function runCli(
  folder: { readonly path: string },
  args: readonly string[],
  { input = '', asNobody = false, env = {}, hangUpAfter = Number.POSITIVE_INFINITY }: Options = {},
): Promise<Answer> {
  const { node, script } = programFor(asNobody)
  const child = spawn(node, [script, ...args], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'], ...OFFLINE, ...env },
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
