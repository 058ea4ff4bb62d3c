import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readExport } from '../../../src/federation/exports/read-export.ts'
import { directoryOf, openExports, userOf } from '../../support/federation.ts'
import { draw, encodeAs, runs, writing } from '../../support/generators.ts'

const FOLDER = 'test/fixtures/exports/'
const fixtures = readdirSync(FOLDER).filter((name) => name !== 'README.md')
const fixture = (name: string) => readFileSync(FOLDER + name)
const domainFixtures = fixtures.filter((name) => name.includes('domain'))
const userFixtures = fixtures.filter((name) => !name.includes('domain'))
const JUST_ONE = 'get-mgdomain-convertto-json-single-ps7.json'

/** Every row of these stands on one line, below the header and a `#TYPE` line. */
function placesIn(name: string): string[] {
  if (name.endsWith('.json')) return [1, 2, 3, 4, 5].map((entry) => `${name} entry ${entry}`)
  const lines = SPREAD[name] ?? (hasType(name) ? [3, 4, 5, 6, 7] : [2, 3, 4, 5, 6])
  return lines.map((line) => `${name} line ${line}`)
}

/** Where a cell holds line breaks. */
const SPREAD: Readonly<Record<string, number[]>> = {
  'get-mailbox-select-join-lines-ps7.csv': [2, 3, 7, 9],
  'get-aduser-select-multi-line-cell-ps51.csv': [3, 5, 6, 7],
}

function hasType(name: string): boolean {
  return fixture(name).toString('latin1').replaceAll('\0', '').slice(0, 10).includes('#TYPE ')
}

