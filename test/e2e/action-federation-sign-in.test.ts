import { expect, test } from 'vitest'
import { type AskingSetup, asks, kindsOf, LISTED, openAsking, others, unanswered } from '../support/asking.ts'
import { BATCH, batch, CONFIGURATION, corrected, marksOf, readReport } from '../support/pull.ts'

const federated = { domains: { 'contoso.com': 'Federated', 'fabrikam.com': 'Managed' } } as const
const auto = {}
const head = { [BATCH]: asks, ...others }
const signIn = 'login.microsoftonline.com:443'

test.concurrent('auto asks about the domain, and says so everywhere; nobody’s address is sent', async () => {
  await using asking = await openAsking({ base: auto, microsoft: federated })
  const { scene, microsoft } = asking
  const run = await asking.run()

  expect([run.exitCode, run.outputs]).toMatchObject([
    1,
    { conclusion: 'failure', errors: '1', federated: '3' },
  ])
  const [check] = scene.checksOn(scene.pull.head)
  expect(marksOf(check!)[0]).toMatch(`${BATCH}:3:`)
  expect(check!.output.annotations[0]!.message).toContain(
    "contoso.com is federated (Microsoft's sign-in service)",
  )
  expect([microsoft.tunnels, kindsOf(asking)]).toEqual([[signIn], ['realm']])
  for (const told of [run.log, run.summary, check!.output.summary])
    expect(told).toContain("Asked Microsoft's sign-in service about contoso.com.")
  expect(JSON.parse(await readReport(run))).toMatchObject({ asked: ['contoso.com'], notChecked: [] })
  expect(JSON.stringify(microsoft.requests)).not.toContain('anna')
})

test.concurrent('what the service says decides what is committed', async () => {
  const more = {
    'batches/wave-2.csv': batch({ rows: 2, offenders: [1], user: 'dora', domain: 'fabrikam.com' }),
  }
  await using asking = await openAsking({ head: { [BATCH]: asks, ...more }, microsoft: federated })
  const run = await asking.run({ inputs: { fix: 'commit' } })

  const { git } = asking.scene.github
  const commit = await git.branch('batch')
  expect(run.outputs).toMatchObject({ commit, fixed: '1', errors: '0' })
  expect((await git.diff(asking.scene.pull.head, commit)).map(({ path }) => path)).toEqual([BATCH])
  expect((await git.read(commit, BATCH)).toString()).toBe(corrected(asks))
  expect(JSON.parse(await readReport(run)).asked).toEqual(['contoso.com', 'fabrikam.com'])
  expect(JSON.stringify(asking.microsoft.requests)).not.toMatch(/anna|dora/)
})

test.concurrent('a domain that nobody knows is a warning, once a file', async () => {
  const unknown = batch({ rows: 9, offenders: [2, 3, 4], domain: 'corp.example' })
  await using asking = await openAsking({
    base: auto,
    head: { [BATCH]: unknown, 'b/calm.csv': unknown.replaceAll('True', '') },
  })
  const run = await asking.run({ inputs: { fix: 'commit' } })

  expect(run.outputs).toMatchObject({ conclusion: 'neutral', errors: '0', fixed: '0', commit: '' })
  const { findings, asked } = JSON.parse(await readReport(run))
  const said = findings.filter(({ rule }: { rule: string }) => rule === 'unknown-federation')
  expect(said).toMatchObject([{ path: BATCH, severity: 'warning', line: 3 }])
  expect(said[0].message).toContain('no Microsoft 365 organisation has corp.example, so nobody knows')
  expect([asked, kindsOf(asking)]).toEqual([['corp.example'], ['realm']])
})

test.concurrent('the older question is asked where the newer one has no answer', async () => {
  await using asking = await openAsking({ base: auto, microsoft: { ...federated, realmGone: true } })

  expect((await asking.run()).outputs).toMatchObject({ errors: '1' })
  expect(kindsOf(asking)).toEqual(['realm', 'realm-old'])
})

test.concurrent.each([50, 51])('fifty domains are asked about, no more: %d', async (many) => {
  const users = Array.from({ length: many }, (_, index) => `anna@d${index}.contoso.com,,True\n`)
  const text = `EmailAddress,Password,ForceChangePassword\n${users.join('')}`
  await using asking = await openAsking({ base: auto, head: { [BATCH]: text }, microsoft: federated })
  const run = await asking.run()

  const expected = many === 50 ? { errors: '50' } : { errors: '0', conclusion: 'failure' }
  expect([run.outputs, kindsOf(asking).length]).toMatchObject([expected, many === 50 ? 50 : 0])
  const limit = 'is asked about 50 domains a run at most, and there are more'
  expect(run.log.includes(limit)).toBe(many > 50)
})

test.concurrent.each<[string, string, AskingSetup]>([
  ['nobody has True', 'federated-domains: auto\n', { head: { [BATCH]: asks.replaceAll('True', 'False') } }],
  ['a list answers', 'federated-domains: contoso.com,auto\n', {}],
  ['the list is complete', 'federated-domains: fabrikam.com\n', {}],
  ['the rule is off', 'rules: { federated-force-change-password: off }\n', {}],
])('nobody is asked if %s', async (_, settings, setup) => {
  await using asking = await openAsking({ base: { [CONFIGURATION]: settings }, ...setup })
  const run = await asking.run()

  expect([asking.microsoft.tunnels, run.outputs['report'] !== undefined]).toEqual([[], true])
  expect(run.log).not.toContain('Asked')
  expect(JSON.parse(await readReport(run))).toMatchObject({ asked: [], notChecked: [] })
})

test.concurrent.each([
  ['answers with 500', { status: 500 }, 'it failed twice (HTTP 500)'],
  [
    'wants to be left alone',
    { status: 429, headers: { 'retry-after': '60' } },
    'it wants to be left alone for 60 seconds; run the check again then. ',
  ],
  ['breaks off', 'reset', 'the connection broke off'],
  [
    'is a portal',
    'garbage',
    'cannot be understood (HTTP 200); perhaps a page of the network answered in its place. ',
  ],
  [
    'leads elsewhere',
    'redirect',
    'cannot be understood (HTTP 302); perhaps a page of the network answered in its place. ',
  ],
] as const)(
  'the service %s: the job fails, what needs no answer is reported, nothing is committed',
  async (_, fault, words) => {
    await using asking = await openAsking({ head, microsoft: { ...federated, fault: () => fault } })
    const why = await unanswered(asking)

    expect(why).toContain("Nobody could say whether contoso.com is federated: Microsoft's sign-in service")
    expect(why).toContain(words)
    expect(why).toMatch(
      /If it is, run the check again with --federated-domains ".*,contoso\.com"; if not, with ".*"$/,
    )
    const [check] = asking.scene.checksOn(asking.scene.pull.head)
    expect(marksOf(check!)[0]).toMatch('batches/listed.csv:2:')
    expect(check!.output.annotations[0]!.message).toContain(
      `${LISTED} is federated (named in federated-domains)`,
    )
    expect(kindsOf(asking)).not.toContain('redirected')
  },
)
