import { describe, expect, test } from 'vitest'
import { readExport } from '../../src/federation/exports/read-export.ts'
import { clouds } from '../../src/federation/microsoft/clouds.ts'
import { openDirectory } from '../../src/federation/open.ts'
import { directoryOf, listOf, openExports, userOf } from '../support/federation.ts'
import { appOf, cloudOf } from '../support/microsoft/app.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'

const domains = (...rows: string[]) => ['Id,AuthenticationType', ...rows].join('\n')
const users = (...rows: string[]) => ['UserPrincipalName,Mail', ...rows].join('\n')

describe('which source answers', () => {
  const lists = { 'users.csv': users('ann@fabrikam.com,ann@contoso.com', 'bob@contoso.com,bob@fabrikam.com') }
  const files = {
    'domains.csv': domains('contoso.com,Federated', 'fabrikam.com,Managed', 'x.onmicrosoft.com,Federated'),
    ...lists,
  }

  test.each([
    ['auto', files, 'joe@contoso.com', true, 'domains.csv line 2'],
    ['auto', files, 'joe@fabrikam.com', false, 'domains.csv line 3'],
    ['auto', files, 'joe@example.com', undefined, 'nobody could say'],
    ['auto', files, 'joe@x.onmicrosoft.com', false, 'every onmicrosoft.com domain'],
    ['auto', files, 'ann@contoso.com', false, 'users.csv line 2'],
    ['auto', files, 'bob@fabrikam.com', true, 'users.csv line 3'],
    ['!contoso.com,auto', files, 'joe@contoso.com', false, 'excluded in federated-domains'],
    ['!contoso.com,auto', files, 'joe@fabrikam.com', false, 'domains.csv line 3'],
    ['exports', files, 'joe@contoso.com', true, 'domains.csv line 2'],
    ['exports', files, 'joe@example.com', undefined, 'no export has example.com'],
    ['fabrikam.com,exports', files, 'joe@fabrikam.com', true, 'named in federated-domains'],
    ['fabrikam.com,exports', files, 'joe@contoso.com', true, 'domains.csv line 2'],
    ['fabrikam.com', lists, 'joe@contoso.com', false, 'not named in federated-domains'],
    ['fabrikam.com', lists, 'ann@contoso.com', true, 'users.csv line 2'],
    ['none', lists, 'bob@fabrikam.com', false, 'users.csv line 3'],
  ])('with federated-domains %s, and %o, of %s: %s', async (list, given, address, federated, because) => {
    const answer = (await directoryOf(given, list)).lookup(userOf(address))

    expect(answer.federated).toBe(federated)
    expect(answer.because).toContain(because)
  })

  test.each([
    [{}, false],
    [{ 'domains.csv': files['domains.csv'] }, false],
    [{ 'users.csv': files['users.csv'] }, true],
  ])('users of one domain may differ only with a list of users', async (given, perUser) => {
    expect((await directoryOf(given)).perUser).toBe(perUser)
  })

  test('nobody is asked about what exports say', async () => {
    const directory = await directoryOf(files)
    await directory.ask(['joe@contoso.com', 'ann@contoso.com'].map(userOf))

    expect(directory.asked).toEqual([])
    expect(directory.allAnswered).toBe(true)
  })
})

