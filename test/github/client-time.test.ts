import { describe, expect, test } from 'vitest'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import { badGateway, fail, notAccessible } from '../support/github/faults.ts'
import { BRANCH, sendQuery, sendRead, sendWrite, startWithCommit } from '../support/github/sending.ts'

describe('an outage', () => {
  test('is waited for once; then each read is sent once, until one is answered', async () => {
    await using github = await startWithCommit()
    const state = { down: true }
    github.before(() => (state.down ? badGateway : undefined))
    const gitHub = connectTo(github)

    for (const send of [sendRead, sendQuery, sendRead]) await expect(send(gitHub)).rejects.toThrow()
    expect(operationsOf(github)).toEqual([BRANCH, BRANCH, BRANCH, 'query', BRANCH])

    state.down = false
    await sendRead(gitHub)
    github.before(fail(BRANCH, badGateway, 2))
    expect(await sendRead(gitHub)).toBe('main')
    expect(github.requests).toHaveLength(5 + 1 + 3)
  })

  test('is none where GitHub refuses', async () => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, notAccessible))
    github.before(fail('query', badGateway, 2))
    const gitHub = connectTo(github)

    await expect(sendRead(gitHub)).rejects.toThrow()
    expect(await sendQuery(gitHub)).toBe('github-actions[bot]')
  })
})

describe('the time of a request', () => {
  test('is up: it is sent again', async () => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, { hang: 'before' }))

    expect(await sendRead(connectTo(github))).toBe('main')
    expect(github.requests).toHaveLength(2)
  })

  test.each([
    ['no answer', { hang: 'before' }],
    ['an answer that comes too late', { late: 60_000, wait: 'after' }],
  ] as const)('is up: the reason names it, with %s', async (_, fault) => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, fault, 99))

    await expect(sendRead(connectTo(github, { request: 50 }))).rejects.toThrow(/^none within 1 second \(/)
  })
})

describe('the time of the run', () => {
  test('is up for reading: nothing more is read, but written', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github, { reading: 0 })

    await expect(sendRead(gitHub)).rejects.toThrow('the time of the run is used up')
    expect(github.requests).toEqual([])
    expect(await sendWrite(gitHub, github)).toBe('Batches')
    expect(gitHub.sent).toEqual({ reads: 0, writes: 1 })
  })

  test('cuts the request under way short', async () => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, { hang: 'before' }, 99))

    await expect(sendRead(connectTo(github, { reading: 500 }))).rejects.toThrow()
    expect(github.requests).toHaveLength(1)
  })

  test('is up: nothing is written either', async () => {
    await using github = await startWithCommit()

    await expect(sendWrite(connectTo(github, { run: 0 }), github)).rejects.toThrow('the time of the run')
    expect(github.requests).toEqual([])
  })
})
