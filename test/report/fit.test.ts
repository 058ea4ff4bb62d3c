import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/outcome.ts'
import { fitMarks } from '../../src/report/fit.ts'
import { type Budget, SEVERITIES } from '../../src/report/fold.ts'
import { findingIn, numbers } from '../support/findings.ts'

const LOG: Budget = { error: 10, warning: 10, notice: 10, total: 30 }
const sharedBy = (total: number): Budget => ({ error: total, warning: total, notice: total, total })

const warning = { severity: 'warning' } as const
const notice = { severity: 'notice' } as const

const inRows = (rows: readonly number[], more?: Partial<Finding>) => rows.map((row) => findingIn(row, more))
/** Findings in rows that are no neighbours: 2, 4, … */
const apart = (many: number, more?: Partial<Finding>) =>
  inRows(
    numbers(1, many).map((row) => row * 2),
    more,
  )

/** The marks as `path:rows`, with the severity if it is not an error. */
function marksOf(findings: readonly Finding[], budget: Budget): string[] {
  const { marks, left } = fitMarks(findings, budget)
  const shown = marks.map((mark) => {
    const [{ path, row, severity }] = mark
    const last = mark.length > 1 ? `-${mark.at(-1)!.row}` : ''
    return `${severity === 'error' ? '' : `${severity} `}${path}:${row}${last}`
  })
  return left.length === 0 ? shown : [...shown, `${left.length} left`]
}

describe('neighbours fold', () => {
  test('not if all findings fit', () => {
    expect(marksOf(inRows(numbers(1, 10)), LOG)).toEqual(numbers(1, 10).map((row) => `a.csv:${row}`))
  })

  test.each([
    [10, '1 2 4 5 6 8 9 11-13 15'],
    [9, '1 2 4 5 6 8 9 11-13 15'],
    [8, '1 2 4-6 8 9 11-13 15'],
    [6, '1 2 4-6 8-9 11-13 15'],
    [5, '1-2 4-6 8-9 11-13 15'],
  ])('the longest first, and no more than it takes to fit into %i', (error, marked) => {
    const findings = inRows([1, 2, 4, 5, 6, 8, 9, 11, 12, 13, 15])

    expect(marksOf(findings, { ...LOG, error })).toEqual(marked.split(' ').map((range) => `a.csv:${range}`))
  })

  test('past findings of other rules between them', () => {
    const findings = numbers(1, 6).flatMap((row) => [findingIn(row), findingIn(row, { rule: 'b-rule' })])

    expect(marksOf(findings, sharedBy(2))).toEqual(['a.csv:1-6', 'a.csv:1-6'])
  })

  test('in the same row, too', () => {
    expect(marksOf([...inRows([2, 2, 3, 3])], sharedBy(1))).toEqual(['a.csv:2-3'])
  })

  test('not if they stand for others, or are about no row', () => {
    for (const odd of [{ more: 1 }, { row: null }]) {
      expect(marksOf([findingIn(2, odd), findingIn(3), findingIn(4, odd)], LOG)).toHaveLength(3)
      expect(marksOf([findingIn(2, odd), findingIn(3), findingIn(4, odd)], sharedBy(2))).toHaveLength(2)
    }
    expect(marksOf(inRows([2, 3], { more: 0 }), sharedBy(1))).toEqual(['a.csv:2-3'])
  })

  test.each<[string, Partial<Finding>]>([
    ['another rule', { rule: 'b-rule' }],
    ['another file', { path: 'b.csv' }],
    ['another severity', warning],
    ['no row', { row: null }],
    ['others that it stands for', { more: 1 }],
    ['a row between them', { row: 4 }],
    ['a row above', { row: 1 }],
  ])('not with one that has %s', (_, odd) => {
    expect(marksOf([findingIn(2), findingIn(3, odd)], sharedBy(1))).toEqual(['2 left'])
  })

  test('in the mildest severity of all that share the room', () => {
    const findings = [...inRows([1, 2]), ...inRows([3, 4], warning), ...inRows([5, 6], notice)]

    expect(marksOf(findings, sharedBy(5))).toEqual([
      ...['a.csv:1', 'a.csv:2', 'warning a.csv:3', 'warning a.csv:4', 'notice a.csv:5-6'],
    ])
    expect(marksOf(findings, sharedBy(4))).toEqual([
      ...['a.csv:1', 'a.csv:2', 'warning a.csv:3-4', 'notice a.csv:5-6'],
    ])
    expect(marksOf(findings, sharedBy(3))).toEqual(['a.csv:1-2', 'warning a.csv:3-4', 'notice a.csv:5-6'])
  })

  test('if they are milder, however many the worse ones are', () => {
    const findings = [...inRows(numbers(1, 3)), ...inRows([4, 5], warning)]

    expect(marksOf(findings, sharedBy(4))).toEqual(['a.csv:1', 'a.csv:2', 'a.csv:3', 'warning a.csv:4-5'])
  })

  test('in the only severity that has neighbours, before anything is left out', () => {
    expect(marksOf([...inRows(numbers(1, 50)), ...apart(9, notice)], sharedBy(10))).toEqual([
      'a.csv:1-50',
      ...numbers(1, 9).map((row) => `notice a.csv:${row * 2}`),
    ])
  })

  test('in one severity, and not in another that has room of its own', () => {
    expect(marksOf([...inRows(numbers(1, 11)), ...inRows(numbers(1, 10), warning)], LOG)).toEqual([
      'a.csv:1-11',
      ...numbers(1, 10).map((row) => `warning a.csv:${row}`),
    ])
    expect(marksOf([...apart(40), ...inRows(numbers(1, 10), warning)], LOG)).toHaveLength(9 + 10 + 1)
  })
})

