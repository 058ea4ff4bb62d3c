import { describe, expect, test } from 'vitest'
import { openHistory, WHOLE } from '../support/history.ts'
import { BATCH, batch, CONFIGURATION, marksOf, readReport, SETTINGS } from '../support/pull.ts'
import { staged } from '../support/staged.ts'

const offender = (user: string) => staged(`${user}@contoso.com,True`)
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`

describe.each(WHOLE)('on %s', (occasion) => {
  test.concurrent('every file of the commit is checked, but those that are removed', async () => {
    const base = {
      [CONFIGURATION]: SETTINGS,
      'b/old.csv': offender('old'),
      'gone.csv': offender('gone'),
      'c/d/moved.csv': offender('moved'),
    }
    const head = { 'gone.csv': null, 'c/d/moved.csv': null, 'A.CSV': offender('moved'), 'c.txt': 'x' }
    await using history = await openHistory({ base, head })
    const run = await history.run(occasion)

    expect(run.outputs).toMatchObject({ errors: '2', findings: '2' })
    expect(history.checksOn(history.head).flatMap(marksOf)).toEqual([
      'A.CSV:2:19-23 failure',
      'b/old.csv:2:17-21 failure',
    ])
  })

  test.concurrent('links and submodules are counted, and a pointer of Git LFS is not checked', async () => {
    const base = {
      [CONFIGURATION]: SETTINGS,
      'lfs.csv': POINTER,
      'link.csv': { mode: '120000', bytes: BATCH },
      'link.txt': { mode: '120000', bytes: BATCH },
      'module.csv': { mode: '160000', sha: 'a'.repeat(40) },
    } as const
    await using history = await openHistory({ base, head: { [BATCH]: offender('joe') } })
    const run = await history.run(occasion, { inputs: { fix: 'commit' } })

    expect([run.exitCode, run.outputs['conclusion'], run.outputs['errors']]).toEqual([1, 'failure', '1'])
    expect(run.summary).toContain('Not checked: 2 links and submodules.')
    expect(run.summary).toMatch(/Not checked in full: `lfs\.csv`\. it is a Git LFS pointer/)
    expect(JSON.parse(await readReport(run)).notChecked).toMatchObject([{ path: 'lfs.csv' }])
    expect(await history.untouched()).toBe(true)
  })

  test.concurrent('a repository with nothing but a README has nothing to check', async () => {
    await using history = await openHistory({ base: {}, head: { 'README.md': 'Empty\n' } })
    const run = await history.run(occasion)

    expect([run.exitCode, run.outputs['conclusion']]).toEqual([0, 'success'])
    expect(history.checksOn(history.head)).toMatchObject([{ conclusion: 'success' }])
    for (const told of [run.log, run.summary])
      expect(told).toContain('No CSV file was found: nothing was checked.')
  })
})

test.concurrent.each(['push', 'schedule'] as const)(
  '%s: the configuration of the commit decides, and its exports are no batches',
  async (occasion) => {
    const before = {
      [CONFIGURATION]: 'federated-domains: none\n',
      'domains.csv': 'Id,AuthenticationType\r\ncontoso.com,Managed\r\n',
    }
    const head = {
      [CONFIGURATION]: 'directory-export: domains.csv\nfiles: "**/*.csv"\n',
      'domains.csv': 'Id,AuthenticationType\r\ncontoso.com,Federated\r\n',
      [BATCH]: offender('joe'),
    }
    await using history = await openHistory({ base: before, head })
    const run = await history.run(occasion)

    expect([run.exitCode, run.outputs['errors']]).toEqual([1, '1'])
    expect(JSON.parse(await readReport(run)).files).toMatchObject([{ path: BATCH }])
    for (const told of [run.log, run.summary]) {
      expect(told).toMatch(/contoso\.com is federated \\?\(domains\.csv line 2\\?\)/)
      expect(told).toContain('contoso.com federated, 1 user: domains.csv line 2\n')
      expect(told).not.toMatch(/after merge|base commit|pull request/)
    }
  },
)

test.concurrent.each(['push', 'schedule'] as const)(
  '%s: an export that the commit does not have is a mistake',
  async (occasion) => {
    const head = { [CONFIGURATION]: 'directory-export: domain.csv\n', [BATCH]: offender('joe') }
    await using history = await openHistory({ head })
    const run = await history.run(occasion)

    expect(run.exitCode).toBe(1)
    expect(run.annotations).toMatchObject([
      { message: expect.stringContaining('directory-export domain.csv: there is no such file.') },
    ])
  },
)

test.concurrent('a user in two batches is a warning in the later one', async () => {
  const text = batch({ rows: 2, offenders: [], passwords: false })
  await using history = await openHistory({ head: { 'a.csv': text, 'b.csv': text } })
  const run = await history.run('workflow_dispatch')

  expect(run.outputs).toMatchObject({ conclusion: 'neutral', warnings: '2' })
  expect(history.checksOn(history.head).flatMap(marksOf)).toEqual([
    'b.csv:2:1-18 warning',
    'b.csv:3:1-18 warning',
  ])
})
