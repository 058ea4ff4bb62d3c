import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFederatedDomains } from '../../src/federation/domains.ts'
import { listOf } from '../support/federation.ts'
import { draw, runs } from '../support/generators.ts'

const answer = (list: string, domain: string) => listOf(list).answer(domain)?.federated

describe('a list of federated domains', () => {
  test.each([
    ['contoso.com', 'contoso.com', true],
    ['contoso.com', 'eu.contoso.com', true],
    ['contoso.com', 'a.b.eu.contoso.com', true],
    ['contoso.com', 'notcontoso.com', false],
    ['contoso.com', 'contoso.com.example', false],
    ['contoso.com', 'com', false],
    ['eu.contoso.com', 'contoso.com', false],
    ['CONTOSO.com', 'contoso.com', true],
    ['contoso.com.', 'contoso.com', true],
    ['bücher.example', 'xn--bcher-kva.example', true],
    ['XN--BCHER-KVA.example', 'mail.xn--bcher-kva.example', true],
    ['contoso.com,!eu.contoso.com', 'eu.contoso.com', false],
    ['contoso.com,!eu.contoso.com', 'mail.eu.contoso.com', false],
    ['!eu.contoso.com,contoso.com', 'us.contoso.com', true],
    ['contoso.com,!eu.contoso.com,it.eu.contoso.com', 'it.eu.contoso.com', true],
    ['!contoso.com,eu.contoso.com', 'eu.contoso.com', true],
    ['!contoso.com,example.com', 'fabrikam.com', false],
    ['exports', 'contoso.com', undefined],
    ['exports', 'contoso.onmicrosoft.com', false],
    ['contoso.com,Exports', 'eu.contoso.com', true],
    ['!contoso.com,exports', 'contoso.com', false],
    ['*', 'anything.example', true],
    ['*,!contoso.com', 'eu.contoso.com', false],
    ['*', 'contoso.onmicrosoft.com', false],
    ['*', 'onmicrosoft.com', false],
    ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com', false],
    ['*', 'notonmicrosoft.com', true],
    ['none', 'contoso.com', false],
    ['NONE', 'contoso.com', false],
    ['auto', 'contoso.com', undefined],
    ['auto', 'contoso.onmicrosoft.com', false],
    ['contoso.com,auto', 'eu.contoso.com', true],
    ['contoso.com,Auto', 'fabrikam.com', undefined],
    ['!contoso.com,auto', 'contoso.com', false],
    ['*,auto', 'fabrikam.com', true],
    [' contoso.com ,\n\tfabrikam.com ,', 'fabrikam.com', true],
    ['contoso.com fabrikam.com', 'fabrikam.com', true],
  ])('%j: %s is %s', (list, domain, federated) => {
    expect(answer(list, domain)).toBe(federated)
  })

  test.each([
    ['contoso.com', true],
    ['none', true],
    ['*', true],
    ['auto', false],
    ['contoso.com,auto', false],
    ['*,auto', true],
    ['exports', false],
    ['contoso.com,exports', false],
  ])('%j is complete: %s', (list, complete) => {
    expect(listOf(list).complete).toBe(complete)
  })

  test.each([
    ['contoso.com', 'contoso.com', 'contoso.com is federated (named in federated-domains)'],
    [
      'contoso.com',
      'eu.contoso.com',
      'eu.contoso.com belongs to contoso.com, which is federated (named in federated-domains)',
    ],
    ['!contoso.com,auto', 'contoso.com', 'contoso.com is managed (excluded in federated-domains)'],
    [
      '!contoso.com,auto',
      'eu.contoso.com',
      'eu.contoso.com belongs to contoso.com, which is managed (excluded in federated-domains)',
    ],
    ['none', 'fabrikam.com', 'fabrikam.com is managed (federated-domains is none)'],
    ['auto', 'x.onmicrosoft.com', 'x.onmicrosoft.com is managed (every onmicrosoft.com domain is)'],
    ['contoso.com', 'fabrikam.com', 'fabrikam.com is managed (not named in federated-domains)'],
    ['*', 'fabrikam.com', 'fabrikam.com is federated (by * in federated-domains)'],
  ])('%j says of %s: %s', (list, domain, because) => {
    expect(listOf(list).answer(domain)?.because).toBe(because)
  })
})

