import { expect, test } from 'vitest'
import { openHistory } from '../support/history.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import type { AuthenticationType } from '../support/microsoft/world.ts'
import { BATCH, CONFIGURATION, marksOf } from '../support/pull.ts'
import { domainsAsked, staged } from '../support/staged.ts'

const repository = {
  base: { [CONFIGURATION]: 'federated-domains: auto\n' },
  head: { [BATCH]: staged('joe@contoso.com,True', 'mia@contoso.com,False') },
}

test.concurrent('a domain that becomes federated after the merge is found by the next run', async () => {
  const domains: Record<string, AuthenticationType> = { 'contoso.com': 'Managed' }
  await using microsoft = await startMicrosoft({ domains })
  await using history = await openHistory(repository)
  const before = await history.run('schedule', { env: microsoft.env })
  domains['contoso.com'] = 'Federated'
  const after = await history.run('schedule', { env: microsoft.env })

  expect([before.exitCode, before.outputs['conclusion']]).toEqual([0, 'success'])
  expect([after.exitCode, after.outputs['conclusion'], after.outputs['errors']]).toEqual([1, 'failure', '1'])
  expect(domainsAsked(microsoft)).toEqual(['contoso.com', 'contoso.com'])
  const [first, second, ...others] = history.checksOn(history.head)
  expect([first!.conclusion, marksOf(first!)]).toEqual(['success', []])
  expect([second!.conclusion, marksOf(second!)]).toEqual(['failure', [`${BATCH}:2:17-21 failure`]])
  expect(others).toEqual([])
  for (const told of [after.log, after.summary])
    expect(told).toContain("Asked Microsoft's sign-in service about contoso.com.")
})

test.concurrent('Microsoft Graph may be asked, as the branch', async () => {
  const subject = 'repo:contoso/migration:ref:refs/heads/main'
  const graphDomains = [{ id: 'contoso.com', authenticationType: 'Federated' }]
  await using microsoft = await startMicrosoft({ subject, claims: { sub: subject }, graphDomains })
  await using history = await openHistory(repository)
  const inputs = { 'tenant-id': microsoft.tenant, 'client-id': microsoft.client }
  const run = await history.run('schedule', { inputs, env: { ...microsoft.env, ...microsoft.oidcEnv } })

  expect(run.outputs).toMatchObject({ conclusion: 'failure', errors: '1' })
  expect(microsoft.requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph'])
})

test.concurrent('a job without a token for Graph is told the permission, not about forks', async () => {
  await using microsoft = await startMicrosoft()
  await using history = await openHistory(repository)
  const inputs = { 'tenant-id': microsoft.tenant, 'client-id': microsoft.client }
  const run = await history.run('schedule', { inputs, env: microsoft.env })

  expect([run.exitCode, run.outputs['conclusion']]).toEqual([1, 'failure'])
  expect(run.log).toContain('Give it the permission "id-token: write"')
  expect(run.log).not.toContain('fork')
})

test.concurrent('a payload that names no repository is enough', async () => {
  const base = { [CONFIGURATION]: 'federated-domains: contoso.com\n' }
  await using history = await openHistory({ ...repository, base })
  const event = { ...(await history.eventOf('schedule')), payload: { schedule: '0 5 * * *' } } // as older servers send it
  const run = await history.run(event)

  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '1'])
  expect(history.checksOn(history.head)).toMatchObject([{ conclusion: 'failure' }])
})