describe('exports of one tenant say the same', () => {
  test.each(domainFixtures.filter((name) => name !== JUST_ONE))('%s', async (name) => {
    const [initial, contoso, eu, fabrikam, example] = placesIn(name)

    expect(await readExport(name, fixture(name))).toEqual({
      domains: [
        { name: 'contoso.onmicrosoft.com', federated: false, source: initial },
        { name: 'contoso.com', federated: true, source: contoso },
        { name: 'eu.contoso.com', federated: false, source: eu },
        { name: 'fabrikam.com', federated: false, source: fabrikam },
        { name: 'example.com', federated: undefined, source: example },
      ],
      users: [],
      notes: [],
      mistakes: [],
    })
  })

  test('a single domain is a list of one', async () => {
    expect((await readExport(JUST_ONE, fixture(JUST_ONE))).domains).toEqual([
      { name: 'contoso.com', federated: true, source: `${JUST_ONE} entry 1` },
    ])
  })

  /** Only these leave users' other addresses out: the name of a list's type in its place, or no list at all. */
  const UNFLATTENED: Readonly<Record<string, string>> = {
    'get-aduser-ps51.csv': 'proxyAddresses',
    'get-exomailbox-ps7.csv': 'EmailAddresses',
    'get-mailbox-custom-object-ps51.csv': 'EmailAddresses',
    'get-mailbox-ems-ps51.csv': 'EmailAddresses',
    'get-mailbox-select-ems-ps51.csv': 'EmailAddresses',
    'get-mailuser-select-ems-ps51.csv': 'EmailAddresses',
    'get-mguser-all-with-proxyaddresses-ps7.csv': 'ProxyAddresses',
    'get-mguser-select-unflattened-ps7.csv': 'ProxyAddresses',
  }
  /** Graph sends the list only if it is asked for. */
  const NOT_ASKED_FOR = ['get-mguser-all-ps7.csv', 'get-mguser-select-without-property-ps7.csv']
  const WITHOUT_LIST = ['entra-export-users-2020.csv', 'entra-export-users.csv', ...NOT_ASKED_FOR]
  const FIRST_PAGE = 'graph-users-first-page.json'

  /** A user's sign-in name, first address, and other addresses. */
  const USERS = [
    ['joe@contoso.com', 'joe@contoso.com'],
    ['ann@fabrikam.com', 'ann@contoso.com', 'ann.lee@contoso.com'],
    ['reception@contoso.onmicrosoft.com', 'reception@contoso.com', 'front.desk@fabrikam.com'],
    ['service@eu.contoso.com', 'service@eu.contoso.com', 'service@contoso.com'],
  ]

  test.each(userFixtures)('%s', async (name) => {
    const { domains, users, notes, mistakes } = await readExport(name, fixture(name))
    const places = placesIn(name)
    const isWhole = !(name in UNFLATTENED) && !WITHOUT_LIST.includes(name)

    expect([domains, mistakes]).toEqual([[], []])
    expect(users.map(({ addresses, ...user }) => ({ ...user, addresses: [...new Set(addresses)] }))).toEqual(
      USERS.slice(0, name === FIRST_PAGE ? 2 : 4).map(([signInName, first, ...others], index) => ({
        signInName,
        addresses: isWhole ? [first, ...others] : [first],
        place: places[index],
      })),
    )
    if (name === FIRST_PAGE) expect(notes).toEqual([expect.stringContaining('first page of a longer list')])
    else if (name in UNFLATTENED) {
      const column = UNFLATTENED[name]
      expect(notes).toEqual([
        expect.stringContaining(
          `Select-Object UserPrincipalName, @{n='${column}';e={$_.${column} -join ';'}}`,
        ),
      ])
    } else if (NOT_ASKED_FOR.includes(name))
      expect(notes).toEqual([
        `${name}: ProxyAddresses is empty in every row, so users are known by one address at most. Get-MgUser fills ProxyAddresses only with -Property UserPrincipalName, Mail, ProxyAddresses.`,
      ])
    else expect(notes).toEqual([])
  })

  test.each([
    ['joe@contoso.com', true, 'contoso.com is federated (get-mgdomain-ps7.csv line 3)'],
    [
      'ann.lee@contoso.com',
      false,
      'ann.lee@contoso.com signs in as ann@fabrikam.com (m365-export-users.csv line 3), and fabrikam.com is managed (get-mgdomain-ps7.csv line 5)',
    ],
    [
      'reception@contoso.com',
      false,
      'reception@contoso.com signs in as reception@contoso.onmicrosoft.com (m365-export-users.csv line 4), and contoso.onmicrosoft.com is managed (every onmicrosoft.com domain is)',
    ],
    ['front.desk@fabrikam.com', false, expect.stringContaining('m365-export-users.csv line 4')],
    ['service@eu.contoso.com', false, 'eu.contoso.com is managed (get-mgdomain-ps7.csv line 4)'],
    ['service@contoso.com', false, expect.stringContaining('m365-export-users.csv line 5')],
    ['nobody@contoso.com', true, 'contoso.com is federated (get-mgdomain-ps7.csv line 3)'],
    [
      'nobody@it.contoso.com',
      true,
      'it.contoso.com belongs to contoso.com, which is federated (get-mgdomain-ps7.csv line 3)',
    ],
    ['nobody@example.com', undefined, 'nobody could say whether example.com is federated'],
  ])('together, that %s is federated (%s)', async (address, federated, because) => {
    const names = ['get-mgdomain-ps7.csv', 'm365-export-users.csv']
    const directory = await directoryOf(Object.fromEntries(names.map((name) => [name, fixture(name)])))

    expect(directory.lookup(userOf(address))).toMatchObject({ federated, because })
  })
})

const domainsIn = async (file: string) => (await readExport('domains.csv', Buffer.from(file))).domains
const DOMAIN = { name: 'contoso.com', federated: true }