describe('mistakes in the list', () => {
  test.each([
    ['', [/federated-domains is empty/]],
    [' , ', [/federated-domains is empty/]],
    ['contoso', [/entry 1 is not a domain\. Write domains separated by commas/]],
    ['*.contoso.com', [/entry 1 is not a domain.*write just the domain/]],
    ['@contoso.com', [/entry 1 is not a domain.*write just the domain/]],
    ['joe@contoso.com', [/entry 1 is not a domain.*write just the domain/]],
    ['https://contoso.com', [/entry 1 is not a domain/]],
    ['contoso.com;fabrikam.com', [/entry 1 is not a domain/]],
    ['auto,!*', [/entry 2 is not a domain/]],
    ['!none', [/entry 1 is not a domain/]],
    ['!!contoso.com', [/entry 1 is not a domain/]],
    ['none,contoso.com', [/none .* stands alone/]],
    ['none,auto', [/none .* stands alone/]],
    ['auto,exports', [/Remove auto or exports/]],
    ['!contoso.com', [/only excludes domains, so no domain is federated\. Write auto,!eu\.contoso\.com/]],
    ['!contoso.com,!fabrikam.com', [/only excludes domains/]],
    ['contoso.com,!contoso.com', [/entries 1 and 2 are one domain, with and without "!"/]],
    ['!Bücher.example,xn--bcher-kva.example', [/entries 1 and 2 are one domain/]],
    ['contoso,none,a.b,!a.b,x y', [/entry 1/, /entry 5/, /entry 6/, /stands alone/, /entries 3 and 4/]],
  ])('%j', (list, expected) => {
    expect(readFederatedDomains(list)).toEqual({
      mistakes: expected.map((mistake) => expect.stringMatching(mistake)),
    })
  })

  test.each([
    'domains.txt',
    './domains',
    'exports\\domains.csv',
    '/d/domains.JSON',
    '!list.xlsx',
    'D:\\x.yml',
  ])('a file where a list belongs: %s', (file) => {
    expect(readFederatedDomains(`contoso.com,${file}`)).toEqual({
      mistakes: [
        'federated-domains: entry 2 is the name of a file, which is not read here. Write the domains themselves, separated by commas, or give an export in directory-export.',
      ],
    })
  })

  test('never say what is written in it', () => {
    const entry = fc.string({ unit: fc.constantFrom(...'aB1.!@*;/\\é"'), minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), (entries) => {
        const read = readFederatedDomains(entries.map((each) => `CANARY${each}`).join(','))
        expect(JSON.stringify('mistakes' in read && read.mistakes)).not.toContain('CANARY')
      }),
      runs,
    )
  })

  test('a domain named twice in the same sense is none', () => {
    expect(answer('contoso.com,CONTOSO.com.', 'contoso.com')).toBe(true)
  })
})

const label = fc.constantFrom('a', 'eu')
const domain = fc.array(label, { maxLength: 4 }).map((labels) => [...labels, 'example', 'com'].join('.'))
const tree = fc.record({
  named: fc.uniqueArray(fc.record({ name: domain, federated: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
    selector: ({ name }) => name,
  }),
  every: fc.boolean(),
  asked: domain,
})
type Tree = typeof tree extends fc.Arbitrary<infer T> ? T : never

/** Every entry tried, the longest that fits kept. */
function expected({ named, every, asked }: Tree): boolean {
  const fitting = named.filter(({ name }) => `.${asked}`.endsWith(`.${name}`))
  return fitting.sort((a, b) => b.name.length - a.name.length)[0]?.federated ?? every
}

test('the longest name that fits decides, in whatever order the list is', () => {
  fc.assert(
    fc.property(tree, (tree) => {
      const entries = tree.named.map(({ name, federated }) => (federated ? name : `!${name}`))
      const list = [...entries, tree.every ? '*' : 'fabrikam.com'] // exclusions alone are a mistake

      expect(answer(list.join(','), tree.asked)).toBe(expected(tree))
      expect(answer(list.toReversed().join(','), tree.asked)).toBe(expected(tree))
    }),
    runs,
  )
})

test('the generator reaches domains that two entries disagree about, and domains that none names', () => {
  const trees = draw(tree)
  const fitting = ({ named, asked }: Tree) => named.filter(({ name }) => `.${asked}`.endsWith(`.${name}`))

  expect(
    trees.filter((tree) => new Set(fitting(tree).map(({ federated }) => federated)).size > 1).length,
  ).toBeGreaterThan(50)
  expect(trees.filter((tree) => fitting(tree).length === 0).length).toBeGreaterThan(50)
})
