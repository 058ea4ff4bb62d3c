import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { type AskingSetup, asks, openAsking, unanswered } from '../support/asking.ts'
import { BATCH, CONFIGURATION, marksOf, readReport, SETTINGS } from '../support/pull.ts'

const DOMAINS = 'exports/domains.csv'
const USERS = 'exports/users.csv'
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'
const fixture = (name: string) => readFile(new URL(`../fixtures/exports/${name}`, import.meta.url))

const domains = (contoso: string) =>
  `Id,AuthenticationType\r\ncontoso.com,${contoso}\r\nfabrikam.com,Managed\r\n`
/** Anna 2, the offender, signs in at another domain than that of the address. */
const users = (domain: string, more = '') =>
  `UserPrincipalName,Mail\r\njoe@contoso.com,joe@contoso.com\r\nanna.two@${domain},Anna2@contoso.com\r\n${more}`

/** A pull request with a batch, whose base has exports, named in its configuration. */
function withExports(files: Readonly<Record<string, string | Buffer>>, setup: AskingSetup = {}, more = '') {
  const configuration = `directory-export: [${Object.keys(files).join(', ')}]\n${more}`
  return openAsking({ base: { ...files, [CONFIGURATION]: configuration }, ...setup })
}

test.concurrent('an export answers, and nobody else is asked: five reads, one of them for the export', async () => {
  await using asking = await withExports({ [DOMAINS]: domains('Federated') })
  const { scene, microsoft } = asking
  const run = await asking.run()

  expect([run.exitCode, run.outputs]).toMatchObject([1, { errors: '1', findings: '2', federated: '3' }])
  const message = `ForceChangePassword must be False: contoso.com is federated (${DOMAINS} line 2).`
  expect(scene.checksOn(scene.pull.head)[0]!.output.annotations[0]!.message).toContain(message)
  const reads = scene.github.requests.filter(({ operation }) => /^(GET|query)/.test(operation))
  expect(reads.map(({ operation }) => operation)).toEqual([
    'query',
    'query',
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    'query',
  ])
  expect(microsoft.tunnels).toEqual([])
  expect(run.summary).toContain(`--directory-export ${DOMAINS} ${BATCH}`)
})

test.concurrent('a domain that no export has is asked about', async () => {
  const microsoft = { domains: { 'contoso.com': 'Federated' } } as const
  await using asking = await withExports(
    { [DOMAINS]: 'Name,Authentication\nfabrikam.com,Managed\n' },
    { microsoft },
  )
  const run = await asking.run()

  expect(run.outputs).toMatchObject({ errors: '1' })
  expect(JSON.parse(await readReport(run)).asked).toEqual(['contoso.com'])
})

describe('an export as it comes', () => {
  test.concurrent('in UTF-16, which GraphQL has no text of', async () => {
    await using asking = await withExports({ [DOMAINS]: await fixture('get-mgdomain-ps51-unicode.csv') })
    const run = await asking.run()

    expect(run.outputs).toMatchObject({ errors: '1' })
    expect(run.log).toContain(`contoso.com is federated (${DOMAINS} line 4)`)
    expect(asking.scene.requestsFor(BLOB)).toHaveLength(1)
  })

  test.concurrent.each([512_000, 512_001, 3_000_000])('of %d bytes', async (size) => {
    const start = users('fabrikam.com')
    const line = 'other@contoso.com,other@contoso.com\r\n'
    const lines = line.repeat((size - start.length) / line.length)
    const text = `${start}${lines}${'\n'.repeat(size - start.length - lines.length)}`
    await using asking = await withExports({ [USERS]: text }, {}, 'federated-domains: contoso.com')
    const run = await asking.run()

    expect(run.outputs).toMatchObject({ conclusion: 'neutral', errors: '0', federated: '2' })
    expect(asking.scene.requestsFor(BLOB)).toHaveLength(size > 512_000 ? 1 : 0)
  })

  test.concurrent('that GitHub does not send', async () => {
    await using asking = await withExports({
      [USERS]: Buffer.from(`\ufeff${users('fabrikam.com')}`, 'utf16le'),
    })
    asking.scene.github.before(({ operation }) =>
      operation === BLOB ? { status: 404, body: { message: 'Not Found' } } : undefined,
    )
    const run = await asking.run()

    expect([run.exitCode, run.job]).toEqual([1, 'failure'])
    expect(run.annotations).toMatchObject([
      { message: expect.stringContaining(`GitHub refused to send ${USERS} at the base commit (404`) },
    ])
  })
})

