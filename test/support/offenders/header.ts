import { columnsOf, type Kind, type Role } from './offences.ts'
import {
  type Dice,
  firstLine,
  onlyIf,
  type Planted,
  type Sheet,
  type Span,
  writeCells,
  writeValue,
} from './sheet.ts'

/** `near`: EmailAddress is misspelt; `without`: there is none; `hidden`: another line stands above. */
export type HeaderPlan = 'complete' | 'near' | 'without' | 'hidden'

/** A header that is written. */
export interface Header {
  /** What may be read below each cell. */
  readonly roles: readonly Role[]
  readonly cells: readonly Span[]
  readonly findings: readonly Planted[]
  /** What is marked if it does not name EmailAddress. */
  readonly blamed: Span
}

/** Columns that the kind does not have, and that make it no other kind. */
const EXTRAS = {
  staged: ['Department', '', 'Pass-word1', 'Dept, "x"', 'MailboxType', 'ForceChangePasword', 'User Name'],
  imap: ['Department', '', 'User_Root', 'Password1', 'ForceChange'],
  move: ['Department', '', 'MailboxTyp', 'Username', 'Bad Item Limit'],
  google: ['Department', '', 'User-Name', 'Gmail'],
} as const
/** Columns that only batches have: without one of them a foreign column would make the file none. */
const TELLING = [
  'ForceChangePassword',
  'UserRoot',
  'BadItemLimit',
  'LargeItemLimit',
  'TargetDatabase',
  'TargetArchiveDatabase',
]
const NEAR = ['Email Address', 'E-Mail_address', 'EmailAdress']

const ALL_COLUMNS: readonly string[] = Object.values(columnsOf).flat()

/** Writes the header's line: its columns in any order and case, sometimes one too many. */
export function writeHeader(
  sheet: Sheet,
  dice: Dice,
  { kind, plan }: { kind: Kind; plan: HeaderPlan },
): Header {
  const columns = chooseColumns(dice, kind, plan)
  const address = {
    near: [dice.of(NEAR)],
    without: [],
    complete: ['EmailAddress'],
    hidden: ['EmailAddress'],
  }[plan]
  const extras = chooseExtras(dice, kind, columns)
  const names = shuffled(dice, [...address, ...columns, ...extras])
  const written = names.map((name) =>
    dice.of([name, name.toLowerCase(), name.toUpperCase(), name && ` ${name}`]),
  )
  const start = sheet.text.length
  const cells = writeCells(
    sheet,
    written.map((name) => writeValue(dice, name)),
  )
  const near = names.findIndex((name) => NEAR.includes(name))
  const isAllElseRight = extras.every((name) => name === '' || ALL_COLUMNS.includes(name))
  return {
    cells,
    blamed:
      near >= 0 && isAllElseRight ? cells[near]! : firstLine(sheet.text, { start, end: cells.at(-1)!.end }),
    ...judgeNames(names, kind, cells),
  }
}

/** Columns of the kind beside EmailAddress, enough to tell it, and never one alone: its empty cell would be no line. */
function chooseColumns(dice: Dice, kind: Kind, plan: HeaderPlan): readonly string[] {
  if (kind === 'google') return ['Username']
  if (kind === 'imap')
    return dice.of([
      ['Username', 'Password'],
      ['Username', 'Password', 'UserRoot'],
    ])
  if (plan === 'without') return ['Password', 'ForceChangePassword']
  const [, ...others] = columnsOf[kind]
  if (kind === 'staged' && dice.of([false, false, false, false, true])) return ['Password']
  const always = kind === 'staged' ? 'ForceChangePassword' : dice.of(others)
  return [...new Set([always, dice.of(others), dice.of(others), dice.of(others)])]
}

function chooseExtras(dice: Dice, kind: Kind, columns: readonly string[]): readonly string[] {
  const again = dice.of(columns)
  const extras = columns.some((column) => TELLING.includes(column)) ? EXTRAS[kind] : ['']
  return dice.of([[], [], [], [dice.of(extras)], [again], [dice.of(extras), dice.of([...extras, again])]])
}

function shuffled(dice: Dice, items: readonly string[]): string[] {
  const left = [...items]
  return items.map(() => left.splice(dice.of([...left.keys()]), 1)[0]!)
}

/** What is wrong with the names, and which columns may be read: of a name given twice the first. */
function judgeNames(
  names: readonly string[],
  kind: Kind,
  cells: readonly Span[],
): Pick<Header, 'roles' | 'findings'> {
  const own: readonly string[] = columnsOf[kind]
  const isAgain = (name: string, index: number) => name !== '' && names.indexOf(name) < index
  const blamed = (rule: string, isWrong: (name: string, index: number) => boolean) =>
    names.flatMap((name, index) =>
      onlyIf(isWrong(name, index), { rule, severity: 'error', at: cells[index]! }),
    )
  return {
    roles: names.map((name, index) => (own.includes(name) && !isAgain(name, index) ? name : undefined)),
    findings: [
      ...blamed('duplicate-column', isAgain),
      ...blamed('unknown-column', (name) => !own.includes(name)),
    ],
  }
}
