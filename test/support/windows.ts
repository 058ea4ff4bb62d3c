import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Folder } from './folder.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const NODE = at('.cache/windows/node.exe')
const BUNDLE = at('dist/cli/index.js')

/** Whether Windows' Node.js can be run here; `.ci/windows` installs it. */
export const hasWindows = existsSync(NODE)

/** What the command line answered on Windows. */
export interface WindowsAnswer {
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

/**
 * Runs the bundle in a folder, by Windows' own Node.js. All streams are files: wine's pipes are not those of Windows.
 * @param input the name of a file in the folder that becomes standard input
 */
export async function runOnWindows(
  folder: Folder,
  args: readonly string[],
  input?: string,
): Promise<WindowsAnswer> {
  const [out, error] = [folder.at('.stdout'), folder.at('.stderr')]
  const files = [
    openSync(input === undefined ? '/dev/null' : folder.at(input), 'r'),
    openSync(out, 'w'),
    openSync(error, 'w'),
  ]
  const child = spawn('wine', [NODE, BUNDLE, ...args], {
    cwd: folder.path,
    stdio: files as [number, number, number],
    env: {
      ...process.env,
      WINEPREFIX: at('.cache/windows/prefix'),
      WINEDEBUG: '-all',
      NODE_SKIP_PLATFORM_CHECK: '1',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    },
  })
  const [status] = await once(child, 'close')
  for (const file of files) closeSync(file)
  return { status, stdout: readFileSync(out), stderr: readFileSync(error, 'utf8') }
}
