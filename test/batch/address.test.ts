import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domainOf, isAddress, isDomain } from '../../src/batch/address.ts'
import { judge, read } from '../support/checking.ts'
import { draw, runs } from '../support/generators.ts'

const GOOD = [
  'a@contoso.com',
  'A.B-c_d+e@sub.contoso.com',
  "!#$%&'*+/=?^_`{|}~-@contoso.com",
  '1@1.2',
  'müller@contoso.com',
  '用户@例え.jp',
  'a@xn--bcher-kva.example',
  'a@bücher.example',
  'a@con-to--so.com',
  `${'a'.repeat(242)}@contoso.com`,
  `a@${'ü'.repeat(60)}.${'ü'.repeat(60)}.${'ü'.repeat(60)}.com`,
]
const BAD = [
  'a',
  '@contoso.com',
  'a@',
  'a@contoso',
  'a@@contoso.com',
  'a@b@contoso.com',
  '.a@contoso.com',
  'a.@contoso.com',
  'a..b@contoso.com',
  'a b@contoso.com',
  'a@con toso.com',
  'a\u00a0@contoso.com',
  'a@contoso.com.',
  'a@.contoso.com',
  'a@contoso..com',
  'a@-contoso.com',
  'a@contoso-.com',
  'a@contoso.com-',
  'a@contoso_x.com',
  'a@[127.0.0.1]',
  'a<a@contoso.com>',
  'a;b@contoso.com',
  'smtp:a@contoso.com',
  '"a b"@contoso.com',
  'contoso\\a',
  'a@contoso.com,b',
  'a\u200b@contoso.com',
  `${'a'.repeat(243)}@contoso.com`,
  `${'ü'.repeat(243)}@contoso.com`,
]

/** Whether a batch's reader takes the text for an address; it judges bytes, in another way than `isAddress`. */
function batchTakes(address: string): boolean {
  const batch = read(`EmailAddress,X\n"${address.replaceAll('"', '""')}",\n`)
  return [...batch.where('EmailAddress', 'address')].length === 1
}

describe('an address', () => {
  test.each(GOOD)('%s', (address) => {
    expect(isAddress(address)).toBe(true)
    expect(batchTakes(address)).toBe(true)
  })

  test.each(BAD)('not %s', (address) => {
    expect(isAddress(address)).toBe(false)
    expect(batchTakes(address)).toBe(false)
  })
})

const part = fc.constantFrom('a', 'b1', 'ü', '日', 'contoso', 'e\u0301', '²', 'x'.repeat(80), 'ü'.repeat(70))
const dotted = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'))
const oddity = fc.constantFrom('', '.', '@', '-', '_', '+', '..', ' ', '\u00a0', '😀', '"', ',', '\r\n')
const anyAddress = fc
  .record({
    address: fc.tuple(dotted, dotted).map(([local, domain]) => `${local}@${domain}.com`),
    oddity: fc.oneof(fc.constant(''), oddity),
    at: fc.nat(),
  })
  .map(({ address, oddity, at }) => {
    const place = at % (address.length + 1)
    return address.slice(0, place) + oddity + address.slice(place)
  })

test('the reader of bytes judges as the reader of text does', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      expect(batchTakes(address)).toBe(isAddress(address))
    }),
    runs,
  )
})

test('the generator reaches addresses and what is nearly one, short and long, in ASCII and beyond', () => {
  const drawn = draw(anyAddress)
  const count = (wanted: (address: string) => boolean) => drawn.filter(wanted).length
  const beyond = (address: string) => /[^\0-\x7f]/.test(address)

  expect(count((address) => isAddress(address) && !beyond(address))).toBeGreaterThan(10)
  expect(count((address) => isAddress(address) && beyond(address))).toBeGreaterThan(20)
  expect(count((address) => isAddress(address) && Buffer.byteLength(address) > 254)).toBeGreaterThan(5)
  expect(count((address) => !isAddress(address) && /^[^@]+@[^@]+$/.test(address))).toBeGreaterThan(50)
  expect(count((address) => address.length > 254)).toBeGreaterThan(10)
})