test.concurrent.each([
  ['an export', USERS, `directory-export: ${USERS}\n`],
  ['the configuration', CONFIGURATION, SETTINGS],
])('bytes that are not those of the commit are not taken for %s', async (_, path, configuration) => {
  const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le') // GraphQL has no text of it
  const files: Record<string, string> = { [USERS]: users('fabrikam.com'), [CONFIGURATION]: configuration }
  await using asking = await openAsking({ base: { ...files, [path]: wide(files[path]!) } })
  const { scene } = asking
  const other = wide(files[path]!.replaceAll('contoso.com', 'fabrikam.com'))
  scene.github.before(({ operation, path: asked }) => {
    const sha = asked.split('/').at(-1)!
    const body = { sha, node_id: 'B_1', size: other.length, url: asked, content: other.toString('base64') }
    return operation === BLOB ? { status: 200, body: { ...body, encoding: 'base64' } } : undefined
  })
  const run = await asking.run()

  expect([run.exitCode, run.job, run.outputs]).toEqual([1, 'failure', {}])
  expect(run.annotations).toEqual([
    {
      level: 'error',
      message: expect.stringMatching(
        /^GitHub gave no answer when it was asked to .*: it sent other bytes than the commit has\. Run the job again\.$/,
      ),
    },
  ])
  expect(run.annotations[0]!.message).toContain(path)
  expect(scene.requestsFor(BLOB)).toHaveLength(1)
})

describe('a complete list beside an export of domains', () => {
  test.concurrent('is a mistake, since one would be ignored', async () => {
    await using asking = await withExports({ [DOMAINS]: domains('Federated') }, {}, 'federated-domains: none')
    const run = await asking.run()

    expect([run.exitCode, run.job, run.outputs]).toEqual([1, 'failure', {}])
    expect(run.annotations).toEqual([
      {
        level: 'error',
        message: expect.stringMatching(
          /^federated-domains answers for every domain, so exports of domains would be ignored\. Add exports to it/,
        ),
      },
    ])
    expect(asking.microsoft.tunnels).toEqual([])
  })

  test.concurrent.each([
    ['an export of users', { [USERS]: users('fabrikam.com') }, 'contoso.com'],
    ['a list that is not complete', { [DOMAINS]: domains('Federated') }, 'contoso.com,auto'],
  ])('is not beside %s', async (_, files, list) => {
    await using asking = await withExports(files, {}, `federated-domains: ${list}`)
    const run = await asking.run()

    expect(run.outputs['report']).toBeDefined()
    expect(run.log + run.summary).not.toContain('answers for every domain')
  })
})

describe('the domain of the sign-in name decides', () => {
  const list = 'federated-domains: fabrikam.com\n'
  const because = (name: string) => `anna2@contoso.com signs in as ${name} (${USERS} line 3), and `

  test.concurrent('federated, although the address is not', async () => {
    await using asking = await withExports({ [USERS]: users('fabrikam.com') }, {}, list)
    const run = await asking.run({ inputs: { fix: 'commit' } })

    expect(run.outputs).toMatchObject({ fixed: '1', federated: '1' })
    expect(run.log).toContain(
      `${because('anna.two@fabrikam.com')}fabrikam.com is federated (named in federated-domains)`,
    )
  })

  test.concurrent('managed, although the address is not', async () => {
    const files = { [USERS]: users('fabrikam.com'), [DOMAINS]: domains('Federated') }
    await using asking = await withExports(files)
    const run = await asking.run()

    expect(run.outputs).toMatchObject({ conclusion: 'neutral', errors: '0', federated: '2' })
    expect(asking.microsoft.tunnels).toEqual([])
  })

  test.concurrent('and is what the sign-in service is asked about, without the name', async () => {
    const microsoft = { domains: { 'contoso.com': 'Managed', 'corp.example': 'Federated' } } as const
    await using asking = await withExports({ [USERS]: users('corp.example') }, { microsoft })
    const run = await asking.run()

    expect(run.log).toContain(
      `${because('anna.two@corp.example')}corp.example is federated (Microsoft's sign-in service)`,
    )
    expect(JSON.parse(await readReport(run)).asked).toEqual(['corp.example'])
    expect(JSON.stringify(asking.microsoft.requests)).not.toContain('anna')
  })

  test.concurrent('and is the one that nobody can say anything about', async () => {
    const microsoft = { fault: () => ({ status: 404 }) }
    await using asking = await withExports({ [USERS]: users('corp.example') }, { microsoft })

    expect(await unanswered(asking)).toContain('Nobody could say whether corp.example is federated')
  })
})

test.concurrent('an export is no batch, whether the pull request changes it, leaves it alone or brings it', async () => {
  const files = { [DOMAINS]: domains('Managed'), [USERS]: users('contoso.com') }
  const brought = {
    'exports/new.csv': 'EmailAddress,UserPrincipalName\r\nanna1@contoso.com,anna1@contoso.com\r\n',
  }
  const head = { [BATCH]: asks, [DOMAINS]: domains('Federated'), ...brought }
  const base = { ...files, [CONFIGURATION]: `directory-export: [${DOMAINS}, ./${USERS}, exports/new.csv]\n` }
  await using asking = await openAsking({ base, head })
  const run = await asking.run()

  expect(run.outputs).toMatchObject({ conclusion: 'success', findings: '0' })
  const report = JSON.parse(await readReport(run))
  expect([report.files, report.totals]).toMatchObject([[{ path: BATCH }], { files: 1, batches: 1, rows: 3 }])
  expect(run.log).not.toContain('left alone')
  expect(marksOf(asking.scene.checksOn(asking.scene.pull.head)[0]!)).toEqual([])
})