describe('what exports leave open', () => {
  test.each([
    ['Microsoft Graph, with an app', true, ['oidc', 'token', 'graph', 'realm']],
    ['the sign-in service, without one', false, ['realm', 'realm']],
  ])('is asked of %s', async (_, isApp, kinds) => {
    await using microsoft = await startMicrosoft({
      domains: { 'contoso.com': 'Managed', 'eu.example.com': 'Managed', 'corp.example': 'Federated' },
      graphDomains: [{ id: 'example.com', authenticationType: 'Federated' }],
    })
    const opened = openDirectory({
      list: listOf('fabrikam.com,auto'),
      exports: [await readExport('domains.csv', Buffer.from(domains('contoso.com,Federated')))],
      cloud: cloudOf(microsoft),
      app: isApp ? appOf(microsoft) : undefined,
    })
    if ('mistakes' in opened) throw new Error(opened.mistakes.join())
    const { directory } = opened
    const users = ['a@contoso.com', 'a@fabrikam.com', 'a@eu.example.com', 'a@corp.example'].map(userOf)
    await directory.ask(users)

    expect(users.map((user) => directory.lookup(user).federated)).toEqual([true, true, isApp, true])
    expect(microsoft.requests.map(({ kind }) => kind)).toEqual(kinds)
    expect(directory.asked).toEqual(isApp ? ['corp.example'] : ['eu.example.com', 'corp.example'])
    expect(directory.allAnswered).toBe(true)
    expect(opened.notes).toEqual([])
  })
})

describe('of which one would be ignored', () => {
  const FILES = {
    'domains.csv': domains('contoso.com,Federated'),
    'users.csv': users('ann@fabrikam.com,ann@contoso.com'),
  }
  const nobody = () => Promise.reject(new Error('nobody may be asked'))
  const app = { tenant: '', client: '', getToken: nobody, mask: () => {} }

  async function open(
    list: string,
    names: readonly (keyof typeof FILES)[],
    isApp: boolean,
    later?: string[],
  ) {
    const exports = await Promise.all(names.map((name) => readExport(name, Buffer.from(FILES[name]))))
    const means = { list: listOf(list), exports, cloud: clouds.global, app: isApp ? app : undefined }
    return openDirectory({ ...means, ...(later && { later }) })
  }
  const ignored = (what: string) => ({
    mistakes: [
      `federated-domains answers for every domain, so ${what} would be ignored. Add exports to it (contoso.com,exports), or auto, to have the domains asked for that it does not name, or leave one of the two out.`,
    ],
  })

  describe.each(['contoso.com', '!contoso.com,fabrikam.com', 'none', '*', '*,auto'])('%s', (list) => {
    test.each<[(keyof typeof FILES)[], boolean, string]>([
      [['domains.csv'], false, 'exports of domains'],
      [['users.csv', 'domains.csv'], false, 'exports of domains'],
      [[], true, 'Microsoft Graph'],
      [['users.csv'], true, 'Microsoft Graph'],
      [['domains.csv'], true, 'exports of domains and Microsoft Graph'],
    ])('is a mistake beside exports %j and an app %s', async (names, isApp, what) => {
      expect(await open(list, names, isApp)).toEqual(ignored(what))
    })

    test.each<[(keyof typeof FILES)[]]>([[[]], [['users.csv']]])(
      'is none beside others: exports %j',
      async (names) => {
        expect(await open(list, names, false)).toMatchObject({ notes: [] })
      },
    )
  })

  test.each(['auto', 'contoso.com,auto', 'exports', 'contoso.com,exports'])(
    '%s is no such list',
    async (list) => {
      expect(await open(list, ['users.csv', 'domains.csv'], true)).toMatchObject({ notes: [] })
    },
  )

  test.each<[string, (keyof typeof FILES)[], boolean]>([
    ['nothing', [], false],
    ['users', ['users.csv'], false],
  ])('exports is a mistake beside an export of %s', async (_, names, isApp) => {
    expect(await open('contoso.com,exports', names, isApp)).toEqual({
      mistakes: [expect.stringMatching(/^federated-domains is exports, and there is no export of domains\./)],
    })
  })

  test('exports is none beside an export that is not there yet, nor beside Graph', async () => {
    expect(await open('exports', [], false, ['later.csv'])).toMatchObject({ notes: [] })
    expect(await open('exports', [], true)).toMatchObject({ notes: [] })
  })
})

