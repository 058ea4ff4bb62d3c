import { spawnSync } from 'node:child_process'
import { appendFileSync, readdirSync } from 'node:fs'
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

    expect(await writeCorrection(folder.path, correction('sub/a.csv'))).toBeUndefined()
    expect(await folder.read('sub/a.csv')).toEqual(Buffer.from('after'))
    expect(await readdir(folder.at('sub'))).toEqual(['a.csv'])
  })

  test.each([0o600, 0o644, 0o755])('keeps its mode: %o', async (mode) => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    await chmod(folder.at('a.csv'), mode)

    expect(await writeCorrection(folder.path, correction('a.csv'))).toBeUndefined()
    expect((await stat(folder.at('a.csv'))).mode & 0o7777).toBe(mode)
  })

  test('stands where the link leads, and the link stays', async () => {
    await using folder = await createFolder({ 'real/a.csv': 'before' })
    await symlink('real/a.csv', folder.at('link.csv'))

    expect(await writeCorrection(folder.path, correction('link.csv'))).toBeUndefined()
    expect(await folder.read('real/a.csv')).toEqual(Buffer.from('after'))
    expect((await lstat(folder.at('link.csv'))).isSymbolicLink()).toBe(true)
    expect(await readlink(folder.at('link.csv'))).toBe('real/a.csv')
  })

  test('is written whole, however large', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    const after = 'x'.repeat(5_000_000)

    expect(await writeCorrection(folder.path, correction('a.csv', 'before', after))).toBeUndefined()
    expect((await stat(folder.at('a.csv'))).size).toBe(5_000_000)
  })
})

describe('is refused, and the file stays as it is, when', () => {
  test('the file changed in the meantime', async () => {
    await using folder = await createFolder({ 'a.csv': 'changed' })

    expect(await writeCorrection(folder.path, correction('a.csv'))).toMatch(/changed/)
    expect(await folder.read('a.csv')).toEqual(Buffer.from('changed'))
    expect(await readdir(folder.path)).toEqual(['a.csv'])
  })

  test('the file is gone', async () => {
    await using folder = await createFolder()

    expect(await writeCorrection(folder.path, correction('a.csv'))).toMatch(
      /cannot be written \(it does not exist\)/,
    )
    expect(await readdir(folder.path)).toEqual([])
  })

  test('it has a second name, which would keep the old text', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    await link(folder.at('a.csv'), folder.at('b.csv'))

    expect(await writeCorrection(folder.path, correction('a.csv'))).toMatch(/hard link/)
    expect(await folder.read('b.csv')).toEqual(Buffer.from('before'))
  })

  test('it became a folder', async () => {
    await using folder = await createFolder()
    await mkdir(folder.at('a.csv'))

    expect(await writeCorrection(folder.path, correction('a.csv'))).toMatch(/cannot be written/)
  })

  test('a row was appended while the new file was written', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    const append = async () => appendFileSync(folder.at('a.csv'), ' and a row')

    expect(await writeCorrection(folder.path, correction('a.csv'), append)).toMatch(/changed/)
    expect((await folder.read('a.csv')).toString()).toBe('before and a row')
    expect(await readdir(folder.path)).toEqual(['a.csv'])
  })
})

describe('the temporary file', () => {
  test('is beside the batch, for its owner alone until it has the batch’s mode, and called otherwise each time', async () => {
    await using folder = await createFolder({ 'a.csv': 'before', 'b.csv': 'before' })
    const seen: string[] = []
    const look = async () => {
      seen.push(...readdirSync(folder.path).filter((name) => name.endsWith('.tmp')))
    }
    await writeCorrection(folder.path, correction('a.csv'), look)
    await writeCorrection(folder.path, correction('b.csv'), look)

    expect(new Set(seen).size).toBe(2)
    expect(await readdir(folder.path)).toEqual(['a.csv', 'b.csv'])
  })

  test('of somebody else is not touched', async () => {
    const foreign = { '.a.csv.1.tmp': 'x', '.migration-batch-check-1.tmp': 'y' }
    await using folder = await createFolder({ 'a.csv': 'before', ...foreign })

    expect(await writeCorrection(folder.path, correction('a.csv'))).toBeUndefined()
    expect((await readdir(folder.path)).sort()).toEqual([...Object.keys(foreign), 'a.csv'])
  })

  test('has a name that is short enough, however long the batch’s is', async () => {
    const name = `${'ä'.repeat(125)}.csv` // 254 bytes; Linux takes 255
    await using folder = await createFolder({ [name]: 'before' })

    expect(await writeCorrection(folder.path, correction(name))).toBeUndefined()
    expect(await folder.read(name)).toEqual(Buffer.from('after'))
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'goes when the program is ended by %s',
    async (signal) => {
      await using folder = await createFolder({ 'a.csv': 'before' })
      const program = `
      import { readdirSync } from 'node:fs'
      import { writeCorrection } from ${JSON.stringify(new URL('../../src/disk/write.ts', import.meta.url))}
      const correction = { path: 'a.csv', before: Buffer.from('before'), after: Buffer.from('after') }
      const end = async () => {
        process.stdout.write(String(readdirSync('.').filter((name) => name.endsWith('.tmp')).length))
        process.kill(process.pid, '${signal}')
        await new Promise((done) => setTimeout(done, 60_000))
      }
      await writeCorrection('.', correction, end)`
      const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
        cwd: folder.path,
      })

      expect({ signal: ended.signal, temporary: ended.stdout.toString() }).toEqual({ signal, temporary: '1' })
      expect(await readdir(folder.path)).toEqual(['a.csv'])
      expect(await folder.read('a.csv')).toEqual(Buffer.from('before'))
    },
  )

  test('leaves no ear for signals behind', async () => {
    await using folder = await createFolder({ 'a.csv': 'before' })
    const before = process.listenerCount('SIGINT')
    await writeCorrection(folder.path, correction('a.csv'))

    expect(process.listenerCount('SIGINT')).toBe(before)
  })
})