describe('what is left out', () => {
  test('is milder than what is marked', () => {
    const findings = [...apart(3, notice), ...apart(3, warning), ...apart(3)]

    expect(marksOf(findings, sharedBy(9))).toHaveLength(9)
    expect(marksOf(findings, sharedBy(8))).toEqual([
      ...['a.csv:2', 'a.csv:4', 'a.csv:6'],
      ...['warning a.csv:2', 'warning a.csv:4', 'warning a.csv:6'],
      ...['notice a.csv:2', '2 left'],
    ])
    expect(marksOf(findings, sharedBy(6))).toEqual([
      ...['a.csv:2', 'a.csv:4', 'a.csv:6', 'warning a.csv:2', 'warning a.csv:4', '4 left'],
    ])
    expect(marksOf(findings, sharedBy(3))).toEqual(['a.csv:2', 'a.csv:4', '7 left'])
    expect(marksOf(findings, sharedBy(1))).toEqual(['9 left'])
  })

  test('takes one place, of the worst severity that is there', () => {
    const findings = [...apart(10), ...apart(12, warning), ...apart(12, notice)]
    const { marks, left } = fitMarks(findings, LOG)

    expect(SEVERITIES.map((wanted) => marks.filter(([{ severity }]) => severity === wanted).length)).toEqual([
      10, 9, 10,
    ])
    expect(left).toEqual([...apart(12, warning).slice(9), ...apart(12, notice).slice(10)])
  })

  test('comes from all files, the last findings of each', () => {
    const findings = ['a.csv', 'b.csv', 'c.csv'].flatMap((path, file) => apart([20, 1, 5][file]!, { path }))

    expect(marksOf(findings, { ...LOG, error: 7 })).toEqual([
      ...['a.csv:2', 'a.csv:4', 'a.csv:6', 'b.csv:2', 'c.csv:2', 'c.csv:4', '20 left'],
    ])
    expect(marksOf(findings, { ...LOG, error: 3 })).toEqual(['a.csv:2', 'b.csv:2', '24 left'])
  })

  test('comes from files that have marks already rather than from those that have none', () => {
    const findings = [
      ...apart(1, { path: 'a.csv' }),
      ...['a.csv', 'b.csv', 'c.csv'].flatMap((path) => apart(2, { path, ...warning })),
    ]

    expect(marksOf(findings, { ...LOG, warning: 3 })).toEqual([
      ...['a.csv:2', 'warning b.csv:2', 'warning c.csv:2', '4 left'],
    ])
    expect(marksOf(findings, { ...LOG, warning: 5 })).toEqual([
      ...['a.csv:2', 'warning a.csv:2', 'warning b.csv:2', 'warning b.csv:4', 'warning c.csv:2', '2 left'],
    ])
  })
})
