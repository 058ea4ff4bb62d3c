import { expect, test } from 'vitest'
import { ask, askCommit } from './ask.ts'
import { startGitHub } from './double.ts'

interface Rule {
  readonly type: string
  readonly ruleset_id: number
  readonly parameters: { readonly required_status_checks: readonly object[] }
}

test('a branch has several rulesets, and what protects it the older way, each shown where it belongs', async () => {
  await using github = await startGitHub({ permissions: { checks: 'none', 'pull-requests': 'none' } })
  await github.git.commit({ 'a.csv': '1' })
  github.protect('main', { requiredChecks: ['check', { context: 'Batches' }] })
  github.protect('main', 'Changes must be made through a pull request.')
  github.protect('main', { requiredChecks: [{ context: 'ci/build', integration_id: 7 }] })
  github.protect('main', { requiredChecks: ['check', { context: 'ci/test' }], classic: true })
  const rules = await ask(github, 'GET /rules/branches/main')
  expect(rules.body.map(({ type, ruleset_id }: Rule) => `${ruleset_id} ${type}`)).toEqual([
    '1 required_status_checks',
    '2 pull_request',
    '3 required_status_checks',
  ])
  expect(rules.body[0].parameters.required_status_checks).toEqual([
    { context: 'check', integration_id: 15368 },
    { context: 'Batches' },
  ])
  const { body } = await ask(github, 'GET /branches/main')
  expect([body.protected, body.protection.enabled]).toEqual([true, true])
  expect(body.protection.required_status_checks).toMatchObject({
    contexts: ['check', 'ci/test'],
    checks: [
      { context: 'check', app_id: 15368 },
      { context: 'ci/test', app_id: null },
    ],
  })
  expect(github.violations).toEqual([])
})

test('rules come a page at a time, and can be read with any token', async () => {
  const none = { contents: 'none', checks: 'none', 'pull-requests': 'none' } as const
  await using github = await startGitHub({ permissions: none })
  await github.git.commit({ 'a.csv': '1' })
  for (const context of ['a', 'b', 'c']) github.protect('main', { requiredChecks: [context] })
  const first = await ask(github, 'GET /rules/branches/main?per_page=2')
  const second = await ask(github, 'GET /rules/branches/main?per_page=2&page=2')
  expect([first.body.length, second.body.length]).toEqual([2, 1])
  expect(first.headers.get('link')).toMatch(/page=2>; rel="next"/)
  expect((await ask(github, 'GET /rules/branches/other')).body).toEqual([])
  expect((await ask(github, 'GET /branches/main')).status).toBe(403)
})

test('a branch with rulesets only is protected, but shows none of their checks', async () => {
  await using github = await startGitHub()
  await github.git.commit({ 'a.csv': '1' }, { branch: 'free' })
  await github.git.commit({ 'a.csv': '1' })
  github.protect('main', { requiredChecks: ['check'] })
  const { body } = await ask(github, 'GET /branches/main')
  expect(body).toMatchObject({
    protected: true,
    protection: {
      enabled: false,
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    },
  })
  expect((await ask(github, 'GET /branches/free')).body.protected).toBe(false)
})

test.each([
  [
    'a ruleset',
    ['check'],
    false,
    'Repository rule violations found\n\nRequired status check "check" is expected.\n\n',
  ],
  ['the older way', ['check', 'b'], true, '2 of 2 required status checks are expected.'],
] as const)('a commit has passed no check yet: %s', async (_, requiredChecks, classic, message) => {
  await using github = await startGitHub()
  const expected = await github.git.commit({ 'a.csv': '1' })
  github.protect('main', { requiredChecks, classic })
  const { body } = await askCommit(github, { branch: 'main', expected, files: { 'a.csv': '2' } })
  expect(body.errors).toMatchObject([{ type: 'UNPROCESSABLE', message }])
  expect(await github.git.branch('main')).toBe(expected)
})

test('a refusal can hit certain pushes only', async () => {
  await using github = await startGitHub()
  const refusal = 'Repository rule violations found\n\nFile path is restricted.'
  github.protect('main', {
    refusal,
    refuses: ({ paths }) => paths.some((path) => path.startsWith('locked/')),
  })
  const expected = await github.git.commit({ 'a.csv': '1' })
  const commit = (path: string) => askCommit(github, { branch: 'main', expected, files: { [path]: '2' } })
  expect((await commit('locked/a.csv')).body.errors[0].message).toBe(refusal)
  expect((await commit('a.csv')).body.errors).toBe(undefined)
})
