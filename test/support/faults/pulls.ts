import { batch, corrected } from '../pull.ts'

/** What a plan runs the Action on: one batch with a few offenders, one with more than a request can mark, and one that GraphQL has no text of. */
export interface Mode {
  readonly name: string
  readonly fix: 'none' | 'commit'
  /** The batches of the pull request. */
  readonly files: Files
  /** What they are after the correction. */
  readonly corrected: Files
}

type Files = Readonly<Record<string, Uint8Array>>

const every = (step: number, rows: number) =>
  Array.from({ length: Math.floor(rows / step) }, (_, index) => (index + 1) * step)

const few = batch({ rows: 12, offenders: [4, 9, 12] })
const many = batch({ rows: 140, offenders: every(2, 140), user: 'many' })
const wide = batch({ rows: 5, offenders: [2], user: 'wide' })
const calm = (rows: number, user: string) => batch({ rows, offenders: [], user, passwords: false })

function filesOf(few: string, many: string, wide: string): Files {
  return {
    'batches/few.csv': Buffer.from(few),
    'batches/many.csv': Buffer.from(many),
    'batches/wide.csv': Buffer.from(`\ufeff${wide}`, 'utf16le'),
  }
}

const wrong = {
  files: filesOf(few, many, wide),
  corrected: filesOf(corrected(few), corrected(many), corrected(wide)),
}
const right = filesOf(calm(12, 'few'), calm(140, 'many'), calm(5, 'wide'))

/** The modes of the plan: the last one is where green would be right. */
export const MODES = {
  none: { name: 'fix: none', fix: 'none', ...wrong },
  commit: { name: 'fix: commit', fix: 'commit', ...wrong },
  calm: { name: 'nothing wrong', fix: 'commit', files: right, corrected: right },
} as const satisfies Record<string, Mode>
