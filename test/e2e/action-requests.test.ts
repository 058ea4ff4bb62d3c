import { expect, test } from 'vitest'
import type { RecordedRequest } from '../support/github/requests.ts'
import { OCCASIONS, openHistory } from '../support/history.ts'
import { BATCH, batch, openPull } from '../support/pull.ts'
import type { RunResult } from '../support/runner.ts'

const debug = { env: { RUNNER_DEBUG: '1' } }

/** What a run asked GitHub for: reads are GETs and GraphQL's queries. */
function countsOf(requests: readonly RecordedRequest[]) {
  const reads = requests.filter(({ method, operation }) => method === 'GET' || operation === 'query').length
  return { reads, writes: requests.length - reads }
}

/** What the debug log says of it, once. */
function countsTold({ log }: RunResult) {
  const told = [...log.matchAll(/^##\[debug\]Requests to GitHub: (\d+) reads?, (\d+) writes?\.$/gm)]
  expect(told).toHaveLength(1)
  const [, reads, writes] = told[0]!
  return { reads: Number(reads), writes: Number(writes) }
}

test.concurrent('a pull request with one batch takes four reads at most, and two writes', async () => {
  await using scene = await openPull()
  const run = await scene.run(debug)

  const { reads, writes } = countsOf(scene.github.requests)
  expect(reads).toBeLessThanOrEqual(4)
  expect(writes).toBe(2)
  expect(run.log).toContain(`##[debug]Requests to GitHub: ${reads} reads, 2 writes.\n`)
})

test.concurrent('they are not told unless somebody looks for them', async () => {
  await using scene = await openPull()

  expect((await scene.run()).log).not.toContain('Requests to GitHub')
})

test.concurrent('500 small batches take twenty reads at most', async () => {
  const files = Array.from({ length: 500 }, (_, index) => {
    const offenders = index % 50 === 0 ? [3] : []
    return [`wave/${index}.csv`, batch({ rows: 10, offenders, user: `u${index}x`, passwords: false })]
  })
  await using scene = await openPull({ head: Object.fromEntries(files) })
  const run = await scene.run(debug)

  expect(run.outputs).toMatchObject({ errors: '10', federated: '5000' })
  const counts = countsOf(scene.github.requests)
  expect(counts.reads).toBeLessThanOrEqual(20)
  expect(counts.writes).toBe(2)
  expect(countsTold(run)).toEqual(counts)
})

test.concurrent.each(OCCASIONS)('on %s one batch takes four reads at most', async (occasion) => {
  await using history = await openHistory()
  const run = await history.run(occasion, debug)

  const counts = countsOf(history.github.requests)
  expect(counts.reads).toBeLessThanOrEqual(4)
  expect(counts.writes).toBe(2)
  expect(countsTold(run)).toEqual(counts)
})

test.concurrent('the requests for a commit and its check run are counted, too', async () => {
  await using scene = await openPull()
  const run = await scene.run({ ...debug, inputs: { fix: 'commit' } })

  expect(countsTold(run)).toEqual(countsOf(scene.github.requests))
  expect(countsTold(run).writes).toBe(5)
})

test.concurrent('a check run that is refused is a write', async () => {
  await using scene = await openPull({ fork: true })
  const run = await scene.run(debug)

  expect(countsOf(scene.github.requests).writes).toBe(1)
  expect(countsTold(run)).toEqual(countsOf(scene.github.requests))
})

test.concurrent('requests of a run that fails are told as well', async () => {
  await using scene = await openPull({ github: { permissions: { contents: 'none' } } })
  const run = await scene.run(debug)

  expect(run.exitCode).toBe(1)
  expect(countsTold(run)).toEqual(countsOf(scene.github.requests))
})

test.concurrent('a batch that comes alone is asked for once', async () => {
  await using scene = await openPull({ head: { [BATCH]: batch(), 'copy.csv': batch() } })
  await scene.run()

  const asked = scene.requestsFor('query').map(({ body }) => JSON.stringify(body))
  const blobs = (await scene.github.git.tree(scene.pull.head)).filter(({ path }) => path === BATCH)
  expect(asked.join('').split(blobs[0]!.sha)).toHaveLength(2) // the two files are one blob
})