test.each([
  ['a@CONTOSO.com', 'contoso.com'],
  ['a@Bücher.example', 'xn--bcher-kva.example'],
  ['a@BÜCHER.example', 'xn--bcher-kva.example'],
  ['a@XN--BCHER-KVA.Example', 'xn--bcher-kva.example'],
  ['a@ｃｏｎｔｏｓｏ.com', 'contoso.com'],
  ['ü@contoso.com', 'contoso.com'],
])('the domain of %s is %s', (address, domain) => {
  expect(domainOf(address)).toBe(domain)
  expect(judge(`EmailAddress,ForceChangePassword\n${address},True\n`, { federated: domain }).federated).toBe(
    1,
  )
})

const long = (characters: number) => `${'a.'.repeat(60)}${'b'.repeat(characters - 120)}`

describe('a domain', () => {
  test.each([
    'contoso.com',
    'CONTOSO.com.',
    'mail.eu-west.con--toso.c-o--m1',
    'a.xn--p1ai',
    '例え.テスト',
    '1.2',
    long(253),
    `${long(253)}.`,
  ])('%s', (domain) => {
    expect(isDomain(domain)).toBe(true)
  })

  test.each([
    '',
    'contoso',
    '.contoso.com',
    'contoso..com',
    'contoso.com..',
    'contoso.-com',
    'contoso.com-',
    '-contoso.com',
    'contoso-.com',
    'con_toso.com',
    'contoso.c_m',
    'contoso.c-_m',
    'a@contoso.com',
    '*.contoso.com',
    long(254),
  ])('not %s', (domain) => {
    expect(isDomain(domain)).toBe(false)
  })
})

test('every domain is kept once, however it is written and wherever it stands', () => {
  const rows = [
    'a@contoso.com',
    'b@fabrikam.com',
    'x',
    'c@Contoso.COM',
    '"d@contoso.com"',
    'e@bücher.example',
    'f@xn--bcher-kva.example',
  ]
  const batch = read(`EmailAddress\n${rows.join('\n')}\n`)

  expect(batch.domains?.names).toEqual(['contoso.com', 'fabrikam.com', 'xn--bcher-kva.example'])
  expect([...batch.domains!.ofRow]).toEqual([0, 1, 2, 0, 1, 1, 3, 3])
})

test('no domain is taken for a longer one that begins like it', () => {
  const letters = 'qzkxvbnmwertyuiopasdfghjlqmwnebrvtcyxuziloakpsjdhfgqawsedrftgyhujikolp'.repeat(3)
  const domains = Array.from({ length: 200 }, (_, index) => `a.${letters.slice(0, 200 - index)}`)
  const batch = read(`EmailAddress\n${domains.map((domain) => `x@${domain}\n`).join('')}`)

  expect(batch.domains?.names).toEqual(domains)
})

describe('domains of one length are kept apart', () => {
  const numbered = (domains: readonly string[]) => {
    const batch = read(`EmailAddress\n${domains.map((domain) => `x@${domain}\n`).join('')}`)
    return { names: batch.domains?.names, ofRow: [...batch.domains!.ofRow] }
  }

  test('when one letter differs, anywhere', () => {
    const one = 'eu.contoso.com'
    const others = Array.from(one, (letter, index) =>
      letter === '.' ? [] : [`${one.slice(0, index)}x${one.slice(index + 1)}`],
    ).flat()
    const domains = [one, ...others]
    const numbers = domains.map((_, index) => index + 1)

    expect(numbered([...domains, ...domains])).toEqual({ names: domains, ofRow: [0, ...numbers, ...numbers] })
  })

  test('when every letter differs', () => {
    const strings = (length: number): string[] =>
      length === 0 ? [''] : strings(length - 1).flatMap((text) => [...'abyz'].map((letter) => text + letter))
    const domains = strings(4).flatMap((letters) =>
      [1, 2, 3].map((dot) => `${letters.slice(0, dot)}.${letters.slice(dot)}`),
    )

    expect(numbered(domains)).toEqual({ names: domains, ofRow: [0, ...domains.map((_, index) => index + 1)] })
  })

  test('when one is no domain at all', () => {
    const batch = read('EmailAddress\na@contoso.com\na@con_oso.com\na@contoso.com\n')

    expect(Array.from(batch.where('EmailAddress', 'bad-address'), ({ index }) => index)).toEqual([2])
    expect([...batch.domains!.ofRow]).toEqual([0, 1, 0, 1])
  })
})
