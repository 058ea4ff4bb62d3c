import fc from 'fast-check'
import { encodeAs, type Writing, writing } from '../generators.ts'
import { type Header, type HeaderPlan, writeHeader } from './header.ts'
import { DAMAGE, type Kind, type Offence, offencesOf, type User } from './offences.ts'
import { type Body, writeRows } from './rows.ts'
import { createDice, createSheet, firstLine, LINE_ENDS, onlyIf, type Planted, placeIn } from './sheet.ts'

/** A batch that is wrong in known ways. */
export interface Offender {
  readonly kind: Kind
  readonly bytes: Buffer
  /** As it was before it was encoded. */
  readonly text: string
  readonly writing: Writing
  readonly maxRows: number | undefined
  /** What must be found, each in one line, sorted. */
  readonly findings: readonly string[]
  readonly rows: number
  readonly federated: number
  /** The file after the correction, or why it must not be written. */
  readonly cured: Buffer | string
}

/** What is to be built; the numbers decide the rest. */
interface Plan {
  readonly kind: Kind
  readonly header: HeaderPlan
  readonly rows: readonly { readonly offence: Offence; readonly numbers: readonly number[] }[]
  /** Whether a quote in the last row is never closed. */
  readonly open: boolean
  readonly numbers: readonly number[]
  readonly writing: Writing
}

const numbers = fc.noBias(fc.array(fc.nat(9999), { minLength: 50, maxLength: 50 }))
const plan: fc.Arbitrary<Plan> = fc
  .record({
    kind: fc.constantFrom<Kind>('staged', 'staged', 'staged', 'imap', 'move', 'google'),
    header: fc.constantFrom<HeaderPlan>(...Array(17).fill('complete'), 'near', 'without', 'hidden'),
    rows: fc.array(fc.record({ choice: fc.nat(9999), numbers }), { maxLength: 9 }),
    // nothing is corrected in a file with one wrong byte: most have none
    damagedRow: fc.oneof({ weight: 6, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(3) }),
    open: fc.constantFrom(false, false, false, false, false, false, false, true),
    numbers,
    writing,
  })
  .map(({ rows, damagedRow, ...rest }) => {
    const choices = offencesOf[rest.kind]
    const offences = rows.map(({ choice, numbers }, index) => ({
      offence: index === damagedRow ? 'damage' : choices[choice % choices.length]!,
      numbers,
    }))
    return { ...rest, rows: offences }
  })

/** The batches of one run, one or two: a user may stand in both. */
export const offenders: fc.Arbitrary<readonly Offender[]> = fc
  .array(plan, { minLength: 1, maxLength: 2 })
  .map((plans) => {
    const known: User[] = []
    return plans.map((plan, index) => build(plan, known, 'ab'[index]!))
  })

function build(plan: Plan, known: User[], file: string): Offender {
  const { kind, writing } = plan
  const dice = createDice(plan.numbers)
  const sheet = createSheet()
  sheet.write(dice.of(['', '', '', '\n', '\r\n\u2028', '\r']))
  const above = sheet.write(
    plan.header === 'hidden' ? dice.of(['sep=,', 'SEP=;', '#TYPE System.Object']) : '',
  )
  if (plan.header === 'hidden') sheet.write(dice.of(LINE_ENDS))
  // a batch of another kind would be none without the column
  const headerPlan = plan.header === 'without' && kind !== 'staged' ? 'complete' : plan.header
  const header = writeHeader(sheet, dice, { kind, plan: headerPlan })
  const isRead = headerPlan === 'complete'
  const isDamaged = plan.rows.some(({ offence }) => offence === 'damage')
  const maxRows = dice.of([undefined, undefined, undefined, 1, 2, 3, 5])
  const body = writeRows(sheet, dice, { ...plan, roles: header.roles, known, file, isRead, isDamaged })
  const { text } = sheet

  const findings: readonly Planted[] = isRead
    ? [...header.findings, ...ofFile(text, body), ...ofRows(text, { kind, header, body, maxRows })]
    : [
        {
          rule: 'missing-email-address',
          severity: 'error',
          at: headerPlan === 'hidden' ? above : header.blamed,
        },
      ]
  const isRefused = body.isQuotedToTheEnd && findings.some(({ fix }) => fix !== undefined)
  return {
    kind,
    text,
    writing,
    bytes: encode(text, writing),
    maxRows,
    findings: findings.map((finding) => asPlannedLine(text, finding)).sort(),
    rows: isRead ? body.records.length : 0,
    federated: isRead && kind === 'staged' ? body.federated : 0,
    cured: isRefused
      ? 'a second CSV reader cannot read this file'
      : encode(isRead ? sheet.cured : text, writing),
  }
}

/** What is found in a file whatever its rows say. */
function ofFile(text: string, { records }: Body): Planted[] {
  const damage = text.indexOf(DAMAGE)
  return [
    ...onlyIf(records.length === 0, { rule: 'empty-batch', severity: 'error', at: { start: 0, end: 0 } }),
    ...onlyIf(damage >= 0, {
      rule: 'not-unicode',
      severity: 'error',
      at: { start: damage, end: damage + 1 },
    }),
  ]
}

const NOWHERE = { start: 0, end: 0 }

interface ReadBatch {
  readonly kind: Kind
  readonly header: Header
  readonly body: Body
  readonly maxRows: number | undefined
}

/** What is found below a header that names EmailAddress. */
function ofRows(text: string, { kind, header, body, maxRows = Infinity }: ReadBatch): Planted[] {
  const over = body.records[maxRows] ?? NOWHERE
  const password = header.cells[header.roles.indexOf('Password')] ?? NOWHERE
  return [
    ...body.findings,
    ...onlyIf(over !== NOWHERE, {
      rule: 'too-many-rows',
      severity: 'error',
      at: firstLine(text, over),
      row: maxRows + 1,
    }),
    ...onlyIf(body.passwords > 0, { rule: 'password-in-repository', severity: 'error', at: password }),
    ...onlyIf(kind === 'staged' && body.federatedPasswords > 0, {
      rule: 'federated-password',
      severity: 'notice',
      at: password,
    }),
  ]
}

/** As a finding is written in tests, with its place on GitHub if that is another one. */
function asPlannedLine(text: string, { rule, severity, at, row, user, fix }: Planted): string {
  return [
    `${placeIn(text, at, /\r\n|\r|\n/)} ${severity} ${rule}`,
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(user === undefined ? [] : [user]),
    ...(fix === undefined ? [] : [`fix ${fix}`]),
    ...(/\r(?!\n)/.test(text) ? [`on GitHub ${placeIn(text, at, /\n/)}`] : []),
  ].join(', ')
}

/** In UTF-8 a lone surrogate would be written as U+FFFD, which can be read: a byte that no text has stands for it. */
function encode(text: string, writing: Writing): Buffer {
  if (writing.encoding !== 'utf-8') return encodeAs(text, writing)
  const [first, ...others] = text.split(DAMAGE)
  const parts = others.flatMap((part) => [Buffer.from([0xff]), Buffer.from(part)])
  return Buffer.concat([encodeAs(first!, writing), ...parts])
}
