import { readdirSync, readFileSync } from 'node:fs'
import { chmod, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { encodeAs, writings } from '../support/generators.ts'
import { hasWindows, runOnWindows } from '../support/windows.ts'

const BAD = 'EmailAddress,ForceChangePassword\r\na@contoso.com,True\r\n'
const GOOD = BAD.replace('True', 'False')
const FEDERATED = ['--federated-domains', 'contoso.com']
const FIX = ['--fix', ...FEDERATED]
const onWindows = test.runIf(hasWindows())

const filesIn = (path: string) => {
  const folder = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name): [string, Buffer] => [name, readFileSync(`${folder}/${name}`)])
}

/** Samples, files as people had them and examples, each encoding, quotes, other ends of lines, other kinds, and what cannot be corrected. */
const batches = Object.fromEntries([
  ...filesIn('test/fixtures/samples'),
  ...filesIn('test/fixtures/samples/found'),
  ...filesIn('examples'),
  ...writings.map((as, index) => [`written-${index}.csv`, encodeAs(BAD, as)] as const),
  ['quoted.csv', Buffer.from('\ufeff"EmailAddress","ForceChangePassword"\n"a@contoso.com","TRUE"\n')],
  ['sub/ünï code.csv', Buffer.from(BAD)],
  ['old-mac.csv', Buffer.from(BAD.replaceAll('\r\n', '\r'))],
  ['no-end.csv', Buffer.from(BAD.trimEnd())],
  ['unclosed.csv', Buffer.from('EmailAddress,ForceChangePassword\n"a@contoso.com,True\n')],
])

onWindows('--fix writes the bytes that it writes on Linux', { timeout: 900_000 }, async () => {
  await using here = await createFolder(batches)
  await using there = await createFolder(batches)
  const expected = await runCli(here, FIX)
  const [answer] = await runOnWindows(there, [{ args: FIX }])

  expect(answer).toEqual({ ...expected, bytes: expect.anything() })
  for (const name of Object.keys(batches))
    expect([name, await there.read(name)]).toEqual([name, await here.read(name)])
  expect(await readdir(there.path, { recursive: true })).toEqual(
    await readdir(here.path, { recursive: true }),
  )
  expect(Buffer.compare(await there.read('written-0.csv'), batches['written-0.csv'] as Buffer)).not.toBe(0)
})

onWindows('files are found by paths, globs and folders with backslashes', { timeout: 900_000 }, async () => {
  await using folder = await createFolder({ 'a.csv': BAD, 'sub/deep/b.csv': BAD, 'sub/c.csv': GOOD })
  const names = [['sub\\deep\\b.csv'], ['sub\\**\\*.csv'], ['.\\sub\\'], ['sub/deep'], []]
  const answers = await runOnWindows(
    folder,
    names.map((paths) => ({ args: [...FEDERATED, '--format', 'json', ...paths] })),
  )
  const found = answers.map(({ stdout }) =>
    JSON.parse(stdout).files.map(({ path }: { path: string }) => path),
  )

  expect(found).toEqual([
    ['sub/deep/b.csv'],
    ['sub/c.csv', 'sub/deep/b.csv'],
    ['sub/c.csv', 'sub/deep/b.csv'],
    ['sub/deep/b.csv'],
    ['a.csv', 'sub/c.csv', 'sub/deep/b.csv'],
  ])
  expect(answers.map(({ status }) => status)).toEqual([1, 1, 1, 1, 1])
})

onWindows('reports, exports and standard input', { timeout: 900_000 }, async () => {
  await using folder = await createFolder({
    'a.csv': BAD,
    'good.csv': GOOD,
    'out/keep': '',
    'x/domains.csv': 'Name,Authentication\r\ncontoso.com,Federated\r\n',
  })
  const [toFile, byExport, onInput, good] = await runOnWindows(folder, [
    { args: [...FEDERATED, '--output', 'out\\report.txt', 'a.csv'] },
    { args: ['--directory-export', 'x\\domains.csv', 'a.csv'] },
    { args: [...FIX, '-'], input: Buffer.from(BAD) },
    { args: [...FEDERATED, 'good.csv'] },
  ])

  expect(toFile).toMatchObject({ status: 1, stdout: '', stderr: '' })
  expect((await folder.read('out/report.txt')).toString()).toMatch(/^a\.csv:2:15 error/m)
  expect(byExport).toMatchObject({ status: 1, stdout: expect.stringMatching(/^a\.csv:2:15 error/m) })
  expect(onInput).toMatchObject({ status: 0, stdout: GOOD, stderr: expect.stringMatching(/1 cell fixed/) })
  expect(good?.status).toBe(0)
})

onWindows('what cannot be read or written is said, and stays', { timeout: 900_000 }, async () => {
  await using folder = await createFolder({ 'only.csv': BAD, 'held.csv': BAD })
  await chmod(folder.at('only.csv'), 0o444)
  const [readOnly, missing, held, disk] = await runOnWindows(folder, [
    { args: [...FIX, 'only.csv'] },
    { args: [...FIX, 'missing.csv'] },
    { args: [...FIX, 'held.csv'], held: 'held.csv' },
    { args: [...FIX, 'C:\\**\\*.csv'] },
  ])

  expect(readOnly).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/cannot be written \(it is read-only\)/),
  })
  expect(missing).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^missing\.csv: there is no such file/),
  })
  expect(disk).toMatchObject({ status: 2, stderr: expect.stringMatching(/this would search the whole disk/) })
  expect(held?.status).toBe(1)
  expect(held?.stdout).toMatch(/another program has it open: close it and run again/)
  for (const name of ['only.csv', 'held.csv']) expect((await folder.read(name)).toString()).toBe(BAD)
  expect(await readdir(folder.path)).toEqual(['held.csv', 'only.csv'])
})
