import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

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