describe('a list of domains', () => {
  test.each([
    ['commas', 'Id,AuthenticationType\ncontoso.com,Federated\n', 2],
    ['semicolons', 'Id;AuthenticationType\ncontoso.com;Federated\n', 2],
    ['tabs', 'Id\tAuthenticationType\ncontoso.com\tFederated\n', 2],
    ['CR LF', 'Id,AuthenticationType\r\ncontoso.com,Federated\r\n', 2],
    ['CR', 'Id,AuthenticationType\rcontoso.com,Federated\r', 2],
    ['no last line end', 'Id,AuthenticationType\ncontoso.com,Federated', 2],
    ['#TYPE', '#TYPE Microsoft.Domain\nId,AuthenticationType\ncontoso.com,Federated', 3],
    ['#TYPE and CR', '#TYPE Microsoft.Domain\rId,AuthenticationType\rcontoso.com,Federated', 3],
    ['#TYPE in quotes, as Excel saves it', '"#TYPE A,B"\nId,AuthenticationType\ncontoso.com,Federated', 3],
    ['sep=', 'sep=;\r\nId;AuthenticationType\r\ncontoso.com;Federated', 3],
    ['blank lines', '\n\r\nId,AuthenticationType\n\n\ncontoso.com,Federated\n\n', 6],
    ['#TYPE and blank lines', '#TYPE Microsoft.Domain\n\nId,AuthenticationType\n\ncontoso.com,Federated', 5],
    ['a header of two lines', '"Id","Authentication\nType"\ncontoso.com,Federated', 3],
    ['other columns', 'Status,Id,X,AuthenticationType\nVerified,contoso.com,"a\n\nb",Federated', 2],
    ['a domain in capitals', 'Name,Authentication\nCONTOSO.COM,FEDERATED', 2],
    ['yes and no', 'Domain Name,Federated\ncontoso.com,Yes', 2],
    ['verified domains', 'Id,AuthenticationType,IsVerified\ncontoso.com,Federated,True', 2],
  ])('in a file with %s', async (_, file, line) => {
    expect(await domainsIn(file)).toEqual([{ ...DOMAIN, source: `domains.csv line ${line}` }])
  })

  test.each([
    ['an array', '[{"id":"contoso.com","authenticationType":"Federated"}]', 1],
    ['an answer of Graph', ' {"value":[{"id":"contoso.com","authenticationType":"Federated"}]}', 1],
    ['one object', '{"Id":"contoso.com","AuthenticationType":"Federated"}\n', 1],
    ['entries that are none', '[null,5,{"Id":"contoso.com","AuthenticationType":"Federated"}]', 3],
  ])('in JSON, as %s', async (_, file, entry) => {
    expect(await domainsIn(file)).toEqual([{ ...DOMAIN, source: `domains.csv entry ${entry}` }])
  })

  test('in JSON may have entries with different fields', async () => {
    const file =
      '[{"id":"a.example","isVerified":false},{"authenticationType":"Federated","id":"contoso.com"}]'

    expect(await domainsIn(file)).toEqual([
      { name: 'a.example', federated: undefined, source: 'domains.csv entry 1' },
      { ...DOMAIN, source: 'domains.csv entry 2' },
    ])
  })

  test.each([
    ['IsVerified', 'False'],
    ['IsVerified', 'FALSE'],
    ['Status', 'Unverified'],
    ['status', 'unverified'],
  ])('leaves open who is not verified: %s %s', async (column, value) => {
    const file = `Id,AuthenticationType,${column}\na.example,,${value}\ncontoso.com,Federated,True`

    expect(await readExport('d.csv', Buffer.from(file))).toEqual({
      domains: [
        { name: 'a.example', federated: undefined, source: 'd.csv line 2' },
        { ...DOMAIN, source: 'd.csv line 3' },
      ],
      users: [],
      notes: [],
      mistakes: [],
    })
  })

  test('without anybody who is verified is a mistake', async () => {
    const file = 'Id,AuthenticationType,IsVerified\ncontoso.com,Federated,False\na.example,,False'

    expect(await readExport('d.csv', Buffer.from(file))).toMatchObject({
      domains: [{ federated: undefined }, { federated: undefined }],
      mistakes: ['d.csv has no domain that is verified.'],
    })
    expect(await openExports({ 'd.csv': file })).toEqual({
      mistakes: ['d.csv has no domain that is verified.'],
    })
  })

  test('names what is not a domain, verified or not', async () => {
    const file = 'Id,AuthenticationType,IsVerified\nx y,,False\ncontoso.com,Federated,True'

    expect((await readExport('d.csv', Buffer.from(file))).mistakes).toEqual([
      'd.csv line 2: Id is not a domain.',
    ])
  })

  test('has names of every script, in one form', async () => {
    expect(await domainsIn('Id,AuthenticationType\nBücher.example,Managed')).toEqual([
      { name: 'xn--bcher-kva.example', federated: false, source: 'domains.csv line 2' },
    ])
  })

  test('may be the first page of a longer one', async () => {
    const file =
      '{"@odata.nextLink":"https://example.com","value":[{"id":"contoso.com","authenticationType":"Managed"}]}'
    const { domains, notes } = await readExport('domains.json', Buffer.from(file))

    expect(domains).toEqual([
      { name: 'contoso.com', federated: false, source: 'domains.json entry 1', alone: true },
    ])
    expect(notes).toEqual([
      'domains.json is the first page of a longer list: what is missing in it is not known.',
    ])
  })

  test('may be the last page', async () => {
    const file = '{"@odata.nextLink":null,"value":[{"id":"contoso.com","authenticationType":"Federated"}]}'

    expect(await readExport('d.json', Buffer.from(file))).toEqual({
      domains: [{ ...DOMAIN, source: 'd.json entry 1' }],
      users: [],
      notes: [],
      mistakes: [],
    })
  })
})

