import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Answer } from './cli.ts'
import { createFolder } from './folder.ts'

/** One run of the command line on Windows. */
export interface WindowsRun {
  readonly args: readonly string[]
  readonly input?: Uint8Array
  /** A file that another program has open meanwhile. */
  readonly held?: string
}

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const CACHE = at('.cache/windows')
const NODE = `${CACHE}/package/bin/node.exe`
const ENV = { WINEPREFIX: `${CACHE}/prefix`, WINEDEBUG: '-all', NODE_SKIP_PLATFORM_CHECK: '1' }

/** Wine's name for a path on this machine. */
const windowsPath = (path: string) => `Z:${path.replaceAll('/', '\\')}`

/**
 * Whether .ci/install-wine was run here.
 * @throws if it must have been (WINDOWS_TEST=required)
 */
export function hasWindows(): boolean {
  if (existsSync(NODE) && existsSync(ENV.WINEPREFIX)) return true
  if (process.env['WINDOWS_TEST'] === 'required')
    throw new Error('Windows was not tested: .ci/install-wine failed')
  console.warn('WINDOWS IS NOT TESTED HERE: run .ci/install-wine first (Debian)')
  return false
}

/** Runs the bundle of the command line in a folder, under Windows' own Node, once for each run. */
export async function runOnWindows(
  folder: { readonly path: string },
  runs: readonly WindowsRun[],
): Promise<Answer[]> {
  const given = runs.map(({ input, ...run }) => ({
    ...run,
    input: input && Buffer.from(input).toString('base64'),
  }))
  await using files = await createFolder({ runs: JSON.stringify(given) })
  const [script, driver] = [at('dist/cli/index.js'), at('test/support/windows/driver.cjs')]
  const paths = [driver, script, files.at('runs'), files.at('answers')].map(windowsPath)
  const options = { cwd: folder.path, env: { ...process.env, ...ENV }, stdio: 'ignore' } as const
  const { status } = spawnSync('wine', [NODE, ...paths], options)
  if (status !== 0) throw new Error(`wine ended with ${status}`)
  const answers: { status: number; stdout: string; stderr: string }[] = JSON.parse(
    readFileSync(files.at('answers'), 'utf8'),
  )
  return answers.map(({ status, stdout, stderr }) => {
    const bytes = Buffer.from(stdout, 'base64')
    return { status, bytes, stdout: bytes.toString(), stderr: Buffer.from(stderr, 'base64').toString() }
  })
}
