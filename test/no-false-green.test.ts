import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draw, runs } from './support/generators.ts'
import { files } from './support/oracle/batches.ts'
import { decodeSlowly } from './support/oracle/decode.ts'
import { askOracle, type Oracle } from './support/oracle/exchange.ts'
import { errorsIn, found, scan } from './support/whole-check.ts'

const maxRows = 4
const facts = { federated: ['contoso.com'], maxRows }
const errorsOf = (file: Uint8Array) => errorsIn(file, { maxRows })

/** Every file of which the oracle says so has an error; a counter-example shows the file as a text. */
function expectErrorWhere(says: (oracle: Oracle) => readonly unknown[]): void {
  fc.assert(
    fc.property(files, (file) => {
      const oracle = askOracle(file, facts)
      if (oracle.verdict !== 'batch' || says(oracle).length === 0) return
      const seen = { file: JSON.stringify(decodeSlowly(file)), because: says(oracle) }
      expect(errorsOf(file), JSON.stringify(seen)).not.toEqual([])
    }),
    runs,
  )
}

describe('no batch is without an error', () => {
  test('that Exchange refuses as a whole', () => expectErrorWhere(({ refusals }) => refusals))

  test('in which a federated user has True', () => expectErrorWhere(({ federatedTrue }) => federatedTrue))

  test('in which a user fails alone', () => expectErrorWhere(({ failing }) => failing))

  test('in which a cell of the header or a row cannot be read', () =>
    expectErrorWhere(({ unreadable }) => unreadable))
})

test('every row that is misshapen, and every True of a federated user, has an error of its own where all can be read', () => {
  fc.assert(
    fc.property(files, (file) => {
      const { verdict, refusals, unreadable, misshapen, federatedTrue } = askOracle(file, facts)
      if (verdict !== 'batch' || refusals.includes('EmailAddress is missing') || unreadable.length > 0) return
      const errors = scan(file, { maxRows }).findings.filter(({ severity }) => severity === 'error')
      const rows = new Set(errors.map(({ row }) => row))
      expect(
        [...misshapen, ...federatedTrue].filter((row) => !rows.has(row)),
        JSON.stringify(decodeSlowly(file)),
      ).toEqual([])
    }),
    runs,
  )
})

test('what is no batch is left alone', () => {
  fc.assert(
    fc.property(files, (file) => {
      if (askOracle(file, facts).verdict !== 'no batch') return
      expect(found(file, { maxRows }), JSON.stringify(decodeSlowly(file))).toEqual([])
    }),
    runs,
  )
})

describe('the generator reaches', () => {
  const drawn = draw(files, 1000).map((file) => ({
    text: decodeSlowly(file),
    oracle: askOracle(file, facts),
  }))
  const batches = drawn.filter(({ oracle }) => oracle.verdict === 'batch')

  test.each<[string, (oracle: Oracle, text: string) => boolean]>([
    [
      'batches that are taken, and nobody fails',
      ({ refusals, federatedTrue, failing, unreadable }) =>
        [refusals, federatedTrue, failing, unreadable].every((all) => all.length === 0),
    ],
    [
      'federated users with True in a batch that is taken',
      ({ refusals, federatedTrue }) => refusals.length === 0 && federatedTrue.length > 0,
    ],
    [
      'unreadable cells in a batch that is taken',
      ({ refusals, unreadable }) => refusals.length === 0 && unreadable.length > 0,
    ],
    [
      'batches with a header that names nothing',
      ({ refusals }) => refusals.includes('EmailAddress is missing'),
    ],
    ['batches with an unknown column', ({ refusals }) => refusals.includes('an unknown column')],
    ['batches with a column twice', ({ refusals }) => refusals.includes('a column twice')],
    ['rows of a wrong width', ({ refusals }) => refusals.includes('a wrong number of cells')],
    ['too many rows', ({ refusals }) => refusals.includes('too many rows')],
    ['a mark within', (_, text) => text.includes('\ufeff')],
    ['NUL', (_, text) => text.includes('\0')],
    ['U+FFFD', (_, text) => text.includes('\ufffd')],
    ['Ctrl-Z', (_, text) => text.includes('\x1a')],
  ])('%s', (_, holds) => {
    expect(batches.filter(({ oracle, text }) => holds(oracle, text)).length).toBeGreaterThan(8)
  })

  test('files that are no batch', () => {
    expect(drawn.filter(({ oracle }) => oracle.verdict === 'no batch').length).toBeGreaterThan(25)
  })
})