describe('a list of users', () => {
  test.each([
    ['Mail', 'a@contoso.com', ['a@contoso.com']],
    ['Email Address', 'a@contoso.com', ['a@contoso.com']],
    ['PrimarySmtpAddress', 'a@contoso.com', ['a@contoso.com']],
    ['WindowsEmailAddress', 'a@contoso.com', ['a@contoso.com']],
    ['EmailAddresses', '"SMTP:a@contoso.com, smtp:b@contoso.com"', ['a@contoso.com', 'b@contoso.com']],
    ['proxy addresses', 'SMTP:a@contoso.com+smtp:b@contoso.com', ['a@contoso.com', 'b@contoso.com']],
    ['proxy_addresses', 'a@contoso.com', ['a@contoso.com']],
  ])('knows addresses by %s', async (column, cell, addresses) => {
    const file = Buffer.from(`${column},User Principal Name\n${cell},ann@fabrikam.com\n`)

    expect((await readExport('users.csv', file)).users).toEqual([
      { signInName: 'ann@fabrikam.com', addresses, place: 'users.csv line 2' },
    ])
  })

  test.each([
    [[], []],
    [[',a@contoso.com'], ['line 3 has WHAT.']],
    [[',a@contoso.com', 'b,b@contoso.com'], ['line 3 has WHAT (and 1 more like it).']],
    [[',a@x.example', '\t,b@x.example', 'c@,c@x.example'], ['line 3 has WHAT (and 2 more like it).']],
    [['c@contoso.com,', ','], []],
  ])(
    'tells where the first stands who has an address and no sign-in name, and how many: %j',
    async (rows, told) => {
      const file = ['UserPrincipalName,Mail', 'd@contoso.com,d@contoso.com', ...rows].join('\n')
      const { users, notes, mistakes } = await readExport('users.csv', Buffer.from(file))
      const what = 'no UserPrincipalName that can be used, so the domain of the address decides'

      expect(users.map(({ signInName }) => signInName)).toEqual(['d@contoso.com'])
      expect(notes).toEqual(told.map((each) => `users.csv ${each.replace('WHAT', what)}`))
      expect(mistakes).toEqual([])
    },
  )

  test.each([
    [['joe', 'SMTP:joe'], ['line 3 has WHAT (and 1 more like it).']],
    [['{SMTP:joe}'], ['line 3 has WHAT.']],
    [['SIP:a@contoso.com', '{X500:/o=Contoso}', '{}', ' ', 'b@contoso.com x'], []],
  ])('tells where no address can be read: %j', async (cells, told) => {
    const rows = cells.map((cell, index) => `u${index}@contoso.com,${cell}`)
    const file = ['UserPrincipalName,ProxyAddresses', 'd@contoso.com,d@contoso.com', ...rows].join('\n')
    const { notes } = await readExport('users.csv', Buffer.from(file))

    expect(notes).toEqual(
      told.map((each) => `users.csv ${each.replace('WHAT', 'a cell in which no address can be read')}`),
    )
  })

  test('takes a sign-in name without the blanks around it', async () => {
    const file = 'UserPrincipalName,Mail\n"  ann@fabrikam.com\t",a@contoso.com'

    expect((await readExport('users.csv', Buffer.from(file))).users).toMatchObject([
      { signInName: 'ann@fabrikam.com' },
    ])
  })

  test.each([
    ['{SMTP:a@contoso.com, smtp:b@contoso.com...}', ['a@contoso.com']],
    ['{SMTP:a@contoso.com, smtp:b@contoso.com\u2026}', ['a@contoso.com']],
  ])('says that PowerShell left out the rest of %s', async (list, addresses) => {
    const file = `UserPrincipalName,EmailAddresses\nann@fabrikam.com,"${list}"`
    const { users, notes } = await readExport('users.csv', Buffer.from(file))

    expect(users).toMatchObject([{ addresses }])
    expect(notes).toEqual([expect.stringContaining("e={$_.EmailAddresses -join ';'}")])
  })

  const DAMAGE =
    'has a name or an address with bytes that are not Unicode. Export it again with -Encoding UTF8, or save it as UTF-8.'
  const damaged = (text: string) => Buffer.from(text, 'latin1')

  test.each([
    [
      'a sign-in name',
      damaged('UserPrincipalName,Mail\na@contoso.com,a@contoso.com\nj\xf6@contoso.com,b@contoso.com'),
    ],
    ['an address', damaged('UserPrincipalName,Mail\n\nb@contoso.com,j\xf6@contoso.com')],
    ['a list', damaged('UserPrincipalName,Mail,ProxyAddresses\n\nb@contoso.com,,x j\xf6@contoso.com')],
    [
      'a list in UTF-16',
      encodeAs('UserPrincipalName,Mail\n\nb@contoso.com,j\ud800@contoso.com', {
        encoding: 'utf-16le',
        mark: true,
      }),
    ],
  ])('with bytes that are not Unicode in %s is a mistake', async (_, file) => {
    expect(await readExport('users.csv', file)).toMatchObject({
      users: [],
      mistakes: [`users.csv line 3 ${DAMAGE}`],
    })
  })

  test('may have damage elsewhere', async () => {
    const file = damaged('DisplayName,UserPrincipalName,Mail\nJ\xf6,a@contoso.com,b@contoso.com')

    expect(await readExport('users.csv', file)).toMatchObject({
      users: [{ signInName: 'a@contoso.com', addresses: ['b@contoso.com'] }],
      notes: [],
      mistakes: [],
    })
  })

  test.each([
    [
      'no row has one',
      'a@contoso.com,,,a@contoso.com\nb@contoso.com,,,b@contoso.com',
      ['EmailAddresses', 'ProxyAddresses'],
    ],
    [
      'only some have one',
      'a@contoso.com,SMTP:a@contoso.com,,\nb@contoso.com,,,b@contoso.com',
      ['ProxyAddresses'],
    ],
    ['each is in some row', 'a@contoso.com,SMTP:a@contoso.com,,\nb@contoso.com,,smtp:b@contoso.com,', []],
  ])('says which lists are empty: %s', async (_, rows, empty) => {
    const file = `UserPrincipalName,EmailAddresses,ProxyAddresses,Mail\n${rows}`
    const { users, notes, mistakes } = await readExport('users.csv', Buffer.from(file))

    expect(users.map(({ signInName }) => signInName)).toEqual(['a@contoso.com', 'b@contoso.com'])
    expect(notes).toEqual(
      empty.map(
        (column) =>
          `users.csv: ${column} is empty in every row, so users are known by one address at most. Get-MgUser fills ProxyAddresses only with -Property UserPrincipalName, Mail, ProxyAddresses.`,
      ),
    )
    expect(mistakes).toEqual([])
  })

  test.each(['null', '[]', '[null]'])('says so of JSON with %s', async (list) => {
    const file = `[{"userPrincipalName":"a@contoso.com","mail":"a@contoso.com","proxyAddresses":${list}}]`

    expect((await readExport('users.json', Buffer.from(file))).notes).toEqual([
      'users.json: proxyAddresses is empty in every row, so users are known by one address at most. Get-MgUser fills ProxyAddresses only with -Property UserPrincipalName, Mail, ProxyAddresses.',
    ])
  })

  test('holds addresses in several columns, some of which cannot be read', async () => {
    const file =
      'UserPrincipalName,EmailAddresses,ProxyAddresses,Mail\na@contoso.com,System.String[],System.Object[],b@contoso.com'
    const { users, notes } = await readExport('users.csv', Buffer.from(file))

    expect(users).toMatchObject([{ addresses: ['b@contoso.com'] }])
    expect(notes).toEqual(
      [/users\.csv: EmailAddresses .*Select-Object/, /users\.csv: ProxyAddresses /].map((note) =>
        expect.stringMatching(note),
      ),
    )
  })
})

