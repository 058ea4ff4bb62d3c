import { execFile } from 'node:child_process'
import { devNull } from 'node:os'

/** What a git command is given besides its arguments. */
export interface GitCall {
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/** Runs git in a folder without the machine's own configuration, and returns what it wrote. */
export function git(
  folder: string,
  args: readonly string[],
  { input = '', env = {} }: GitCall = {},
): Promise<Buffer> {
  const options = {
    cwd: folder,
    encoding: 'buffer' as const,
    maxBuffer: 2 ** 30,
    env: { ...plain, GIT_DIR: folder, ...env },
  }
  return new Promise((resolve, reject) => {
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`git ${args.join(' ')}: ${stderr.toString().trim()}`, { cause: error }))
      else resolve(stdout)
    })
    child.stdin?.on('error', () => {}) // git may end before it has read everything
    child.stdin?.end(input)
  })
}

/** The same, as one trimmed line. */
export async function gitLine(folder: string, args: readonly string[], call?: GitCall): Promise<string> {
  return (await git(folder, args, call)).toString().trim()
}

/** The environment of every git process. */
export const plain: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
}
