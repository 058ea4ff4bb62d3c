import { chmod, lstat, readdir, readlink, stat, symlink } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { encodeAs, writings } from '../support/generators.ts'

const HEADER = 'EmailAddress,ForceChangePassword\n'
const BAD = `${HEADER}a@contoso.com,True\n`
const GOOD = `${HEADER}a@contoso.com,False\n`
const FEDERATED = ['--federated-domains', 'contoso.com']
const FIX = ['--fix', ...FEDERATED]

/** As Windows PowerShell exports it: a mark, every field quoted, CRLF. Three federated users have passwords. */
const exported = (change: string) =>
  Buffer.from(
    [
      '\ufeff"EmailAddress","Password","ForceChangePassword"',
      `"joe@contoso.com","Pa""ss, wörd","${change}"`,
      '"ann@fabrikam.com","Pa$$w0rd","True"',
      '"eve@contoso.com","Pa$$w0rd","False"',
      `"bob@eu.contoso.com","Pa$$w0rd","${change}"`,
      '',
    ].join('\r\n'),
  )

describe('--fix', () => {
  test('changes nothing while one of the files cannot be checked', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 9\n`
    await using folder = await createFolder({ 'a.csv': BAD, 'z.csv': pointer })
    const { status, stdout } = await runCli(folder, FIX)

    expect(status).toBe(2)
    expect(stdout).toMatch(/^z\.csv could not be checked in full\. it is a Git LFS pointer/im)
    expect(stdout).toMatch(/1 can be fixed with --fix, once everything can be checked\.$/m)
    expect((await folder.read('a.csv')).toString()).toBe(BAD)
  })

  test('changes the words and no other byte, and has nothing to do the second time', async () => {
    await using folder = await createFolder({ 'a.csv': exported('True') })

    expect(await runCli(folder, FIX)).toMatchObject({ status: 0, stderr: '' })
    expect(await folder.read('a.csv')).toEqual(exported('False'))

    const before = await stat(folder.at('a.csv'))
    const again = await runCli(folder, FIX)
    const { ino, mtimeMs, ctimeMs } = await stat(folder.at('a.csv'))

    expect(again.status).toBe(0)
    expect(again.stdout).toMatch(/^1 batch checked, 4 rows, 3 federated users: 1 notice\.$/m)
    expect({ ino, mtimeMs, ctimeMs }).toEqual({
      ino: before.ino,
      mtimeMs: before.mtimeMs,
      ctimeMs: before.ctimeMs,
    })
  })

  test('keeps every encoding', async () => {
    const name = (_: unknown, index: number) => `${index}.csv`
    const text = (change: string) =>
      `EmailAddress,ForceChangePassword\r\n"ü+😀x@contoso.com",x\r\nb@contoso.com,${change}\r\n`
    const files = Object.fromEntries(
      writings.map((as, index) => [name(as, index), encodeAs(text('TRUE'), as)]),
    )
    await using folder = await createFolder(files)
    await runCli(folder, FIX)

    for (const [index, as] of writings.entries()) {
      expect(await folder.read(name(as, index))).toEqual(encodeAs(text('False'), as))
    }
  })

  test('leaves files alone that need no change', async () => {
    await using folder = await createFolder({
      'a.csv': BAD,
      'b.csv': GOOD,
      'c.csv': `${HEADER}bad,False\n`,
      'd.csv': 'Name\nTrue\n',
    })
    const names = ['b.csv', 'c.csv', 'd.csv']
    const before = await Promise.all(names.map((name) => stat(folder.at(name))))
    const { status } = await runCli(folder, FIX)
    const after = await Promise.all(names.map((name) => stat(folder.at(name))))

    expect(status).toBe(1) // c.csv still has an error
    expect((await folder.read('a.csv')).toString()).toBe(GOOD)
    expect(after.map(({ ino, ctimeMs }) => [ino, ctimeMs])).toEqual(
      before.map(({ ino, ctimeMs }) => [ino, ctimeMs]),
    )
    expect(await readdir(folder.path)).toEqual(['a.csv', 'b.csv', 'c.csv', 'd.csv'])
  })

  test('changes the file a link leads to, not the link', async () => {
    await using folder = await createFolder({ 'real/a.csv': BAD })
    await symlink('real/a.csv', folder.at('link.csv'))

    expect((await runCli(folder, [...FIX, 'link.csv'])).status).toBe(0)
    expect(await readlink(folder.at('link.csv'))).toBe('real/a.csv')
    expect((await lstat(folder.at('real/a.csv'))).isFile()).toBe(true)
    expect((await folder.read('real/a.csv')).toString()).toBe(GOOD)
  })

  test('corrects a file once that is met by its name and by a link', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })
    await symlink('a.csv', folder.at('b.csv'))

    expect((await runCli(folder, FIX)).status).toBe(0)
    expect((await folder.read('a.csv')).toString()).toBe(GOOD)
  })

  test('keeps the mode', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })
    await chmod(folder.at('a.csv'), 0o640)
    await runCli(folder, FIX)

    expect((await stat(folder.at('a.csv'))).mode & 0o777).toBe(0o640)
    expect((await folder.read('a.csv')).toString()).toBe(GOOD)
  })

  test('follows what is left', async () => {
    await using folder = await createFolder({ 'a.csv': `${BAD}bad,True\n` })
    const { status, stdout } = await runCli(folder, FIX)

    expect(status).toBe(1)
    expect(stdout).toMatch(/now False/)
    expect(stdout).toMatch(/: 1 cell fixed, 1 error\.$/m)
  })

  test('says why it does not change what cannot be proved', async () => {
    const text = `${BAD}b@contoso.com,"False\n`
    await using folder = await createFolder({ 'a.csv': text })
    const { status, stdout } = await runCli(folder, FIX)

    expect(status).toBe(1)
    expect(stdout).toMatch(/Not corrected: a second CSV reader cannot read this file\./)
    expect((await folder.read('a.csv')).toString()).toBe(text)
  })

  test('does nothing where it was not asked for', async () => {
    await using folder = await createFolder({
      'a.csv': BAD,
      '.github/migration-batch-check.yml': 'fix: commit\n',
    })
    const { status, stdout } = await runCli(folder, FEDERATED)

    expect(status).toBe(1)
    expect(stdout).toMatch(/1 can be fixed with --fix\.$/m)
    expect((await folder.read('a.csv')).toString()).toBe(BAD)
  })
})