describe('what cannot be used says why', () => {
  test.each([
    ['', [/^x\.csv is an export of neither domains nor users\..*It is empty\.$/]],
    ['\r\n\r\n', [/It is empty\.$/]],
    ['[]', [/It is empty\.$/]],
    ['{"value":[]}', [/It is empty\.$/]],
    ['Printer,Floor\nP1,2\n', [/neither domains nor users\. Looked for .*It has 2 columns\.$/]],
    ['Printer;Floor\nP1;2', [/It has 2 columns\.$/]],
    [
      'Printer\tFloor,Room\tBuilding\nP1',
      [/Looked for the columns Id, .* \(domains\), or UserPrincipalName .* \(users\)\. It has 3 columns/],
    ],
    ['Printer\nP1\n', [/It has 1 column\.$/]],
    ['Printer,DisplayName,Id\nP1,P,2\n', [/It has DisplayName, Id, 1 other column\.$/]],
    ['Printer,Floor\nP1,2,3\n"P2,', [/It has 2 columns\.$/]],
    ['Mail,Id\na@contoso.com,1\n', [/It has Mail, Id\.$/]],
    ['UserPrincipalName,Id\na@contoso.com,1\n', [/It has UserPrincipalName, Id\.$/]],
    [
      'UserPrincipalName,Name,AuthenticationType\na@contoso.com,1,Managed\n',
      [/It has UserPrincipalName, Name, AuthenticationType\.$/],
    ],
    [
      'EmailAddress,Password,ForceChangePassword,Dept,Floor\na@contoso.com,pw,True,x,1\n',
      [/It has EmailAddress, Password, ForceChangePassword, 2 other columns\.$/],
    ],
    ['joe@contoso.com,Passw0rd-secret,True', [/It has 3 columns\.$/]],
    ['{"error":{"code":"x"}}', [/It has 1 column\.$/]],
    [
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      [
        /^x\.csv is a Git LFS pointer, not the file itself\. Fetch it with "git lfs pull" or, for the Action, keep it out of Git LFS\.$/,
      ],
    ],
    ['Id,AuthenticationType\n', [/^x\.csv has a header and nothing below it\.$/]],
    ['#TYPE x\nUserPrincipalName,Mail', [/a header and nothing below it/]],
    [
      'Id,AuthenticationType\na.example,Managed\nb.example,Managed,x\n',
      [/^x\.csv line 3 does not have as many cells as the header: 3 instead of 2\.$/],
    ],
    [
      'Id,AuthenticationType\n"a\n.example",Managed\n\nb.example\n',
      [/^x\.csv line 5 does not have as many cells as the header: 1 instead of 2\.$/],
    ],
    [
      'Id,AuthenticationType\na.example,Managed\n"b.example,Managed\n',
      [/^x\.csv is not valid CSV: a double quote .* line 3 or below/],
    ],
    ['Id,AuthenticationType\na.example,Man"aged\n', [/not valid CSV: .* line 2 or below/]],
    ['Id,AuthenticationType\n"a.example"x,Managed\n', [/not valid CSV: .* line 2 or below/]],
    ['PK"\n1,2', [/not valid CSV: .* line 1 or below/]],
    ['{"value":[', [/^x\.csv is not valid JSON\. Export it again\.$/]],
    ['[{"id":"contoso.com",}]', [/not valid JSON/]],
    [
      'Id,AuthenticationType\ncontoso,Managed\n@x.example,Managed\n',
      [/^x\.csv line 2: Id is not a domain\.$/, /^x\.csv line 3: Id is not a domain\.$/],
    ],
    [
      'Name,Authentication\na.example,\nb.example,Mixed\nc.example,Managed',
      [
        /^x\.csv line 2: Authentication is neither Federated nor Managed: it is empty\.$/,
        /^x\.csv line 3: Authentication is neither Federated nor Managed\.$/,
      ],
    ],
    [
      'Id,AuthenticationType\na@contoso.com,Managed\nlong-na\u2026,Managed\n--,--\nd.example,Managed\n" ",x\na.example,Mana...\n',
      [
        /^x\.csv line 2: Id is not a domain: it is an address\.$/,
        /^x\.csv line 3: Id is not a domain: it is screen output; use Export-Csv\.$/,
        /^x\.csv line 4: Id is not a domain: it is screen output; use Export-Csv\.$/,
        /^x\.csv line 6: Id is not a domain: it is empty\.$/,
        /^x\.csv line 7: AuthenticationType is neither .*: it is screen output; use Export-Csv\.$/,
      ],
    ],
    [
      '\r\nId          AuthenticationType\r\n--          ------------------\r\ncontoso.com Federated\r\n\r\n',
      [/^x\.csv is screen output, not an export\. Use Export-Csv/],
    ],
    [
      '\r\n\r\nId                 : contoso.com\r\nAuthenticationType : Federated\r\n\r\n',
      [/^x\.csv is screen output, not an export\./],
    ],
    [
      'Domain Name,Federated\na.example,Yes\nb.example,Perhaps',
      [/^x\.csv line 3: Federated is neither Yes nor No\.$/],
    ],
    [
      'Id,AuthenticationType,id\na.example,Managed,b.example',
      [/^x\.csv has the column id twice\. Remove one\.$/],
    ],
    [
      'UserPrincipalName,User principal name,Mail\na@contoso.com,b@contoso.com,a@contoso.com',
      [/^x\.csv has the column User principal name twice\./],
    ],
    [
      'UserPrincipalName,Mail,ForceChangePassword\na@contoso.com,a@contoso.com,True',
      [/neither domains nor users\..* It has UserPrincipalName, Mail, ForceChangePassword\.$/],
    ],
    [
      'UserPrincipalName,EmailAddress,Password\na@contoso.com,a@contoso.com,pw',
      [/neither domains nor users\..* It has UserPrincipalName, EmailAddress, Password\.$/],
    ],
    [
      '[{"id":5,"authenticationType":"Managed"},{"id":"a.example"}]',
      [/^x\.csv entry 1: id is not a domain\.$/, /^x\.csv entry 2: authenticationType is neither/],
    ],
    [
      'UserPrincipalName,Mail\n,a@contoso.com\nb@contoso.com,\n',
      [/^x\.csv has no user with a sign-in name and an address\.$/],
    ],
    [
      'UserPrincipalName,ProxyAddresses\na@contoso.com,System.String[]\n',
      [
        /^x\.csv: ProxyAddresses holds the name of a list, or only its beginning, .*\$_\.ProxyAddresses -join/,
      ],
    ],
  ])('%j', async (file, mistakes) => {
    const found = await readExport('x.csv', Buffer.from(file))

    expect(found.mistakes).toEqual(mistakes.map((mistake) => expect.stringMatching(mistake)))
    expect(found.users).toEqual([])
  })

  test('a file of another kind is no export, whatever its lines hold', async () => {
    const { mistakes } = await readExport('x.csv', Buffer.from('Id,AuthenticationType\n', 'utf16le'))

    expect(mistakes).toEqual([expect.stringMatching(/neither domains nor users/)])
  })
})

