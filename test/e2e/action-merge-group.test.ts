import { describe, expect, test } from 'vitest'
import { openHistory } from '../support/history.ts'
import { BATCH, batch, CONFIGURATION, MARKS, marksOf, SETTINGS } from '../support/pull.ts'
import { staged } from '../support/staged.ts'

const OLD = 'batches/old.csv'
const DOMAINS = 'exports/domains.csv'
const EXPORT = { [CONFIGURATION]: `directory-export: ${DOMAINS}\n` }
const domains = (contoso: string) => `Id,AuthenticationType\r\ncontoso.com,${contoso}\r\n`

test.concurrent('what the group changes is checked, and nothing else', async () => {
  const bad = batch({ rows: 2, offenders: [1], user: 'old' })
  const base = { [CONFIGURATION]: SETTINGS, [OLD]: bad, 'gone.csv': bad.replaceAll('old', 'gone') }
  await using history = await openHistory({ base, head: { [BATCH]: batch(), 'gone.csv': null } })
  const run = await history.run('merge_group')

  expect(run.outputs).toMatchObject({ errors: '3', federated: '200' })
  expect(history.checksOn(history.head).flatMap(marksOf)).toEqual(MARKS)
})

test.concurrent('a group of several pull requests is judged whole', async () => {
  await using history = await openHistory()
  const { git, events } = history.github
  const second = { [OLD]: batch({ rows: 2, offenders: [1], user: 'old', passwords: false }) }
  const head = await git.commit(second, { parent: history.head })
  const run = await history.run(await events.mergeGroup({ head, base: history.base }))

  expect(run.outputs['errors']).toBe('4')
  expect(history.checksOn(head).flatMap(marksOf)).toHaveLength(5)
})

test.concurrent('users of batches that the group leaves alone are found again', async () => {
  const plain = batch({ rows: 1, offenders: [], passwords: false })
  await using history = await openHistory({
    base: { [CONFIGURATION]: SETTINGS, 'z.csv': plain },
    head: { [BATCH]: plain },
  })
  await history.run('merge_group')

  expect(history.checksOn(history.head).flatMap(marksOf)).toEqual([`${BATCH}:2:1-18 warning`])
})

describe('the base of the group decides', () => {
  test.concurrent.each([
    ['switches the rule off', `${SETTINGS}rules: { federated-force-change-password: off }\n`],
    ['calls nobody federated', 'federated-domains: none\n'],
    ['is removed', null],
  ])('although the configuration %s', async (_, changed) => {
    await using history = await openHistory({ head: { [CONFIGURATION]: changed, [BATCH]: batch() } })
    const run = await history.run('merge_group')

    expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
    for (const told of [run.log, run.summary]) expect(told).not.toContain('pull request')
  })

  test.concurrent('although the configuration is new', async () => {
    const base = { [CONFIGURATION]: 'federated-domains: none\n' }
    await using history = await openHistory({ base, head: { [CONFIGURATION]: SETTINGS, [BATCH]: batch() } })

    expect((await history.run('merge_group')).outputs['errors']).toBe('0')
  })

  test.concurrent.each([
    ['Federated', 'Managed', '1'],
    ['Managed', 'Federated', '0'],
  ])('an export says %s, the group %s', async (before, after, errors) => {
    const base = { ...EXPORT, [DOMAINS]: domains(before) }
    const head = { [DOMAINS]: domains(after), [BATCH]: staged('joe@contoso.com,True') }
    await using history = await openHistory({ base, head })

    expect((await history.run('merge_group')).outputs['errors']).toBe(errors)
  })
})

test.concurrent('an export that the group breaks is reported', async () => {
  const base = { ...EXPORT, [DOMAINS]: domains('Federated') }
  await using history = await openHistory({ base, head: { [DOMAINS]: domains('Federatd') } })
  const run = await history.run('merge_group')

  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { level: 'error', message: `${DOMAINS} line 2: AuthenticationType is neither Federated nor Managed.` },
  ])
})
