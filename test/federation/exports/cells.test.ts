import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressesIn, isUnflattened, isUnreadable } from '../../../src/federation/exports/cells.ts'
import { draw, runs } from '../../support/generators.ts'

describe('addresses in a cell', () => {
  test.each([
    ['', []],
    ['joe@contoso.com', ['joe@contoso.com']],
    ['SMTP:Joe@Contoso.com', ['Joe@Contoso.com']],
    ['smtp:joe@contoso.com', ['joe@contoso.com']],
    ['SMTP:a@contoso.com;smtp:b@contoso.com', ['a@contoso.com', 'b@contoso.com']],
    ['SMTP:a@contoso.com smtp:b@contoso.com', ['a@contoso.com', 'b@contoso.com']],
    ['SMTP:a@contoso.com, smtp:b@contoso.com', ['a@contoso.com', 'b@contoso.com']],
    ['SMTP:a@contoso.com\nsmtp:b@contoso.com\r\n', ['a@contoso.com', 'b@contoso.com']],
    ['a@contoso.com b@contoso.com', ['a@contoso.com', 'b@contoso.com']],
    ['{SMTP:a@contoso.com, smtp:b@contoso.com}', ['a@contoso.com', 'b@contoso.com']],
    ['SMTP:a@contoso.com+smtp:b@contoso.com', ['a@contoso.com', 'b@contoso.com']],
    ['X500:/o=Contoso+SMTP:a@contoso.com+SIP:b@contoso.com', ['a@contoso.com']],
    ['joe+tag@contoso.com', ['joe+tag@contoso.com']],
    ['SMTP:joe+tag@contoso.com+smtp:ann+x+y@contoso.com', ['joe+tag@contoso.com', 'ann+x+y@contoso.com']],
    ['SIP:joe@contoso.com', []],
    ['sip:joe@contoso.com;smtp:a@contoso.com', ['a@contoso.com']],
    ['EUM:joe@contoso.com;phone-context=plan.contoso.com', []],
    ['X500:/o=Contoso/ou=First Administrative Group/cn=Recipients/cn=joe', []],
    ['x500:/O=Contoso/CN=joe@contoso.com', []],
    ['SPO:SPO_1@SPO_2', []],
    ['SMTP:a@b.example;NOTES:Joe Doe/Sales@example.com', ['a@b.example']],
    ['NOTES:Joe Doe/Sales@example.com,smtp:a@b.example', ['a@b.example']],
    ['NOTES:Joe Doe/Sales@example.com smtp:a@b.example', ['a@b.example']],
    ['{SIP:a@b.example}', []],
    ['{joe}@contoso.com', ['{joe}@contoso.com']],
    ['{SMTP:{joe}@contoso.com, smtp:a{b@contoso.com}', ['{joe}@contoso.com', 'a{b@contoso.com']],
    ['ü@bücher.example', ['ü@bücher.example']],
    ['joe', []],
    ['joe@contoso', []],
    ['System.String[]', []],
  ])('%j: %j', (cell, addresses) => {
    expect(addressesIn(cell)).toEqual(addresses)
  })

  const address = fc
    .tuple(
      fc.oneof(
        fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,8}$/),
        fc.constantFrom('joe+tag', 'jö', '{joe}', 'first.last', 'smtp', 'a+smtp'),
      ),
      fc.constantFrom('contoso.com', 'eu.fabrikam.com', 'bücher.example'),
    )
    .map((parts) => parts.join('@'))
  const other = fc.oneof(
    fc.constantFrom('X500:/o=Contoso/ou=A B (C)/cn=a', 'NOTES:Joe Doe/Sales@example.com'),
    fc
      .tuple(fc.constantFrom('SIP', 'x400', 'EUM', 'Notes', 'SPO'), address)
      .map(([kind, address]) => `${kind}:${address}`),
  )
  const prefixed = fc.oneof(
    fc
      .tuple(fc.constantFrom('SMTP:', 'smtp:', 'Smtp:'), address)
      .map(([prefix, address]) => ({ text: prefix + address, addresses: [address] })),
    other.map((text) => ({ text, addresses: [] })),
  )
  const separator = fc.constantFrom(';', ' ', ', ', ',', '\n', '\r\n', '+', ' + ', '; ')
  const list = fc
    .record({
      parts: fc.array(prefixed),
      separators: fc.infiniteStream(separator),
      around: fc.constantFrom(['', ''], ['{', '}'], [' ', '\n']),
    })
    .map(({ parts, separators, around }) => {
      const [before, after] = around
      const texts = parts.map(({ text }, index) => (index === 0 ? '' : separators.next().value) + text)
      return {
        cell: before + texts.join('') + after,
        addresses: parts.flatMap(({ addresses }) => addresses),
      }
    })

  test('are all found, and no other, whatever stands between them', () => {
    fc.assert(
      fc.property(list, ({ cell, addresses }) => {
        expect(addressesIn(cell)).toEqual(addresses)
        expect(isUnreadable(cell)).toBe(false)
      }),
      runs,
    )
  })

  test('the generator reaches lists of several kinds, addresses with braces and plus signs', () => {
    const drawn = draw(list)
    const several = ({ addresses, cell }: { addresses: string[]; cell: string }) =>
      addresses.length > 1 && /SIP:|NOTES:/.test(cell)

    expect(drawn.filter(several).length).toBeGreaterThan(50)
    for (const sign of [/\{.*@/, /\+.*@/])
      expect(
        drawn.filter(({ addresses }) => addresses.some((each) => sign.test(each))).length,
      ).toBeGreaterThan(50)
  })
})

test.each([
  ['', false],
  [' ', false],
  ['{}', false],
  ['a@contoso.com', false],
  ['joe a@contoso.com', false],
  ['SIP:joe', false],
  ['{SIP:joe}', false],
  ['EUM:1@contoso.com;phone-context=x', false],
  ['System.String[]', false],
  ['{SMTP:a, smtp:b...}', false],
  ['joe', true],
  ['joe@contoso', true],
  ['SMTP:joe', true],
  ['{SMTP:joe@contoso}', true],
  ['{joe, ann}', true],
])('no address can be read in %j: %s', (cell, is) => {
  expect(isUnreadable(cell)).toBe(is)
})

test.each([
  ['System.String[]', true],
  ['System.Object[]', true],
  ['System.Collections.ArrayList', true],
  ['System.Collections.Generic.List`1[System.String]', true],
  ['Microsoft.Exchange.Data.ProxyAddressCollection', true],
  ['Microsoft.ActiveDirectory.Management.ADPropertyValueCollection', true],
  ['{SMTP:a@contoso.com, smtp:b@contoso.com...}', true],
  ['{SMTP:a@contoso.com, smtp:b@contoso.com\u2026}', true],
  [' {a...}\n', true],
  ['{SMTP:a@contoso.com, smtp:b@contoso.com}', false],
  ['a@contoso.com...', false],
  ['', false],
  ['SMTP:a@contoso.com', false],
  ['System.String[] smtp:a@contoso.com', false],
  ['System.String[] System.String[]', false],
  ['System.Joe@contoso.com', false],
  ['contoso.Microsoft.com', false],
])('%j is the name of a list, or its beginning: %s', (cell, is) => {
  expect(isUnflattened(cell)).toBe(is)
})