/** No address, no domain and no name of a column holds the sign. */
const SECRETS = ['¤¤¤', 'Pass¤word', 'a@b.example¤', '"¤', '¤\n¤', 'P¤,w;\t']
/** What columns mostly hold. */
const VALUES: Readonly<Record<string, string[]>> = {
  UserPrincipalName: ['a@contoso.com', 'b@fabrikam.com', 'A@Contoso.com', '', 'x', '\ufffd@contoso.com'],
  Mail: ['a@contoso.com', 'b@contoso.com', 'c@contoso.com', '', 'nobody'],
  ProxyAddresses: ['SMTP:a@contoso.com;smtp:b@contoso.com', 'b@contoso.com', 'System.String[]', ''],
  EmailAddresses: ['', '', '', 'smtp:c@contoso.com'],
  Id: ['contoso.com', 'CONTOSO.com', 'fabrikam.com', 'x'],
  AuthenticationType: ['Federated', 'Managed', 'Managed', ''],
  IsVerified: ['True', 'False', 'False'],
  Password: ['Pa$$w0rd'],
  EmailAddress: ['b@contoso.com'],
  ForceChangePassword: ['True', 'False'],
  DisplayName: ['Ann', ''],
}
const USEFUL = [
  ['UserPrincipalName', 'Mail'],
  ['UserPrincipalName', 'ProxyAddresses'],
  ['UserPrincipalName', 'Mail', 'EmailAddresses'],
  ['Id', 'AuthenticationType'],
  ['Id', 'AuthenticationType', 'IsVerified'],
  ['EmailAddress', 'Password'],
]

