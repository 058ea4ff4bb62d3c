import { expect, test } from 'vitest'
import { startGitHub } from '../support/github/double.ts'
import { runAction } from '../support/runner.ts'

test('smoke', async () => {
  await using github = await startGitHub()
  const base = await github.git.commit({ '.github/migration-batch-check.yml': 'federated-domains: contoso.com\n' })
  const lines = Array.from({ length: 200 }, (_, i) => `user${i}@contoso.com,Pa$$w0rd${i},${[3, 77, 199].includes(i) ? 'True' : 'False'}`)
  const head = await github.git.commit({ 'batches/wave-1.csv': ['EmailAddress,Password,ForceChangePassword', ...lines, ''].join('\r\n') }, { branch: 'batch', parent: base })
  const pull = await github.openPull({ head, base, branch: 'batch' })
  await using run = await runAction({ github, event: await github.events.pull(pull), inputs: { fix: 'commit' } })
  console.log(run.exitCode, run.outputs, run.annotations, run.log, run.summary)
  console.log(JSON.stringify(github.checkRuns, null, 1))
  console.log(github.violations, github.unexpected, github.requests.map((r) => `${r.operation} ${r.status}`))
  expect(run.exitCode).toBe(1)
})
