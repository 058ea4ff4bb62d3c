import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFolder, type Files, runCli } from '../support/cli.ts'
import { encodeAs } from '../support/generators.ts'
import { hasWindows, runOnWindows } from '../support/windows.ts'

if (!hasWindows) {
  if (process.env['WINDOWS_TESTS'] === 'required')
    throw new Error('.ci/windows has to install what this needs')
  console.warn(
    'SKIPPED: the command line on Windows. ".ci/windows" installs what these tests need (Debian, as root).',
  )
}

const CONTOSO = ['--federated-domains', 'contoso.com']
const BATCH = 'EmailAddress,Password,ForceChangePassword\r\njoe@contoso.com,made-up-password-1,True\r\n'
const FIXED = BATCH.replace(',True', ',False')

/** Every sample and example, and one batch in each encoding. */
function manyBatches(): Files {
  const folders = ['test/fixtures/samples', 'test/fixtures/samples/found', 'examples']
  const samples = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => [`${folder.replaceAll('/', '-')}/${name}`, readFileSync(join(folder, name))] as const),
  )
  const encoded = (['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const).map(
    (encoding) => [`encoded/${encoding}.csv`, encodeAs(BATCH.repeat(1), { encoding, mark: true })] as const,
  )
  return Object.fromEntries([...samples, ...encoded])
}

describe.skipIf(!hasWindows)('on Windows', { timeout: 900_000 }, () => {
  test('--fix writes the bytes that it writes elsewhere, whatever the batch', async () => {
    const files = manyBatches()
    await using here = await createFolder(files)
    await using there = await createFolder(files)
    const ours = await runCli(here, [...CONTOSO, '--fix', '--format', 'json', '--output', 'report.json'])
    const windows = await runOnWindows(there, [
      ...CONTOSO,
      '--fix',
      '--format',
      'json',
      '--output',
      'report.json',
    ])

    expect({ status: windows.status, stderr: windows.stderr }).toEqual({
      status: ours.status,
      stderr: ours.stderr,
    })
    for (const path of Object.keys(files))
      expect([path, await there.read(path)]).toEqual([path, await here.read(path)])
    expect(await there.read('report.json')).toEqual(await here.read('report.json'))
    expect(readdirSync(there.path).filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(await there.read('encoded/utf-8.csv')).toEqual(Buffer.from(`\ufeff${FIXED}`))
  })

  test('files, folders and patterns with backslashes are found', async () => {
    await using folder = await createFolder({
      'Wave 1/A.CSV': FIXED,
      'Wave 1/Late/b.csv': BATCH,
      'c.csv': FIXED,
    })
    const found = async (target: string) => {
      const { status } = await runOnWindows(folder, [
        ...CONTOSO,
        '--format',
        'json',
        '--output',
        'r.txt',
        target,
      ])
      const report = JSON.parse((await folder.read('r.txt')).toString())
      return [status, ...report.files.map(({ path }: { path: string }) => path)]
    }

    expect(await found('wave 1\\a.csv')).toEqual([0, expect.stringMatching(/^wave 1\/a\.csv$/i)])
    expect(await found('Wave 1\\')).toEqual([1, 'Wave 1/A.CSV', 'Wave 1/Late/b.csv'])
    expect(await found('Wave 1\\**\\*.csv')).toEqual([1, 'Wave 1/A.CSV', 'Wave 1/Late/b.csv'])
    expect(await found('.\\*.csv')).toEqual([0, 'c.csv'])
  })

  test('exports and standard input are read, and the batch comes back on standard output', async () => {
    await using folder = await createFolder({
      'exports/domains.csv': '"Id","AuthenticationType"\r\n"contoso.com","Federated"\r\n',
      'a.csv': BATCH,
    })
    const args = ['--directory-export', 'exports\\domains.csv', '--fix', '--output', 'report.txt', '-']
    const { status, stdout } = await runOnWindows(folder, args, 'a.csv')

    expect(stdout.toString()).toBe(FIXED)
    expect(status).toBe(0)
    expect((await folder.read('report.txt')).toString()).toContain('contoso.com is federated')
  })

  test('what cannot be written or found is said, and changes nothing', async () => {
    await using folder = await createFolder({ 'a.csv': BATCH })
    chmodSync(folder.at('a.csv'), 0o444)
    const readOnly = await runOnWindows(folder, [...CONTOSO, '--fix', 'a.csv'])
    const missing = await runOnWindows(folder, [...CONTOSO, 'b.csv'])
    const help = await runOnWindows(folder, ['/?'])

    expect(readOnly.status).toBe(1)
    expect(readOnly.stdout.toString()).toContain('Not corrected: the file cannot be written')
    expect((await folder.read('a.csv')).toString()).toBe(BATCH)
    expect({ ...missing, stdout: '' }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'b.csv: there is no such file or folder. Did you mean a.csv?\n',
    })
    expect(help.stdout.toString()).toMatch(/^Checks Exchange migration batches/)
  })
})