const secret = fc.constantFrom(...SECRETS)
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Object.keys(VALUES)) },
  { weight: 1, arbitrary: secret },
)
const cellOf = (name: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(VALUES[name] ?? ['x'])) },
    { weight: 1, arbitrary: secret },
  )
const cellsTooMany = fc.oneof(
  { weight: 15, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(secret, { maxLength: 2 }) },
)

interface Leaky {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Tables of exports, of batches and of anything, with secrets in every place. */
const leaky: fc.Arbitrary<Leaky> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...USEFUL) }, { weight: 1, arbitrary: fc.constant([]) }),
    fc.array(name, { maxLength: 2 }),
  )
  .map((parts) => parts.flat())
  .chain((header) =>
    fc.record({
      header: fc.constant(header),
      rows: fc.array(
        fc.tuple(fc.tuple(...header.map(cellOf)), cellsTooMany).map((parts) => parts.flat()),
        { maxLength: 4 },
      ),
    }),
  )

const asCsv = ({ header, rows }: Leaky, delimiter: string, isQuoted: boolean) =>
  [header, ...rows]
    .map((cells) =>
      cells.map((cell) => (isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
    )
    .join('\r\n')
const asJson = ({ header, rows }: Leaky) =>
  JSON.stringify(rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]]))))

const leakyFile = fc
  .record({
    table: leaky,
    delimiter: fc.constantFrom(',', ';', '\t'),
    how: fc.constantFrom('quoted', 'quoted', 'plain', 'headerless', 'json'),
    writing,
  })
  .map(({ table, delimiter, how, writing }) => {
    const shown = how === 'headerless' ? { ...table, header: table.rows[0] ?? [] } : table
    return encodeAs(how === 'json' ? asJson(table) : asCsv(shown, delimiter, how !== 'plain'), writing)
  })

