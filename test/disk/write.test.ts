import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { chmod, link, lstat, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { patiently } from '../../src/disk/patience.ts'
import { reasonOf } from '../../src/disk/reason.ts'
import { writeCorrection } from '../../src/disk/write.ts'
import { createFolder } from '../support/cli.ts'

const correction = (path: string, before = 'before', after = 'after') => ({
  path,
  before: Buffer.from(before),
  after: Buffer.from(after),
})

describe('a corrected file', () => {
  test('takes the place of the old one, and nothing else is left', async () => {
    await using folder = await createFolder({ 'sub/a.csv': 'before' })

    expect(writeCorrection(folder.path, correction('sub/a.csv'))).toBeUndefined()
    expect(await folder.read('sub/a.csv')).toEqual(Buffer.from('after'))
    expect(await readdir(folder.at('sub'))).toEqual(['a.csv'])
  })

  test.each([0o600, 0o644, 0o755])('keeps its mode: %o', async (mode) => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    await chmod(folder.at('a.csv'), mode)

    expect(writeCorrection(folder.path, correction('a.csv'))).toBeUndefined()
    expect((await stat(folder.at('a.csv'))).mode & 0o7777).toBe(mode)
  })

  test('stands where the link leads, and the link stays', async () => {
    await using folder = await createFolder({ 'real/a.csv': 'before' })
    await symlink('real/a.csv', folder.at('link.csv'))

    expect(writeCorrection(folder.path, correction('link.csv'))).toBeUndefined()
    expect(await folder.read('real/a.csv')).toEqual(Buffer.from('after'))
    expect((await lstat(folder.at('link.csv'))).isSymbolicLink()).toBe(true)
    expect(await readlink(folder.at('link.csv'))).toBe('real/a.csv')
  })

  test('is written whole, however large', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    const after = 'x'.repeat(5_000_000)

    expect(writeCorrection(folder.path, correction('a.csv', 'before', after))).toBeUndefined()
    expect((await stat(folder.at('a.csv'))).size).toBe(5_000_000)
  })
})

/** What fails as often as it is told to, as a file that another program has open does. */
const held = (code: string, times: number) => {
  let left = times
  return () => {
    if (left-- > 0) throw Object.assign(new Error(code), { code })
    return 'done'
  }
}

test('the name of the new file is short enough, however long that of the old one is', async () => {
  const name = `${'ä'.repeat(125)}.csv` // 254 bytes; Linux takes 255
  await using folder = await createFolder({ [name]: 'before' })

  expect(writeCorrection(folder.path, correction(name))).toBeUndefined()
  expect(await folder.read(name)).toEqual(Buffer.from('after'))
})

describe('what another program has open', () => {
  test.each([
    ['EBUSY', 'linux'],
    ['EBUSY', 'win32'],
    ['EPERM', 'win32'],
    ['EACCES', 'win32'],
  ] as const)('is tried again for a moment: %s, %s', (code, platform) => {
    const waits: number[] = []
    const patience = { wait: (time: number) => waits.push(time), platform }

    expect(patiently(held(code, 3), patience)).toBe('done')
    expect(waits).toEqual([50, 150, 300])
    expect(() => patiently(held(code, 4), patience)).toThrow(code)
  })

  test.each([
    ['EPERM', 'linux'],
    ['EACCES', 'darwin'],
    ['ENOENT', 'win32'],
  ] as const)('is not what is refused for good: %s, %s', (code, platform) => {
    const wait = () => expect.unreachable()

    expect(() => patiently(held(code, 1), { wait, platform })).toThrow(code)
  })

  test.each(['EBUSY', 'EPERM'])('is told with what to do: %s', (code) => {
    expect(reasonOf({ code })).toMatch(/another program has it open: close it and run again$/)
  })
})

test("a file of another program whose name is like the new one's stays", async () => {
  const name = `.a.csv.${process.pid}.tmp`
  await using folder = await createFolder({ 'a.csv': 'before', [name]: 'not ours' })

  expect(writeCorrection(folder.path, correction('a.csv'))).toBeUndefined()
  expect(await folder.read(name)).toEqual(Buffer.from('not ours'))
})

/** Replaces a.csv, and gets a signal when the new file is there and empty. */
const interrupted = (signal: string) => `
  import { writeCorrection } from ${JSON.stringify(new URL('../../src/disk/write.ts', import.meta.url))}
  const after = Object.defineProperty(Buffer.from('after'), 'length', {
    get() { process.kill(process.pid, '${signal}'); return this.byteLength },
  })
  writeCorrection('.', { path: 'a.csv', before: Buffer.from('before'), after })
  setTimeout(() => {}, 20_000)`

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends the process, and no half file is left',
  async (signal) => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', interrupted(signal)], {
      cwd: folder.path,
    })

    expect(ended.signal).toBe(signal)
    expect(await readdir(folder.path)).toEqual(['a.csv'])
    expect(await folder.read('a.csv')).toEqual(Buffer.from('after'))
  },
)

describe('is refused, and the file stays as it is, when', () => {
  test('the file changed in the meantime', async () => {
    await using folder = await createFolder({ 'a.csv': 'changed' })

    expect(writeCorrection(folder.path, correction('a.csv'))).toMatch(/changed/)
    expect(await folder.read('a.csv')).toEqual(Buffer.from('changed'))
    expect(await readdir(folder.path)).toEqual(['a.csv'])
  })

  test('a row is appended while the new file is written', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    const after = Object.defineProperty(Buffer.from('after'), 'length', {
      get(this: Buffer) {
        writeFileSync(folder.at('a.csv'), 'before, and a row')
        return this.byteLength
      },
    })

    expect(writeCorrection(folder.path, { ...correction('a.csv'), after })).toBe(
      'the file changed while it was checked',
    )
    expect(await folder.read('a.csv')).toEqual(Buffer.from('before, and a row'))
    expect(await readdir(folder.path)).toEqual(['a.csv'])
  })

  test('the file is gone', async () => {
    await using folder = await createFolder()

    expect(writeCorrection(folder.path, correction('a.csv'))).toMatch(
      /cannot be written \(it does not exist\)/,
    )
    expect(await readdir(folder.path)).toEqual([])
  })

  test('it has a second name, which would keep the old text', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    await link(folder.at('a.csv'), folder.at('b.csv'))

    expect(writeCorrection(folder.path, correction('a.csv'))).toMatch(/hard link/)
    expect(await folder.read('b.csv')).toEqual(Buffer.from('before'))
  })

  test('it became a folder', async () => {
    await using folder = await createFolder()
    await mkdir(folder.at('a.csv'))

    expect(writeCorrection(folder.path, correction('a.csv'))).toMatch(/cannot be written/)
  })
})
