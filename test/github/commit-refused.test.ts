import { expect, test } from 'vitest'
import { COMMIT, openBranch } from '../support/github/branch.ts'
import { operationsOf } from '../support/github/connecting.ts'
import { type Fault, fail, notAccessible, rateLimited, refusal } from '../support/github/faults.ts'
import type { Protection } from '../support/github/protections.ts'

const CURE = 'Correct the files on your machine, or let the app that the token belongs to bypass that rule.'

test.each<[name: string, protection: Protection, words: string]>([
  [
    'a ruleset',
    { refusal: 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n' },
    'Repository rule violations found Changes must be made through a pull request',
  ],
  [
    'a rule about who commits',
    { refusal: 'Repository rule violations found\n\nCommits must have verified signatures.\n\n' },
    'Repository rule violations found Commits must have verified signatures',
  ],
  [
    'a required check',
    { requiredChecks: ['check'] },
    'Repository rule violations found Required status check "check" is expected',
  ],
  [
    'a protected branch',
    { refusal: 'Changes must be made through a pull request.', classic: true },
    'Changes must be made through a pull request',
  ],
  [
    'a required check of a protected branch',
    { requiredChecks: ['check', 'build'], classic: true },
    '2 of 2 required status checks are expected',
  ],
])('%s refuses the commit: its words are told, and it is not sent again', async (_, protection, words) => {
  await using branch = await openBranch()
  branch.github.protect('batch', protection)
  const why = `The rules of batch refuse the commit (${words}). ${CURE}`
  expect(await branch.commit()).toEqual({ status: 'refused', why })
  expect(await branch.tip()).toBe(branch.head)
  expect(operationsOf(branch.github)).toEqual([COMMIT])
})

const PERMISSION = ' Give the job the permission "contents: write".'

test('without contents: write the permission is named', async () => {
  await using branch = await openBranch({ permissions: { contents: 'read' } })
  const why = `GitHub refused to commit to batch (FORBIDDEN: Resource not accessible by integration).${PERMISSION}`
  expect(await branch.commit()).toEqual({ status: 'not-allowed', why })
  expect(operationsOf(branch.github)).toEqual([COMMIT])
})

const inGraphql = (type: string, message: string): Fault => ({
  status: 200,
  body: { data: { createCommitOnBranch: null }, errors: [{ type, path: ['createCommitOnBranch'], message }] },
})

test.each<[name: string, fault: Fault, status: string, why: RegExp]>([
  ['401', refusal(401, 'Bad credentials'), 'refused', /\(401: Bad credentials.*check the input "token"\.$/],
  ['403', notAccessible, 'not-allowed', /\(403: Resource not accessible.*permission "contents: write"\.$/],
  ['404', refusal(404, 'Not Found'), 'not-allowed', /\(404: Not Found.*permission "contents: write"\.$/],
  [
    '422',
    refusal(422, 'Problems parsing JSON'),
    'refused',
    /\(422: Problems parsing JSON.*please report it\.$/,
  ],
  ['the limit of an hour', rateLimited(1800), 'refused', /\(429: API rate limit.*run the job again later\.$/],
  [
    'no points left',
    { ...rateLimited(1800), ...inGraphql('RATE_LIMITED', 'API rate limit exceeded') },
    'refused',
    /\(429: API.*later\.$/,
  ],
  [
    'what is wrong with it',
    inGraphql('UNPROCESSABLE', 'A path was malformed'),
    'refused',
    /\(UNPROCESSABLE: A path/,
  ],
])('%s is told in a sentence, and the commit is not sent again', async (_, fault, status, why) => {
  await using branch = await openBranch()
  branch.github.before(fail(COMMIT, fault, 99))
  expect(await branch.commit()).toEqual({ status, why: expect.stringMatching(why) })
  expect(await branch.tip()).toBe(branch.head)
  expect(operationsOf(branch.github)).toEqual([COMMIT])
})
