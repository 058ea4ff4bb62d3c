import { expect, test } from 'vitest'
import { BATCH, batch, CONFIGURATION, openPull, SETTINGS } from '../support/pull.ts'

test.concurrent('every mistake is named at once, in the inputs and in the configuration', async () => {
  const base = { [CONFIGURATION]: `${SETTINGS}fiels: "*.csv"\nmax-rows: many\n` }
  await using scene = await openPull({ base })
  const inputs = {
    'fail-on': 'eror',
    fix: 'yes',
    'federated-domains': 'contoso',
    annotations: 'both',
    files: '!a',
  }
  const run = await scene.run({ inputs })
  expect([run.exitCode, run.job, run.outputs]).toEqual([1, 'failure', {}])
  const said = run.annotations.map(({ level, message }) => `${level} ${message}`)
  expect(said).toEqual([
    expect.stringMatching(/^error .*yml:2: there is no such setting\. Did you mean files\?/),
    expect.stringMatching(/^error .*yml:3: max-rows must be a whole number/),
    expect.stringMatching(/^error input: files names no files/),
    expect.stringMatching(/^error input: federated-domains: entry 1 is not a domain/),
    expect.stringMatching(/^error input: fail-on must be error, warning or never\. Did you mean error\?$/),
    expect.stringMatching(/^error input: fix must be none or commit\.$/),
    expect.stringMatching(/^error input: annotations must be auto, check-run, log or none\.$/),
  ])
  expect(scene.github.checkRuns).toEqual([])
})

test.concurrent('what a wrong input holds is not obeyed', async () => {
  await using scene = await openPull()
  const run = await scene.run({ inputs: { 'fail-on': 'a\n::warning::b ##[notice]c' } })
  expect(run.annotations).toMatchObject([
    { level: 'error', message: expect.stringContaining('fail-on must be') },
  ])
  expect(run.annotations).toHaveLength(1)
})

test.concurrent.each([
  ['the input', {}, { 'check-name': 'check' }],
  ['the configuration', { [CONFIGURATION]: 'check-name: check\n' }, {}],
])('a check run named like the job is refused: by %s', async (_, base, inputs) => {
  await using scene = await openPull({ base })
  const run = await scene.run({ inputs })
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    {
      level: 'error',
      message: expect.stringMatching(/check-name is the name of the job, "check".* Write another one\./),
    },
  ])
  expect(scene.github.checkRuns).toEqual([])
})

test.concurrent('the check run has the name that is asked for, and of two steps of a run each has its own', async () => {
  await using scene = await openPull()
  for (const name of ['Wellen', 'Exporte']) await scene.run({ inputs: { 'check-name': name } })
  const checks = scene.checksOn(scene.pull.head)
  expect(checks.map(({ name }) => name)).toEqual(['Wellen', 'Exporte'])
  const ids = checks.map(({ external_id }) => external_id)
  expect(ids).toEqual(ids.map(() => expect.stringMatching(/^7001-1-[0-9a-f]{8}$/)))
  expect(ids[0]).not.toBe(ids[1])
})

test.concurrent('globs choose the files', async () => {
  await using scene = await openPull({
    head: {
      [BATCH]: batch(),
      'old/a.csv': batch(),
      'b.CSV': batch({ user: 'b' }),
      'c.txt': batch({ user: 'c' }),
    },
  })
  const run = await scene.run({ inputs: { files: '**/*.{csv,txt}\n!old/**\n' } })
  expect(run.outputs['errors']).toBe('9')
})

test.concurrent('a pull request with more files than a page is checked whole', async () => {
  const files = Array.from({ length: 230 }, (_, index) => [
    `b/${index}.csv`,
    batch({ rows: 1, offenders: [1] }),
  ])
  await using scene = await openPull({ head: Object.fromEntries(files) })
  const run = await scene.run()
  expect(run.outputs['errors']).toBe('230')
})

test.concurrent('a file kept in Git LFS is not taken for a batch', async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`
  await using scene = await openPull({ head: { [BATCH]: pointer, 'a.csv': batch({ user: 'a' }) } })
  const run = await scene.run({ inputs: { fix: 'commit' } })
  expect([run.exitCode, run.outputs['conclusion'], run.outputs['commit']]).toEqual([1, 'failure', ''])
  expect(run.summary).toMatch(/Not checked in full: `batches\/wave-1\.csv`\. it is a Git LFS pointer/)
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { output: { title: 'Not everything could be checked' } },
  ])
})
