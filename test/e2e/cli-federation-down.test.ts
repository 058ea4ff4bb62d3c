import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import type { Fault } from '../support/microsoft/faults.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, known, staged } from '../support/staged.ts'

const files = {
  'a.csv': staged('joe@contoso.com,True'),
  'b.csv': staged('ann@eu.example.com,True', 'bad,False'),
  'c.csv': staged('eve@fabrikam.com,False', 'bad,False'),
}
/** contoso.com is named; example.com is not, and the service fails. */
const LIST = ['--federated-domains', 'contoso.com,auto']
const faults: Readonly<Record<string, Fault>> = {
  'it fails twice': { status: 503 },
  'it is busy': { status: 429 },
  'it is busy for long': { status: 429, headers: { 'retry-after': '600' } },
  'the connection breaks': 'reset',
  'the answer breaks off': 'truncated',
  'a portal answers': 'garbage',
  'a portal leads elsewhere': 'redirect',
  'it refuses': { status: 403 },
  'the answer is of another kind': { status: 200, body: { account_type: 'Partly' } },
  'the answer is a list': { status: 200, body: [] },
}

describe('the service fails', () => {
  test.concurrent.each(Object.entries(faults))('%s: that file is not checked in full', async (_, fault) => {
    await using microsoft = await startMicrosoft({ domains: known, fault: () => fault })
    await using folder = await createFolder(files)
    const { status, stdout, stderr } = await runCli(folder, LIST, { env: microsoft.env })

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
    expect(stdout).toMatch(/^a\.csv:2:17 error federated-force-change-password$/m)
    expect(stdout).toMatch(/^b\.csv:3:1 error invalid-email-address$/m)
    expect(stdout).toMatch(/^c\.csv:3:1 error invalid-email-address$/m)
    expect(stdout.match(/^.* could not be checked in full\. .*$/gm)).toEqual([
      expect.stringMatching(
        /^b\.csv .* Nobody could say whether eu\.example\.com is federated: Microsoft's sign-in service .*\. If it is, run the check again with --federated-domains .*eu\.example\.com"; if not, /,
      ),
    ])
    expect(stdout).toMatch(
      /: 1 file not checked in full, 3 errors\. 1 can be fixed with --fix, once everything can be checked\.$/m,
    )
    expect(stdout).not.toMatch(/unknown-federation|undefined|\[object/)
  })

  test('--fix changes no file, not even one that is certain', async () => {
    await using microsoft = await startMicrosoft({ domains: known, fault: () => ({ status: 503 }) })
    await using folder = await createFolder(files)
    const { status } = await runCli(folder, ['--fix', ...LIST], { env: microsoft.env })

    expect(status).toBe(2)
    for (const [path, text] of Object.entries(files)) expect((await folder.read(path)).toString()).toBe(text)
  })

  test('on standard input --fix passes the batch on as it was', async () => {
    await using microsoft = await startMicrosoft({ fault: () => 'reset' })
    await using folder = await createFolder()
    const options = { input: files['a.csv'], env: microsoft.env }
    const { status, stdout, stderr } = await runCli(folder, ['-', '--fix'], options)

    expect({ status, stdout }).toEqual({ status: 2, stdout: files['a.csv'] })
    expect(stderr).toContain('- could not be checked in full. Nobody could say whether contoso.com is ')
  })

  test('after no answer it is not asked about the other domains', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => `a@d${index}.example.com,True`)
    await using microsoft = await startMicrosoft({ fault: () => 'reset' })
    await using folder = await createFolder({
      'a.csv': staged(...rows),
      'b.csv': staged('a@contoso.com,True'),
    })
    const { stdout } = await runCli(folder, ['--format', 'json'], { env: microsoft.env })

    expect(new Set(domainsAsked(microsoft))).toEqual(new Set(JSON.parse(stdout).asked))
    expect(JSON.parse(stdout).asked.length).toBeLessThan(5)
    expect(JSON.parse(stdout).notChecked).toMatchObject([
      { path: 'a.csv', why: expect.stringContaining('d4.example.com and 35 more are federated') },
      { path: 'b.csv', why: expect.stringContaining('whether contoso.com is federated') },
    ])
  })

  test.concurrent.each(['terminal', 'json', 'csv', 'github'])('--format %s says so', async (format) => {
    await using microsoft = await startMicrosoft({ fault: () => ({ status: 500 }) })
    await using folder = await createFolder(files)
    const answer = await runCli(folder, ['--format', format, ...LIST], { env: microsoft.env })
    const { stdout, stderr } = answer

    expect(answer.status).toBe(2)
    expect(format === 'csv' ? stderr : stdout).toMatch(/it failed twice \(HTTP 500\)/)
  })
})
