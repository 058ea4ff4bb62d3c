import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalDomain } from '../../src/batch/address.ts'
import { createDomainTable, isUnder, type ListedDomain } from '../../src/federation/domain-table.ts'
import { draw, runs } from '../support/generators.ts'

const label = fc.constantFrom('a', 'bücher', 'xn--bcher-kva')
const domain = fc.array(label, { maxLength: 3 }).map((labels) => [...labels, 'example'].join('.'))
const listed = fc.array(
  fc.record({
    name: domain,
    federated: fc.constantFrom(true, false, undefined),
    alone: fc.boolean(),
    line: fc.nat(9),
  }),
  { maxLength: 8 },
)

/** The same name in another form. */
const disguised = (name: string, how: number) =>
  [
    (n: string) => n,
    (n: string) => n.toUpperCase(),
    (n: string) => `${n}.`,
    (n: string) => n.replaceAll('bücher', 'XN--BCHER-kva'),
  ][how % 4]!(name)

interface Entry {
  readonly name: string
  readonly federated: boolean | undefined
  readonly alone: boolean
  readonly line: number
}

const isAt = (entry: Entry, asked: string) => canonicalDomain(entry.name) === canonicalDomain(asked)
const isAbove = ({ name }: Entry, asked: string) =>
  canonicalDomain(asked).endsWith(`.${canonicalDomain(name)}`)

/** Every entry tried; of the longest names that fit the first that is known, and nothing if none is. */
function expected(entries: readonly Entry[], asked: string): Entry | undefined {
  const fitting = entries.filter((entry) => isAt(entry, asked) || (isAbove(entry, asked) && !entry.alone))
  const longest = Math.max(...fitting.map(({ name }) => canonicalDomain(name).length))
  return fitting.find(
    ({ name, federated }) => canonicalDomain(name).length === longest && federated !== undefined,
  )
}

test('the longest name that fits answers, whatever form names are written in', () => {
  fc.assert(
    fc.property(listed, domain, fc.infiniteStream(fc.nat(3)), (entries, asked, forms) => {
      const form = () => forms.next().value as number
      const table = createDomainTable(
        entries.map(({ name, federated, alone, line }) => ({
          name: canonicalDomain(disguised(name, form())),
          federated,
          alone,
          source: `d.csv line ${line}`,
        })),
      )
      const name = canonicalDomain(disguised(asked, form()))
      const entry = expected(entries, asked)
      const answer = table(name)

      expect(answer && [answer.domain, answer.federated]).toEqual(
        entry && [canonicalDomain(asked), entry.federated],
      )
      if (entry !== undefined)
        expect(answer?.because).toMatch(
          new RegExp(` is ${entry.federated ? 'federated' : 'managed'}.*\\(d\\.csv line ${entry.line}\\)$`),
        )
    }),
    runs,
  )
})

describe('the generator reaches', () => {
  const pairs = draw(fc.tuple(listed, domain), 2000)

  test.each<[string, (entries: Entry[], asked: string) => boolean]>([
    [
      'domains that two entries disagree about',
      (entries, asked) =>
        new Set(
          entries
            .filter((each) => isAt(each, asked) || isAbove(each, asked))
            .map(({ federated }) => federated),
        ).size > 1,
    ],
    [
      'domains below an entry in another form',
      (entries, asked) => entries.some((each) => isAbove(each, asked) && !asked.endsWith(`.${each.name}`)),
    ],
    [
      'open domains below a known one',
      (entries, asked) =>
        expected(entries, asked) === undefined &&
        entries.some((each) => isAbove(each, asked) && !each.alone && each.federated !== undefined),
    ],
    [
      'names that one list has alone and another with what is below',
      (entries, asked) =>
        entries.some(
          (each) =>
            isAbove(each, asked) &&
            each.alone &&
            entries.some((other) => isAt(other, each.name) && !other.alone),
        ),
    ],
  ])('%s', (_, is) => {
    expect(pairs.filter((pair) => is(...pair)).length).toBeGreaterThan(20)
  })
})

test.each([
  ['contoso.com', 'contoso.com is federated (d.csv line 2)'],
  ['it.eu.contoso.com', 'it.eu.contoso.com belongs to eu.contoso.com, which is managed (d.csv line 3)'],
  ['notcontoso.com', undefined],
  ['com', undefined],
])('why, of %s: %s', (domain, because) => {
  const table = createDomainTable([
    { name: 'contoso.com', federated: true, source: 'd.csv line 2' },
    { name: 'eu.contoso.com', federated: false, source: 'd.csv line 3' },
  ])

  expect(table(domain)?.because).toBe(because)
})

describe('several lists', () => {
  const whole = { name: 'contoso.com', federated: true, source: 'whole' } as const
  const page = { ...whole, source: 'page', alone: true } as const
  const open = { ...whole, federated: undefined, source: 'open' } as const
  const openPage = { ...page, federated: undefined, source: 'open page' } as const

  test.each<[string, ListedDomain[], string | undefined, string | undefined]>([
    ['the first page, then the whole', [page, whole], 'page', 'whole'],
    ['the whole, then the first page', [whole, page], 'whole', 'whole'],
    ['a first page', [page], 'page', undefined],
    ['open, then known', [open, whole], 'whole', 'whole'],
    ['known, then open', [whole, open], 'whole', 'whole'],
    ['open in both', [open, openPage], undefined, undefined],
    ['open, then known on the first page', [open, page], 'page', undefined],
  ])('%s', (_, domains, at, below) => {
    const table = createDomainTable([...domains, { name: 'com', federated: false, source: 'above' }])
    const sourceOf = (domain: string) => /\((.+)\)$/.exec(table(domain)?.because ?? '')?.[1]

    expect(sourceOf('contoso.com')).toBe(at)
    expect(sourceOf('eu.contoso.com')).toBe(domains.every(({ alone }) => alone) ? 'above' : below)
  })
})

test.each([
  ['contoso.com', 'contoso.com', true],
  ['eu.contoso.com', 'contoso.com', true],
  ['notcontoso.com', 'contoso.com', false],
  ['com', 'contoso.com', false],
])('%s is under %s: %s', (domain, parent, is) => {
  expect(isUnder(domain, parent)).toBe(is)
})