describe('--fix on standard input', () => {
  test('gives the corrected batch on standard output and nothing else', async () => {
    await using folder = await createFolder()
    const { status, bytes, stderr } = await runCli(folder, ['-', ...FIX], { input: exported('True') })

    expect(status).toBe(0)
    expect(bytes).toEqual(exported('False'))
    expect(stderr).toMatch(/^-:1:16 notice federated-password\n/)
    expect(stderr).toMatch(/^-:2:34 error federated-force-change-password$/m)
    expect(stderr).toMatch(/: 2 cells fixed, 1 notice\.$/m)
  })

  test('writes the report where it is told to', async () => {
    await using folder = await createFolder()
    const args = ['-', ...FIX, '--format', 'json', '--output', 'report.json']
    const { status, stdout, stderr } = await runCli(folder, args, { input: BAD })

    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: GOOD, stderr: '' })
    expect(JSON.parse((await folder.read('report.json')).toString()).totals).toMatchObject({
      errors: 0,
      fixed: 1,
    })
  })

  test.concurrent.each<[string, Uint8Array, string[], number]>([
    ['nothing is wrong', Buffer.from(GOOD), FIX, 0],
    ['only passwords are remarked on', exported('False'), FIX, 0],
    ['nothing can be fixed', Buffer.from(`\ufeff${HEADER}bad,True\r\n`), FIX, 1],
    ['it is no batch', Buffer.from('Name,\r\n"x\n'), FIX, 1],
    ['it is found and no batch', Buffer.from('Name,\r\n"x\n'), ['--scan', ...FIX], 0],
    ['it is empty', Buffer.alloc(0), FIX, 1],
    ['it is no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x0a, 0xff]), FIX, 1],
    ['it cannot be decoded', Buffer.from(`${BAD}M\u00fcller@contoso.com,True\n`, 'latin1'), FIX, 1],
    ['the correction cannot be proved', Buffer.from(`${BAD}b@contoso.com,"False\n`), FIX, 1],
    ['nobody knows who is federated', Buffer.from(BAD), ['--fix'], 2],
    ['it is larger than a pipe', Buffer.from(GOOD.repeat(10_000)), [...FIX, '--max-rows', '1000000'], 1],
  ])('passes it on unchanged if %s', async (_, input, args, status) => {
    await using folder = await createFolder()
    const answer = await runCli(folder, ['-', ...args], { input })

    expect(answer.status).toBe(status)
    expect(answer.bytes).toEqual(Buffer.from(input))
    expect(answer.stderr).not.toMatch(/^ +at /m)
  })

  test('without --fix standard output carries the report', async () => {
    await using folder = await createFolder()
    const { stdout } = await runCli(folder, ['-', ...FEDERATED], { input: BAD })

    expect(stdout).toMatch(/^-:2:15 error /)
    expect(stdout).not.toContain(BAD)
  })
})
