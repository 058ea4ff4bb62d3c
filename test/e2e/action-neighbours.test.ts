import { describe, expect, test } from 'vitest'
import { BATCH, batch, CONFIGURATION, marksOf, openPull, SETTINGS } from '../support/pull.ts'

const bare = { rows: 2, offenders: [], passwords: false }
const base = {
  [CONFIGURATION]: SETTINGS,
  'a.csv': batch({ ...bare, user: 'User' }),
  'z.csv': batch({ ...bare, user: 'z' }),
}

describe('a user who stands in a batch that the pull request leaves alone', () => {
  test.concurrent('is a warning in the changed one, whichever path comes first; that takes no more reads', async () => {
    const head = { [BATCH]: batch(bare), 'zz.csv': batch({ ...bare, rows: 1, user: 'z' }) }
    await using scene = await openPull({ base, head })
    const run = await scene.run()

    expect(run.outputs).toMatchObject({ conclusion: 'neutral', warnings: '3', errors: '0', findings: '3' })
    const [check] = scene.checksOn(scene.pull.head)
    expect(marksOf(check!)).toEqual([
      `${BATCH}:2:1-18 warning`,
      `${BATCH}:3:1-18 warning`,
      'zz.csv:2:1-15 warning',
    ])
    expect(check!.output.annotations[1]!.message).toContain('is in a.csv, row 2 (line 3)')
    expect(check!.output.title).toBe('2 batches, 3 findings')
    expect(scene.github.requests.filter(({ operation }) => /^(GET|query)/.test(operation))).toHaveLength(4)
  })

  test.concurrent('is told on the corrected commit, too', async () => {
    const head = { [BATCH]: batch({ ...bare, offenders: [1] }) }
    await using scene = await openPull({ base, head })
    const run = await scene.run({ inputs: { fix: 'commit' } })

    expect(run.outputs).toMatchObject({ fixed: '1', warnings: '2', errors: '0' })
    const [after] = scene.checksOn(run.outputs['commit']!)
    expect(marksOf(after!)).toEqual([`${BATCH}:2:1-18 warning`, `${BATCH}:3:1-18 warning`])
  })

  test.concurrent('is nobody if the batch is renamed or changed itself', async () => {
    const head = { 'a.csv': null, 'b.csv': base['a.csv'], 'z.csv': batch({ ...bare, user: 'zz' }) }
    await using scene = await openPull({ base, head })

    expect((await scene.run()).outputs).toMatchObject({ conclusion: 'success', findings: '0' })
  })

  test.concurrent('is not looked for if the rule is off', async () => {
    const off = { ...base, [CONFIGURATION]: `${SETTINGS}rules: { duplicate-user: off }\n` }
    await using scene = await openPull({ base: off, head: { [BATCH]: batch(bare) } })

    expect((await scene.run()).outputs).toMatchObject({ conclusion: 'success', findings: '0' })
    const [last] = scene.github.requests.filter(({ operation }) => operation.startsWith('query')).slice(-1)
    expect(JSON.stringify(last!.body).match(/b\d+: object/g)).toHaveLength(1)
  })
})

describe('what the changed batches are not compared with is said', () => {
  test.concurrent('if there is too much of it', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 501 }, (_, index) => [
        `old/${index}.csv`,
        `EmailAddress\nuser1@contoso.com\n${index}`,
      ]),
    )
    const head = { [BATCH]: batch(bare) }
    await using scene = await openPull({ base: { [CONFIGURATION]: SETTINGS, ...many }, head })
    const run = await scene.run()

    expect(run.outputs).toMatchObject({ conclusion: 'success', findings: '0' })
    expect(run.summary).toContain('Not compared with 501 other files of the repository')
  })

  test.concurrent('if it cannot be read', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`
    await using scene = await openPull({
      base: { ...base, 'lfs.csv': pointer },
      head: { [BATCH]: batch(bare) },
    })
    const run = await scene.run()

    expect(run.outputs).toMatchObject({ conclusion: 'neutral', warnings: '2' })
    expect(run.summary).toContain(
      'Not compared with 1 other file of the repository, which may have the same users: `lfs.csv`.',
    )
  })
})

describe('passwords in a repository that everybody can read', () => {
  const head = { [BATCH]: batch({ rows: 2, offenders: [], domain: 'fabrikam.com' }) }

  test.concurrent('are an error', async () => {
    await using scene = await openPull({ github: { visibility: 'public' }, head })
    const run = await scene.run()

    expect([run.exitCode, run.outputs]).toMatchObject([1, { errors: '1', findings: '1' }])
    expect(marksOf(scene.checksOn(scene.pull.head)[0]!)).toEqual([`${BATCH}:1:14-22 failure`])
  })

  test.concurrent.each(['off', 'notice'])('are what the configuration says: %s', async (severity) => {
    const strict = { [CONFIGURATION]: `${SETTINGS}rules: { password-in-repository: ${severity} }\n` }
    await using scene = await openPull({ github: { visibility: 'public' }, base: strict, head })

    expect((await scene.run()).outputs).toMatchObject({
      errors: '0',
      findings: severity === 'off' ? '0' : '1',
    })
  })

  test.concurrent('are nothing where only members can read it', async () => {
    await using scene = await openPull({ head })

    expect((await scene.run()).outputs).toMatchObject({ conclusion: 'success', findings: '0' })
  })
})
