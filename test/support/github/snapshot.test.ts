import { expect, test } from 'vitest'
import { ask, askCommit } from './ask.ts'
import { startGitHub } from './double.ts'

test('a world is brought back as it was remembered, as often as wanted', async () => {
  await using github = await startGitHub()
  const head = await github.git.commit({ 'a.csv': '1' })
  const job = github.startJob('check', head)
  const restore = await github.remember()
  for (const _ of ['first', 'second']) {
    github.before(() => undefined)
    github.protect('main', { requiredChecks: ['check'] })
    github.permissions.statuses = 'write'
    await askCommit(github, { branch: 'main', expected: head, files: { 'a.csv': '2' } })
    await github.git.move('refs/heads/other', head)
    await ask(github, 'POST /check-runs', { name: 'Batches', head_sha: head })
    job.name = 'renamed'
    await ask(github, 'GET /nothing')
    await restore()

    expect(await github.git.line('for-each-ref', '--format=%(refname) %(objectname)')).toBe(
      `refs/heads/main ${head}`,
    )
    expect(github.checkRuns).toMatchObject([{ name: 'check', head_sha: head }])
    expect([github.requests, github.unexpected, github.permissions.statuses]).toEqual([[], [], 'none'])
    expect((await ask(github, 'GET /rules/branches/main')).body).toEqual([])
    await restore()
  }
})