const askedAbout = ['a@contoso.com', 'b@contoso.com', 'x@contoso.com'].map(userOf)

/** Everything that may be said of two exports. */
async function saidOf(files: readonly Uint8Array[]): Promise<string[]> {
  const named = Object.fromEntries(files.map((file, index) => [`${index}.csv`, file]))
  const exports = await Promise.all(files.map((file) => readExport('x.csv', file)))
  const said = exports.flatMap(({ notes, mistakes }) => [...notes, ...mistakes])
  const opened = await openExports(named)
  if ('mistakes' in opened) return [...said, ...opened.mistakes]
  return [...said, ...askedAbout.map((user) => opened.directory.lookup(user).because)]
}

test('nothing is shown of a cell but a domain, a sign-in name and an address', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(leakyFile, { minLength: 1, maxLength: 2 }), async (files) => {
      expect((await saidOf(files)).join('\n')).not.toContain('¤')
    }),
    runs,
  )
})

describe('the generator reaches', () => {
  const said = Promise.all(draw(leakyFile).map((file) => saidOf([file])))

  test.each([
    ['neither', /neither domains nor users/],
    ['nobody verified', /no domain that is verified/],
    ['empty lists', /is empty in every row/],
    ['nothing below the header', /nothing below it/],
    ['cells too many', /as many cells as the header/],
    ['bad quotes', /not valid CSV/],
    ['bytes that are not Unicode', /bytes that are not Unicode/],
    ['cells without an address', /no address can be read/],
    ['columns that stand there twice', / twice\. Remove one/],
    ['what is not a domain', /is not a domain/],
    ['what is neither federated nor managed', /neither Federated nor Managed/],
    ['no users', /no user with/],
    ['users without a name', /no UserPrincipalName/],
    ['lists', /-join/],
    ['two users with one address', /two users have/],
    ['sign-in names', /signs in as/],
    ['domains', /is (?:federated|managed) \(/],
  ])('%s', async (_, message) => {
    expect((await said).filter((each) => each.some((line) => message.test(line))).length).toBeGreaterThan(2)
  })
})
