import type { AsideCause, Exceptions } from './aside.ts'
import { codes } from './classify.ts'
import { findJoined } from './joined.ts'
import type { KindOfBatch } from './kinds.ts'
import { brokenCells, findBroken } from './line-breaks.ts'
import { addressesSwapped, type Rows, wordsSwapped } from './swapped.ts'

/** Looks for the exceptions in a batch. */
export function findExceptions(rows: Rows, kind: KindOfBatch): Exceptions {
  const { table, header } = rows
  const { numbers, width } = table
  const broken = findBroken(table)
  const unread = new Set<number>()
  if (!header.columns.has('EmailAddress')) return { aside: new Map(), unread, broken }
  const took = new Set<number>()
  for (const { position, slot, tookRow } of brokenCells(table, broken)) {
    if (!tookRow) continue
    unread.add(slot)
    took.add(position)
  }
  const aside = new Map<number, AsideCause>(findJoined(table, positionsOf(rows, 'bad-address')))
  const add = (position: number, cause: AsideCause) => {
    if (!took.has(position) && !aside.has(numbers[position]!)) aside.set(numbers[position]!, cause)
  }
  if (kind.columns.includes('Password')) {
    for (const position of addressesSwapped(rows)) add(position, 'swapped-address')
  }
  for (const position of wordsSwapped(rows)) {
    add(position, 'swapped-word')
    if (aside.get(numbers[position]!) !== 'swapped-word') continue
    for (const column of ['Password', 'ForceChangePassword'] as const)
      unread.add(position * width + header.columns.get(column)!)
  }
  return { aside, unread, broken }
}

function* positionsOf({ facts }: Rows, name: keyof typeof codes): Generator<number> {
  const { classes } = facts('EmailAddress')!
  for (let at = classes.indexOf(codes[name]); at >= 0; at = classes.indexOf(codes[name], at + 1)) yield at
}
