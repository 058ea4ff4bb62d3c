import { expect, test } from 'vitest'
import {
  BATCH,
  batch,
  CANARY,
  COMMIT,
  CONFIGURATION,
  CURE,
  marksOf,
  openPull,
  SETTINGS,
} from '../support/pull.ts'

const fix = { inputs: { fix: 'commit' } }

test.concurrent.each([
  ['a fork', true],
  ['a fork that was deleted', 'deleted'],
] as const)(
  'from %s: the log marks the lines, nothing is committed, the command is named',
  async (_, fork) => {
    await using scene = await openPull({ fork })
    const run = await scene.run(fix)
    expect([run.exitCode, run.job]).toEqual([1, 'failure'])
    expect(run.annotations.map(({ file, line }) => `${file}:${line}`)).toEqual([
      `${BATCH}:5`,
      `${BATCH}:79`,
      `${BATCH}:201`,
      `${BATCH}:1`, // the remark on passwords
    ])
    expect(run.summary).toContain('Not corrected: The branch is in another repository \\(a fork\\)')
    expect(run.summary).toContain(CURE)
    expect([scene.requestsFor(COMMIT), scene.github.checkRuns]).toEqual([[], []])
  },
)

test.concurrent('under pull_request_target a fork gets a check run, but no commit', async () => {
  await using scene = await openPull({ fork: true, keepToken: true })
  const run = await scene.run({ ...fix, name: 'pull_request_target' })
  expect(run.exitCode).toBe(1)
  const [check] = scene.checksOn(scene.pull.head)
  expect(check).toMatchObject({ conclusion: 'failure' })
  expect(marksOf(check!)).toHaveLength(4)
  expect(check!.output.summary).toContain(CURE)
  expect(scene.requestsFor(COMMIT)).toEqual([])
})

test.concurrent('under pull_request_target a branch of the repository is corrected', async () => {
  await using scene = await openPull()
  const run = await scene.run({ ...fix, name: 'pull_request_target' })
  expect(run.outputs['commit']).toBe(await scene.github.git.branch('batch'))
})

test.concurrent.each([
  ['switches the rule off', `${SETTINGS}rules: { federated-force-change-password: off }\n`],
  ['calls nobody federated', 'federated-domains: none\n'],
  ['is removed', null],
])('a configuration that the pull request changes does not decide: it %s', async (_, changed) => {
  await using scene = await openPull({ head: { [CONFIGURATION]: changed, [BATCH]: batch() } })
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
  if (changed !== null) expect(run.log).toContain(`${CONFIGURATION} is changed here`)
})

test.concurrent('a configuration that the pull request adds takes effect after merge', async () => {
  await using scene = await openPull({ base: {}, head: { [CONFIGURATION]: SETTINGS, [BATCH]: batch() } })
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '0'])
  expect(run.log).toMatch(/migration-batch-check\.yml .* takes effect after merge/)
  expect(run.log).toContain('could not be checked in full')
})

test.concurrent('a configuration that the pull request breaks fails the job, with file and line', async () => {
  const broken = `${SETTINGS}fail-onn: error\nrules: { too-many-rows: eror }\n`
  await using scene = await openPull({ head: { [CONFIGURATION]: broken, [BATCH]: batch({ offenders: [] }) } })
  const run = await scene.run()
  expect([run.exitCode, run.job]).toEqual([1, 'failure'])
  expect(run.annotations).toMatchObject([
    {
      level: 'error',
      message: expect.stringContaining(`${CONFIGURATION}:2: there is no such setting. Did you mean fail-on?`),
    },
    {
      level: 'error',
      message: expect.stringContaining(`${CONFIGURATION}:3: rules: too-many-rows must be error`),
    },
  ])
  expect(scene.github.checkRuns.filter(({ conclusion }) => conclusion !== 'failure')).toEqual([])
})

test.concurrent('a configuration in another place is read from the base too', async () => {
  const base = { 'other.yml': SETTINGS, [CONFIGURATION]: 'federated-domains: none\n' }
  await using scene = await openPull({ base, head: { 'other.yml': 'fail-on: never\n', [BATCH]: batch() } })
  const run = await scene.run({ inputs: { config: 'other.yml' } })
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
})

test.concurrent('a configuration that is named, and not in the base, is said to be missing', async () => {
  await using scene = await openPull()
  const run = await scene.run({ inputs: { config: 'other.yml', 'federated-domains': 'contoso.com' } })
  expect(run.log).toContain('other.yml is not in the base commit')
  expect(run.outputs['errors']).toBe('3')
})

