import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'

const BATCH = 'EmailAddress,Password,ForceChangePassword\r\njoe@contoso.com,made-up-password-1,True\r\n'
const LIST = 'Name,EmailAddress,Room\r\nJoe,joe@contoso.com,1\r\n'
const CONTOSO = ['--federated-domains', 'contoso.com']

describe('a file that is no batch', () => {
  const files = { 'lists/people.csv': LIST, 'lists/wave.csv': BATCH }

  test.each([
    ['named', ['lists/people.csv'], 1],
    ['named beside a folder that has it', ['lists', 'lists/people.csv'], 1],
    ['in a folder', ['lists'], 1],
    ['by a glob', ['lists/p*.csv'], 0],
    ['named to a scan', ['--scan', 'lists/people.csv'], 0],
    ['found', [], 1],
  ])('%s', async (how, targets, status) => {
    await using folder = await createFolder(files)
    const answer = await runCli(folder, [...CONTOSO, ...targets])

    expect(answer.status).toBe(status)
    expect(answer.stdout.includes('people.csv:1:1 error not-a-batch')).toBe(/^named(?! to)/.test(how))
    expect(answer.stdout.includes('1 file left alone, not a batch')).toBe(!/^named(?! to)/.test(how))
  })

  test('on standard input is an error, too, but not in a scan', async () => {
    await using folder = await createFolder()
    const named = await runCli(folder, ['-'], { input: LIST })
    const found = await runCli(folder, ['--scan', '-'], { input: LIST })

    expect([named.status, found.status]).toEqual([1, 0])
  })
})
