import { describe, expect, test } from 'vitest'
import { type Answer, unanswered } from '../../src/federation/answer.ts'
import { createDirectory, type Source } from '../../src/federation/directory.ts'
import { createUserList } from '../../src/federation/user-list.ts'
import { listOf } from '../support/federation.ts'

const user = (domain: string | undefined, name = 'joe') => ({
  user: domain === undefined ? null : `${name}@${domain}`,
  domain,
})

const answer = (domain: string, federated: boolean | undefined): Answer => ({
  domain,
  federated,
  why: 'a test',
  because: `${domain}: a test`,
})

/** A source that knows what it says only once it was asked. */
function sourceOf(known: readonly Answer[]): Source & { readonly questions: string[][] } {
  const questions: string[][] = []
  return {
    questions,
    async ask(domains) {
      questions.push([...domains])
    },
    answer: (domain) =>
      questions.flat().includes(domain) ? known.find((each) => each.domain === domain) : undefined,
  }
}

test('a user is as federated as the domain', () => {
  const directory = createDirectory([listOf('contoso.com')])

  expect(directory.lookup(user('eu.contoso.com')).federated).toBe(true)
  expect(directory.lookup(user('fabrikam.com')).federated).toBe(false)
})

test('nobody knows a user without a valid address, even where every domain is federated', async () => {
  const directory = createDirectory([listOf('*')])
  await directory.ask([user(undefined)])

  expect(directory.lookup(user(undefined)).federated).toBeUndefined()
  expect(directory.allAnswered).toBe(true)
})

describe('sources', () => {
  test('are asked in order, each once for a domain, and only about what those before it left open', async () => {
    const first = sourceOf([answer('fabrikam.com', false)])
    const second = sourceOf([answer('fabrikam.com', true), answer('example.com', true)])
    const directory = createDirectory([listOf('contoso.com,auto'), first, second])
    await directory.ask([user('contoso.com'), user('fabrikam.com'), user(undefined), user('example.com')])
    await directory.ask([user('example.com', 'ann'), user('contoso.onmicrosoft.com')])

    expect(first.questions).toEqual([['fabrikam.com', 'example.com']])
    expect(second.questions).toEqual([['example.com']])
    expect(
      ['contoso.com', 'fabrikam.com', 'example.com'].map((each) => directory.lookup(user(each)).federated),
    ).toEqual([true, false, true])
    expect(directory.allAnswered).toBe(true)
  })

  test('leave a domain unanswered if one of them cannot answer, whatever those after it know', async () => {
    const failing = sourceOf([unanswered('example.com', 'it is down')])
    const directory = createDirectory([failing, sourceOf([answer('example.com', false)])])
    await directory.ask([user('example.com')])

    expect(directory.lookup(user('example.com'))).toMatchObject({
      federated: undefined,
      unanswered: 'it is down',
    })
    expect(directory.allAnswered).toBe(false)
  })

  test('answer that nobody knows a domain, which is an answer', async () => {
    const directory = createDirectory([sourceOf([answer('example.com', undefined)])])
    await directory.ask([user('example.com')])

    expect(directory.allAnswered).toBe(true)
    expect(directory.lookup(user('example.com')).unanswered).toBeUndefined()
  })

  test('that all leave a domain open leave it unanswered', async () => {
    const directory = createDirectory([listOf('contoso.com,auto'), sourceOf([])])
    await directory.ask([user('fabrikam.com')])

    expect(directory.lookup(user('fabrikam.com')).unanswered).toBeDefined()
    expect(directory.allAnswered).toBe(false)
  })

  test('are not asked about users that decide nothing, and nothing waits for them', () => {
    const directory = createDirectory([sourceOf([answer('example.com', true)])])

    expect(directory.lookup(user('example.com')).federated).toBeUndefined()
    expect(directory.allAnswered).toBe(true)
  })

  test('may be asked about a domain that was looked up before', async () => {
    const directory = createDirectory([sourceOf([answer('example.com', true)])])
    directory.lookup(user('example.com'))
    await directory.ask([user('example.com')])

    expect(directory.lookup(user('example.com')).federated).toBe(true)
  })
})

describe('what settles it where nobody could answer', () => {
  const directory = createDirectory([listOf('fabrikam.com,auto'), sourceOf([])])

  test('is one command, in which the list stays as it is', () => {
    expect(directory.cure(['contoso.com'])).toBe(
      'If it is, run the check again with --federated-domains "fabrikam.com,auto,contoso.com"; if not, with "fabrikam.com,auto,!contoso.com"',
    )
    expect(directory.cure(['contoso.com', 'example.com'])).toBe(
      'Run the check again with --federated-domains "fabrikam.com,auto,contoso.com,example.com", and ! before each that is not',
    )
  })

  test('is an export, of more domains than a command can name', () => {
    const domains = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.example.com`)

    expect(directory.cure(domains)).toBe(
      'Run the check again with an export of the domains: --directory-export domains.csv (docs/who-is-federated.md shows how)',
    )
  })

  test('can be read by the list itself', () => {
    expect(listOf('fabrikam.com,auto,contoso.com').answer('contoso.com')).toMatchObject({ federated: true })
    expect(listOf('fabrikam.com,auto,!contoso.com').answer('contoso.com')).toMatchObject({ federated: false })
  })
})

describe('a list of users', () => {
  const { list } = createUserList([
    {
      signInName: 'Ann@Fabrikam.com',
      addresses: ['ann@contoso.com', 'Ann.Lee@contoso.com'],
      place: 'users.csv line 3',
    },
    { signInName: 'joe@contoso.com', addresses: ['joe@contoso.com'], place: 'users.csv line 2' },
  ])
  const directory = createDirectory([listOf('contoso.com')], list)

  test('tells by which name a user signs in, and the domain of that name decides', () => {
    expect(directory.lookup(user('contoso.com', 'ann'))).toMatchObject({
      domain: 'fabrikam.com',
      federated: false,
      because:
        'ann@contoso.com signs in as Ann@Fabrikam.com (users.csv line 3), and fabrikam.com is managed (not named in federated-domains)',
    })
    expect(directory.lookup(user('contoso.com', 'ANN.LEE')).federated).toBe(false)
  })

  test.each(['joe', 'service'])(
    'leaves a user alone whose sign-in name has the same domain, or who is not in it',
    (name) => {
      expect(directory.lookup(user('contoso.com', name))).toMatchObject({
        federated: true,
        because: 'contoso.com is federated (named in federated-domains)',
      })
    },
  )

  test('tells the name of a user even if nobody knows its domain', () => {
    const nobody = createDirectory([sourceOf([])], list)

    expect(nobody.lookup(user('contoso.com', 'ann'))).toMatchObject({
      federated: undefined,
      because:
        'ann@contoso.com signs in as Ann@Fabrikam.com (users.csv line 3), and nobody could say whether fabrikam.com is federated',
    })
  })

  test('sends the questions to the domain of the sign-in name', async () => {
    const source = sourceOf([])
    await createDirectory([source], list).ask([user('contoso.com', 'ann')])

    expect(source.questions).toEqual([['fabrikam.com']])
  })
})