test.each([
  [{ 'domains.csv': domains('fabrikam.com,Managed') }, 'neither exports nor Microsoft Graph have it'],
  [{}, 'Microsoft Graph does not have it'],
])('with exports %j and Graph both are named where a domain is not known', async (files, why) => {
  await using microsoft = await startMicrosoft({ graphDomains: [] })
  const opened = openDirectory({
    list: listOf('exports'),
    exports: await Promise.all(
      Object.entries(files).map(([name, text]) => readExport(name, Buffer.from(text))),
    ),
    cloud: cloudOf(microsoft),
    app: appOf(microsoft),
  })
  if ('mistakes' in opened) throw new Error(opened.mistakes.join())
  await opened.directory.ask([userOf('a@example.com')])

  expect(opened.directory.lookup(userOf('a@example.com'))).toMatchObject({ federated: undefined, why })
  expect(microsoft.requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph'])
})

test('with exports the sign-in service is never asked, and what they leave open is not known', async () => {
  await using microsoft = await startMicrosoft({ domains: { 'example.com': 'Federated' } })
  const exports = [await readExport('domains.csv', Buffer.from(domains('contoso.com,Federated')))]
  const opened = openDirectory({
    list: listOf('exports'),
    exports,
    cloud: cloudOf(microsoft),
    app: undefined,
  })
  if ('mistakes' in opened) throw new Error(opened.mistakes.join())
  await opened.directory.ask(['a@contoso.com', 'a@example.com'].map(userOf))

  expect(microsoft.requests).toEqual([])
  expect(opened.directory.allAnswered).toBe(true)
  expect(opened.directory.lookup(userOf('a@example.com'))).toMatchObject({
    federated: undefined,
    why: 'no export has it',
  })
})

describe('a domain that an export leaves open', () => {
  const header = 'Id,AuthenticationType,IsVerified'
  const open = [header, 'contoso.com,Federated,True', 'eu.contoso.com,Managed,False'].join('\n')
  const firstPage = (federated: string) =>
    `{"@odata.nextLink":"x","value":[{"id":"contoso.com","authenticationType":"${federated}"}]}`

  test.each<[string, Readonly<Record<string, string>>, (boolean | undefined)[]]>([
    ['is not answered by its parent', { 'a.csv': open }, [true, undefined, undefined]],
    [
      'is answered by another that knows it',
      { 'a.csv': open, 'b.csv': domains('eu.contoso.com,Managed') },
      [true, false, false],
    ],
    [
      'is answered by another that knows it, given first',
      { 'b.csv': domains('eu.contoso.com,Managed'), 'a.csv': open },
      [true, false, false],
    ],
    ['may be below one of a first page', { 'a.json': firstPage('Federated') }, [true, undefined, undefined]],
    [
      'is not, where another list is whole',
      { 'a.json': firstPage('Federated'), 'b.csv': domains('contoso.com,Federated') },
      [true, true, true],
    ],
  ])('%s', async (_, files, federated) => {
    const directory = await directoryOf(files)
    const names = ['contoso.com', 'eu.contoso.com', 'it.eu.contoso.com']

    expect(names.map((name) => directory.lookup(userOf(`joe@${name}`)).federated)).toEqual(federated)
  })

  test('is asked of the sign-in service, and its sub-domains too', async () => {
    await using microsoft = await startMicrosoft({ domains: { 'eu.contoso.com': 'Managed' } })
    const opened = openDirectory({
      list: listOf('auto'),
      exports: [await readExport('a.csv', Buffer.from(open))],
      cloud: cloudOf(microsoft),
      app: undefined,
    })
    if ('mistakes' in opened) throw new Error(opened.mistakes.join())
    const users = ['a@contoso.com', 'a@eu.contoso.com', 'a@it.eu.contoso.com'].map(userOf)
    await opened.directory.ask(users)

    expect(users.map((user) => opened.directory.lookup(user).federated)).toEqual([true, false, false])
    expect(opened.directory.asked).toEqual(['eu.contoso.com', 'it.eu.contoso.com'])
  })
})

describe('exports that contradict each other', () => {
  test.each([
    [
      'in one file',
      { 'a.csv': domains('contoso.com,Federated', 'x.example,Managed', 'CONTOSO.com.,Managed') },
      'federated in a.csv line 2 and managed in a.csv line 4',
    ],
    [
      'in two files',
      { 'a.csv': domains('contoso.com,Managed'), 'b.csv': domains('', 'contoso.com,Federated') },
      'managed in a.csv line 2 and federated in b.csv line 3',
    ],
    [
      'in JSON',
      {
        'a.csv': domains('contoso.com,Managed'),
        'b.json': '{"Id":"contoso.com","AuthenticationType":"Federated"}',
      },
      'managed in a.csv line 2 and federated in b.json entry 1',
    ],
  ])('%s', async (_, files, both) => {
    expect(await openExports(files)).toEqual({
      mistakes: [`contoso.com is ${both}. Remove the one that is out of date.`],
    })
  })

  test('are named by the place where each domain first stood', async () => {
    const rows = [
      'contoso.com,Managed',
      'contoso.com,Managed',
      'contoso.com,Federated',
      'contoso.com,Federated',
    ]
    const places = [4, 5].map((line) => `managed in a.csv line 2 and federated in a.csv line ${line}.`)

    expect(await openExports({ 'a.csv': domains(...rows) })).toEqual({
      mistakes: places.map((both) => expect.stringContaining(both)),
    })
  })

  test('are named even where a complete list answers', async () => {
    const files = { 'a.csv': domains('contoso.com,Federated', 'contoso.com,Managed') }

    expect(await openExports(files, 'contoso.com')).toMatchObject({
      mistakes: [expect.stringMatching(/^contoso\.com is /), expect.stringMatching(/would be ignored/)],
    })
  })

  test('and each other about a name in another form', async () => {
    const files = { 'a.csv': domains('bücher.example,Federated', 'xn--bcher-kva.example,Managed') }

    expect(await openExports(files)).toMatchObject({
      mistakes: [expect.stringMatching(/^xn--bcher-kva\.example is/)],
    })
  })

  test('do not if they agree, or a sub-domain differs', async () => {
    const files = {
      'a.csv': domains('contoso.com,Federated', 'eu.contoso.com,Managed'),
      'b.csv': domains('contoso.com,Federated'),
    }

    expect((await directoryOf(files)).lookup(userOf('joe@contoso.com')).because).toMatch(
      /^contoso\.com is federated \(/,
    )
  })

  test('and two users who claim one address', async () => {
    const files = {
      'a.csv': users('ann@contoso.com,x@contoso.com'),
      'b.csv': users('joe@contoso.com,X@contoso.com'),
    }

    expect(await openExports(files)).toEqual({
      mistakes: [
        expect.stringMatching(/^a\.csv line 2 and b\.csv line 2: two users have the address X@contoso\.com/),
      ],
    })
  })
})

describe('mistakes of all exports are told together', () => {
  const wrong = (rows: number) => domains(...Array.from({ length: rows }, () => 'nowhere,Managed'))

  test('each with its file', async () => {
    const files = {
      'a.csv': wrong(1),
      'b.csv': 'Printer\nP1',
      'c.csv': domains('a.example,Managed', 'a.example,Federated'),
    }

    expect(await openExports(files)).toEqual({
      mistakes: [/^a\.csv line 2/, /^b\.csv is an export of neither/, /^a\.example is managed in c\.csv/].map(
        (mistake) => expect.stringMatching(mistake),
      ),
    })
  })

  test.each([
    [10, 10, /line 11/],
    [11, 11, /^More mistakes in the exports: 1\.$/],
    [300, 11, /^More mistakes in the exports: 290\.$/],
  ])('%i of them in %i sentences', async (rows, sentences, last) => {
    const opened = await openExports({ 'a.csv': wrong(rows) })
    const mistakes = 'mistakes' in opened ? opened.mistakes : []

    expect(mistakes).toHaveLength(sentences)
    expect(mistakes[9]).toMatch(/line 11/)
    expect(mistakes.at(-1)).toMatch(last)
  })
})
