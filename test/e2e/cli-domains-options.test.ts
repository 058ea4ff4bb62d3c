import { chmod } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { staged } from '../support/staged.ts'

const files = {
  'wave-1.csv': staged('joe@contoso.com,False', 'ann@fabrikam.com,'),
  'sub/wave-2.csv': staged('eve@contoso.com,True', 'bob@eu.contoso.com,False'),
  'move.csv': 'EmailAddress,MailboxType\r\nkim@contoso.onmicrosoft.com,PrimaryOnly\r\n',
}

describe('a file that cannot be read', () => {
  test('is left out, and the rest is told: exit status 2', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'
    await using folder = await createFolder({ ...files, 'pointer.csv': pointer })
    const args = ['--federated-domains', 'contoso.com']
    const { status, stdout } = await runCli(folder, ['domains', ...args])

    expect(status).toBe(2)
    expect(stdout).toMatch(
      /^pointer\.csv was left out: it is a Git LFS pointer, .*\.\nConfiguration file: none\n3 batches, 4 domains\.$/m,
    )
    const json = await runCli(folder, ['domains', '--format', 'json', ...args])
    expect(json.status).toBe(2)
    expect(JSON.parse(json.stdout)).toMatchObject({ notChecked: [{ path: 'pointer.csv' }] })
  })

  test('because the system does not permit it is a mistake, as it is for the check', async () => {
    await using folder = await createFolder(files)
    await chmod(folder.at('move.csv'), 0o600)
    const { status, stdout, stderr } = await runCli(folder, ['domains'], { asNobody: true })

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toBe('move.csv: the file cannot be read (the system does not permit it).\n')
  })
})

describe('the command line', () => {
  test.concurrent.each<[string[], RegExp[]]>([
    [['--fix'], [/^--fix does not belong to domains, which changes and judges nothing\.$/]],
    [
      ['--fail-on', 'never', '--max-rows=3'],
      [/^--fail-on does not belong /, /^--max-rows does not belong /],
    ],
    [['--format', 'csv'], [/^--format must be terminal or json for domains, not "csv"\.$/]],
    [['--format', 'xml'], [/^--format must be terminal or json for domains, not "xml"\.$/]],
    [['--format', 'html'], [/^--format html is not available in this version\. Use terminal or json\.$/]],
    [['--nonsense'], [/^--nonsense: there is no such option\./]],
    [['missing.csv'], [/^missing\.csv: there is no such file or folder\.$/]],
    [['--output', 'move.csv'], [/^--output move\.csv: the report would overwrite move\.csv\./]],
    [['-', 'move.csv'], [/stands alone/]],
  ])('%j', async (args, sentences) => {
    await using folder = await createFolder(files)
    const { status, stdout, stderr } = await runCli(folder, ['domains', ...args])

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual(sentences.map((each) => expect.stringMatching(each)))
  })

  test('a folder of that name is checked as ./domains, and told of as domains domains', async () => {
    await using folder = await createFolder({ 'domains/a.csv': staged('joe@contoso.com,True') })
    const list = ['--federated-domains', 'contoso.com']

    expect((await runCli(folder, ['./domains', ...list])).stdout).toMatch(/^domains\/a\.csv:2:17 error /)
    expect((await runCli(folder, ['domains/', ...list])).stdout).toMatch(/^domains\/a\.csv:2:17 error /)
    expect((await runCli(folder, ['domains', 'domains', ...list])).stdout).toMatch(
      /^federated {2}contoso\.com/,
    )
  })

  test('options may stand before the command', async () => {
    await using folder = await createFolder(files)
    const { status, stdout } = await runCli(folder, ['--federated-domains', 'contoso.com', 'domains', 'sub'])

    expect(status).toBe(0)
    expect(stdout).toMatch(/^1 batch, 2 domains\.$/m)
  })

  test('notes about exports are in the report', async () => {
    const users = 'UserPrincipalName,Mail\r\njoe,x@contoso.com\r\neve@fabrikam.com,eve@contoso.com\r\n'
    await using folder = await createFolder({ ...files, 'users.csv': users })
    const args = ['domains', 'sub', '--federated-domains', 'none', '--directory-export', 'users.csv']
    const [text, json] = [await runCli(folder, args), await runCli(folder, [...args, '--format', 'json'])]
    const note =
      'users.csv line 2 has no UserPrincipalName that can be used, so the domain of the address decides.'

    expect(text).toMatchObject({ stderr: '', stdout: expect.stringContaining(`\n${note}\n`) })
    expect(json).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(json.stdout).notes).toEqual([note])
  })
})
