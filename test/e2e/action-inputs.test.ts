import { expect, test } from 'vitest'
import { BATCH, batch, CONFIGURATION, openPull, SETTINGS } from '../support/pull.ts'

const FILES = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files'

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
    expect.stringMatching(/^error .*yml:2: there is no setting "fiels"\. Did you mean files\?/),
    expect.stringMatching(/^error .*yml:3: max-rows must be a whole number/),
    expect.stringMatching(/^error input: files names no files/),
    expect.stringMatching(/^error input: federated-domains: "contoso" is not a domain/),
    expect.stringMatching(/^error input: fail-on must be error, warning or never, not "eror"/),
    expect.stringMatching(/^error input: fix must be none or commit, not "yes"/),
    expect.stringMatching(/^error input: annotations must be auto, check-run, log or none, not "both"/),
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

test.concurrent('an event that is not of a pull request is refused in a sentence', async () => {
  await using scene = await openPull()
  const { events } = scene.github
  const others = [
    events.push({ ref: 'refs/heads/main', before: '0'.repeat(40), after: scene.pull.base }),
    events.mergeGroup({ head: scene.pull.head, base: scene.pull.base }),
  ]
  const runs = await Promise.all(others.map((event) => scene.run({ event })))
  for (const [index, run] of runs.entries()) {
    expect([run.exitCode, run.annotations]).toEqual([
      1,
      [
        {
          level: 'error',
          message: `This version checks pull requests, not "${others[index]!.name}". Run it on: pull_request or pull_request_target.`,
        },
      ],
    ])
  }
  expect(scene.github.requests).toEqual([])
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

test.concurrent('the check run has the name that is asked for', async () => {
  await using scene = await openPull()
  await scene.run({ inputs: { 'check-name': 'Wellen' } })
  expect(scene.checksOn(scene.pull.head)).toMatchObject([{ name: 'Wellen', external_id: '7001-1' }])
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

test.concurrent('a pull request with too many files is not checked, and says so', async () => {
  await using scene = await openPull()
  scene.github.before(({ operation, query }) => {
    if (operation !== FILES) return undefined
    const body = Array.from({ length: 100 }, (_, index) => ({ filename: `${query.page}/${index}.txt` }))
    const more = Number(query.page) < 30 // GitHub lists 3,000 files, and no more
    return { status: 200, body, ...(more && { headers: { link: '<https://api.github.com>; rel="next"' } }) }
  })
  const run = await scene.run()
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([{ message: expect.stringContaining('changes 3000 files or more') }])
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
