import { describe, expect, test } from 'vitest'
import { type AddressTable, createAddressTable } from '../../src/batch/address-table.ts'

/** A local part and the number of its domain. */
type Address = readonly [string, number]

function add(table: AddressTable, addresses: readonly Address[]) {
  const starts: number[] = []
  let text = ''
  for (const [name] of addresses) {
    starts.push(text.length)
    text += `${name}@`
  }
  return table.add({
    count: addresses.length,
    bytes: Buffer.from(text),
    starts: Uint32Array.from(starts),
    domains: Uint32Array.from(addresses, ([, domain]) => domain),
    positions: new Uint32Array(addresses.length),
  })
}

/** Expects addresses to be new, and all of them to be known from then on. */
function expectToDiffer(addresses: readonly Address[]): void {
  const table = createAddressTable()

  expect(add(table, addresses)).toEqual([])
  expect(add(table, addresses)).toEqual(addresses.map((_, index) => ({ index, first: index })))
  expect(table.count).toBe(2 * addresses.length)
}

/** Takes a multiplication by FNV's prime back. */
const BACK = 0x359c449b

/** An address with a hash, which the domain's number decides. */
function withHash(hash: number, name: string): Address {
  const domain = Buffer.from(name).reduceRight((rest, byte) => Math.imul(rest, BACK) ^ byte, hash)
  return [name, domain >>> 0]
}

describe('addresses are told apart though their hash is the same', () => {
  test.each([
    ['of one length', 'joe', 'eve'],
    ['of which one begins with the other', 'joe', 'joe.doe'],
    ['of which one ends with the other', 'doe', 'joe.doe'],
    ['that differ in their last letter', 'joe.doe', 'joe.dof'],
  ])('%s', (_, first, second) => {
    for (const hash of [0, 0x2845956, -1]) {
      expectToDiffer([withHash(hash, first), withHash(hash, second)])
      expectToDiffer([withHash(hash, second), withHash(hash, first)])
    }
  })
})

test('the same name in many domains is told apart though the hashes stand side by side', () => {
  const hashes = [0, 1, 2, 3].flatMap((low) => [low, low + 2 ** 30, low - 2 ** 31])

  expectToDiffer(hashes.map((hash) => withHash(hash, 'joe')))
  expectToDiffer(hashes.toReversed().map((hash) => withHash(hash, 'joe')))
})

describe('a table has room', () => {
  const users = (count: number) => Array.from({ length: count }, (_, number): Address => [`u${number}`, 7])

  test.each([1, 511, 512, 513, 1023, 1024, 1025, 1500, 2048, 2049, 9000])('for %i addresses', (count) => {
    expectToDiffer(users(count))
  })

  test('for addresses that come one by one', () => {
    const table = createAddressTable()

    for (const user of users(3000)) expect(add(table, [user])).toEqual([])
    for (const [first, user] of users(3000).entries())
      expect(add(table, [user])).toEqual([{ index: 0, first }])
  })

  test('for long ones', () => {
    expectToDiffer(users(300).map(([name, domain]) => [`${'x'.repeat(240)}${name}`, domain]))
    expectToDiffer([
      ['x'.repeat(1 << 14), 7],
      ['x'.repeat(1 << 18), 7],
    ])
  })
})
