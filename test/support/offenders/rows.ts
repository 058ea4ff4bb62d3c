import { type Draft, draftRow, type Kind, type Offence, type Role, type User } from './offences.ts'
import {
  createDice,
  type Dice,
  firstLine,
  LINE_ENDS,
  type Planted,
  type Sheet,
  type Span,
  type Written,
  writeCells,
  writeValue,
} from './sheet.ts'

/** What is to be written below a header. */
export interface BodyPlan {
  readonly kind: Kind
  readonly rows: readonly { readonly offence: Offence; readonly numbers: readonly number[] }[]
  /** Whether a quote in one more row is never closed. */
  readonly open: boolean
  readonly roles: readonly Role[]
  /** The users of the run; those of this file are added. */
  readonly known: User[]
  readonly file: string
  /** Whether rules look at rows, and whether they may correct them. */
  readonly isRead: boolean
  readonly isDamaged: boolean
}

/** Rows that are written. */
export interface Body {
  /** Where each record stands, in Exchange's order. */
  readonly records: readonly Span[]
  readonly findings: readonly Planted[]
  readonly federated: number
  readonly passwords: number
  readonly federatedPasswords: number
  /** Whether a quote that begins a cell is never closed: csv-parse does not read that. */
  readonly isQuotedToTheEnd: boolean
}

/** Rows in the making. */
type Draftsman = { -readonly [K in keyof Body]: Body[K] extends readonly (infer T)[] ? T[] : Body[K] } & {
  readonly sheet: Sheet
  readonly plan: BodyPlan
  readonly earlier: ReadonlySet<string>
  readonly here: Set<string>
  readonly unknownDomains: Set<string>
}

/** Writes all rows, each with its offence. */
export function writeRows(sheet: Sheet, dice: Dice, plan: BodyPlan): Body {
  const body: Draftsman = {
    records: [],
    findings: [],
    federated: 0,
    passwords: 0,
    federatedPasswords: 0,
    isQuotedToTheEnd: false,
    sheet,
    plan,
    earlier: new Set(plan.known.map(keyOf)),
    here: new Set(),
    unknownDomains: new Set(),
  }
  for (const { offence, numbers } of plan.rows) {
    const ofRow = createDice(numbers)
    sheet.write(ofRow.of(LINE_ENDS))
    const draft = draftRow(offence, { ...plan, dice: ofRow, unique: `${plan.file}${body.records.length}` })
    if (draft.surplus === 0) writeRow(body, ofRow, draft)
    else writeMisshapenRow(body, ofRow, draft)
  }
  sheet.write(dice.of(plan.open ? LINE_ENDS : ['', ...LINE_ENDS]))
  if (plan.open) writeOpenRow(body, dice)
  return body
}

function writeRow(body: Draftsman, dice: Dice, draft: Draft): void {
  const { sheet } = body
  const start = sheet.text.length
  const cells = writeCells(sheet, writtenCells(body, dice, draft))
  body.records.push({ start, end: cells.at(-1)!.end })
  note(body, draft, cells)
}

function writtenCells({ plan }: Draftsman, dice: Dice, { values, roles, asIs, word }: Draft): Written[] {
  return values.map((value, index) => {
    const written = asIs.get(index)
    const toCure = roles[index] === 'ForceChangePassword' && !plan.isDamaged ? word : undefined
    return written === undefined ? writeValue(dice, value, toCure) : writeAsIs(dice, written)
  })
}

function writeAsIs(dice: Dice, written: string): Written {
  const core = written.trimEnd()
  return { before: dice.of(['', ' ', '\u3000']), core, after: written.slice(core.length), cured: core }
}

/** A line of blanks, or a row with cells more or fewer. */
function writeMisshapenRow(body: Draftsman, dice: Dice, draft: Draft): void {
  const { sheet, records } = body
  const start = sheet.text.length
  if (draft.surplus === 'blank') sheet.write(dice.of([' ', '\t\u3000', '\u00a0']))
  else {
    const [, ...others] = writtenCells(body, dice, draft)
    const first = { before: '', core: 'x', after: '', cured: 'x' }
    writeCells(sheet, [first, ...others].slice(0, draft.values.length + Math.min(0, draft.surplus)))
    sheet.write(','.repeat(Math.max(0, draft.surplus)))
  }
  records.push({ start, end: sheet.text.length })
  noteWidth(body)
}

