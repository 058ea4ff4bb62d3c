import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { chmod, link, lstat, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
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

/** Replaces a.csv, and gets a signal when the new file is there and empty. */
const interrupted = (signal: string) => `
  import { writeCorrection } from ${JSON.stringify(new URL('../../src/disk/write.ts', import.meta.url))}
  const correction = { path: 'a.csv', before: Buffer.from('before'), get after() {
    process.kill(process.pid, '${signal}')
    return Buffer.from('after')
  } }
  writeCorrection('.', correction)
  setTimeout(() => {}, 600_000)`

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
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

test('a file with the longest name is replaced, too', async () => {
  const name = `${'n'.repeat(251)}.csv`
  await using folder = await createFolder({ [name]: 'before' })

  expect(writeCorrection(folder.path, correction(name))).toBeUndefined()
})

test('a temporary file of somebody else stays', async () => {
  const other = `.a.csv.${process.pid}.tmp`
  await using folder = await createFolder({ 'a.csv': 'before', [other]: 'theirs' })

  expect(writeCorrection(folder.path, correction('a.csv'))).toBeUndefined()
  expect(await folder.read(other)).toEqual(Buffer.from('theirs'))
  expect(await readdir(folder.path)).toEqual([other, 'a.csv'])
})

describe('is refused, and the file stays as it is, when', () => {
  test('the file changed in the meantime', async () => {
    await using folder = await createFolder({ 'a.csv': 'changed' })

    expect(writeCorrection(folder.path, correction('a.csv'))).toMatch(/changed/)
    expect(await folder.read('a.csv')).toEqual(Buffer.from('changed'))
    expect(await readdir(folder.path)).toEqual(['a.csv'])
  })

  test('a row was added while it was being written', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    const late = {
      path: 'a.csv',
      before: Buffer.from('before'),
      get after() {
        appendFileSync(folder.at('a.csv'), ', and a row')
        return Buffer.from('after')
      },
    }

    expect(writeCorrection(folder.path, late)).toMatch(/changed/)
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