test.concurrent('an input beats the configuration', async () => {
  await using scene = await openPull({
    base: { [CONFIGURATION]: 'federated-domains: none\nfail-on: warning\n' },
  })
  const run = await scene.run({ inputs: { 'federated-domains': 'contoso.com', 'fail-on': 'never' } })
  expect([run.exitCode, run.outputs['conclusion'], run.outputs['errors']]).toEqual([0, 'neutral', '3'])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([{ conclusion: 'neutral' }])
})

/** Places a password may have come to stand in: each file has one in several of them. */
const secrets: Readonly<Record<string, string>> = {
  'passwords.csv': batch(),
  'shifted.csv': `EmailAddress,Password,ForceChangePassword\r\n${CANARY}1,a@contoso.com,True\r\na@contoso.com,True,${CANARY}2\r\n`,
  'short-and-long.csv': `EmailAddress,Password,ForceChangePassword\r\n${CANARY}3\r\na@contoso.com,${CANARY},4,True\r\n`,
  'header.csv': `EmailAddress,${CANARY}5,ForceChangePassword\r\na@contoso.com,x,True\r\n`,
  'no-header.csv': `a@contoso.com,${CANARY}6,True\r\n`,
  'no-column.csv': `EmailAdress,${CANARY}7,ForceChangePassword\r\na@contoso.com,${CANARY}8,True\r\n`,
  'quoted.csv': `EmailAddress,Password,ForceChangePassword\r\na@contoso.com,"${CANARY}9" ,True\r\nb@contoso.com,Pa"${CANARY}10,True\r\n`,
  'address.csv': `EmailAddress,Password,ForceChangePassword\r\n${CANARY}11,${CANARY}12,True\r\na@contoso.com.${CANARY}13 x,y,True\r\n`,
  'semicolons.csv': `EmailAddress;Password;ForceChangePassword\r\na@contoso.com;${CANARY}14;True\r\n`,
  'no-batch.csv': `Name,${CANARY}15\r\n${CANARY}16,${CANARY}17\r\n`,
  'damaged.csv': `EmailAddress,Password,ForceChangePassword\r\na@contoso.com,${CANARY}18\u0000\ufffd,True\r\n`,
  'two-users.csv': `EmailAddress,Password,ForceChangePassword\r\na@contoso.com,${CANARY}19,${CANARY}20\r\na@contoso.com,${CANARY}21,True\r\n`,
  'username.csv': `EmailAddress,Username,Password,ForceChangePassword\r\na@contoso.com,${CANARY}22,${CANARY}23,True\r\n`,
  'short.csv': `EmailAddress,Password,ForceChangePassword\r\na@contoso.com,${CANARY},True\r\nb@fabrikam.com," ${CANARY}27 ",False\r\n`,
  'values.csv': `EmailAddress,MailboxType,BadItemLimit,LargeItemLimit\r\na@contoso.com,${CANARY}28,${CANARY}29,"${CANARY}30, x"\r\nb@contoso.com,"${CANARY}"31,3"${CANARY}",${CANARY}\r\n`,
  'twice.csv': `EmailAddress,Password,ForceChangePassword\r\n${CANARY}32,,True\r\n${CANARY}32,,True\r\n"${CANARY}33@",,\r\n"${CANARY}33@",,\r\n`,
  'quotes.csv': `EmailAddress,Password,ForceChangePassword\r\na@contoso.com,"x"${CANARY}34,${CANARY}"35"\r\n"${CANARY}"36,${CANARY}37"x,"${CANARY}" \r\na@contoso.com,"${CANARY}38,True\r\n`,
  'imap.csv': `EmailAddress,UserName,Password\r\na@contoso.com,${CANARY}24,${CANARY}25\r\n,x,${CANARY}26\r\n`,
}

test.concurrent.each([
  ['log', ''],
  ['check-run', 'commit'],
])('a password is shown nowhere: annotations %s, fix %s', async (annotations, commit) => {
  const files = Object.entries(secrets).flatMap(([path, text]) => [
    [path, text],
    [`utf-16/${path}`, Buffer.from(`\ufeff${text}`, 'utf16le')],
    [`no-mark/${path}`, Buffer.from(text, 'utf16le')],
  ])
  const everyRule = `${SETTINGS}rules: { password-in-repository: error }\n`
  await using scene = await openPull({
    base: { [CONFIGURATION]: everyRule },
    head: Object.fromEntries(files),
  })
  const run = await scene.run({ inputs: { annotations, fix: commit } }) // which looks for it everywhere
  expect(run.exitCode).toBe(1)
  expect(scene.requestsFor(COMMIT)).toHaveLength(commit === '' ? 0 : 1)
  for (const path of Object.keys(secrets).filter((name) => name !== 'no-batch.csv')) {
    expect(run.log).toContain(`\n${path}:`)
  }
})