/** A row with a quote that is never closed, so that all that follows belongs to its cell. */
function writeOpenRow(body: Draftsman, dice: Dice): void {
  const { sheet, plan, records } = body
  const draft = draftRow('none', { ...plan, dice, unique: `${plan.file}${records.length}` })
  const column = dice.of([...plan.roles.keys()])
  const start = sheet.text.length
  const cells = writeCells(sheet, writtenCells(body, dice, draft).slice(0, column))
  if (column > 0) sheet.write(',')
  const open = dice.of(['"open', 'op"en'])
  const rest =
    ',x'.repeat(plan.roles.length - 1 - column) + dice.of(['', '\n', '\r\nmore,cells\rhere', '\u2028x,y\n'])
  const toTheEnd = sheet.write(open + rest)
  const cell = { start: toTheEnd.start, end: sheet.text.replace(/\p{White_Space}+$/u, '').length }
  body.isQuotedToTheEnd = open.startsWith('"')
  if (column === plan.roles.length - 1) {
    records.push({ start, end: cell.end })
    if (plan.roles[column] === 'EmailAddress') draft.user = undefined
    draft.asIs.set(column, open)
    draft.found.push({ rule: 'ambiguous-quoting', severity: 'error', cell: column })
    note(body, draft, [...cells, cell])
  } else {
    records.push({ start, end: sheet.text.length })
    body.findings.push({ rule: 'ambiguous-quoting', severity: 'error', at: cell, row: records.length })
    noteWidth(body)
  }
}

function noteWidth({ records, findings, sheet }: Draftsman): void {
  const at = firstLine(sheet.text, records.at(-1)!)
  findings.push({ rule: 'wrong-column-count', severity: 'error', at, row: records.length })
}

/** Notes what must be found in the row written last. */
function note(body: Draftsman, draft: Draft, cells: readonly Span[]): void {
  const { plan, findings, records } = body
  if (!plan.isRead) return
  const row = records.length
  const user = draft.user?.address
  for (const { rule, severity, cell, fix } of [
    ...draft.found,
    ...unplanned(draft),
    ...seenAgain(body, draft),
  ]) {
    if (rule === 'unknown-federation' && !isNew(body.unknownDomains, domainOf(user!))) continue
    findings.push({
      rule,
      severity,
      at: cells[cell]!,
      row,
      user: rule === 'ambiguous-quoting' ? undefined : user,
      fix: plan.isDamaged ? undefined : fix,
    })
  }
  count(body, draft)
}

/** What good values have, too: letters that are not ASCII in an address, and line breaks. */
function unplanned({ user, roles, values, asIs }: Draft): Draft['found'] {
  const isWide = /^[^@]*[^\0-\x7f]/.test(user?.address ?? '')
  const broken = [...values.keys()].filter((cell) => !asIs.has(cell) && /[\r\n\u2028]/.test(values[cell]!))
  return [
    ...(isWide
      ? [{ rule: 'invalid-email-address', severity: 'warning', cell: roles.indexOf('EmailAddress') } as const]
      : []),
    ...broken.map((cell) => ({ rule: 'line-break-in-value', severity: 'warning', cell }) as const),
  ]
}

/** A user of an earlier row, or of an earlier file; both are compared ignoring case. */
function seenAgain({ plan, earlier, here }: Draftsman, { user, roles }: Draft): Draft['found'] {
  if (user === undefined) return []
  const cell = roles.indexOf('EmailAddress')
  const isAgain = !isNew(here, keyOf(user))
  plan.known.push(user)
  if (isAgain) return [{ rule: 'duplicate-user', severity: 'error', cell }]
  return earlier.has(keyOf(user)) ? [{ rule: 'duplicate-user', severity: 'warning', cell }] : []
}

function count(body: Draftsman, { user, roles, values, asIs }: Draft): void {
  const column = roles.indexOf('Password')
  const hasPassword = asIs.has(column) || (column >= 0 && values[column] !== '')
  const isFederated = user?.federation === 'federated'
  body.federated += Number(isFederated)
  body.passwords += Number(hasPassword)
  body.federatedPasswords += Number(hasPassword && isFederated && !asIs.has(column))
}

function keyOf({ address }: User): string {
  return address.toLowerCase()
}

function domainOf(address: string): string {
  return address.slice(address.indexOf('@')).toLowerCase()
}

/** Tells whether `item` is new, and adds it. */
function isNew(items: Set<string>, item: string): boolean {
  const { size } = items
  return items.add(item).size > size
}
