import type { Batch } from './batch/batch.ts'
import type { FoundProblem } from './problems.ts'
import { ambiguousQuoting } from './rules/ambiguous-quoting.ts'
import { invalidEmailAddress } from './rules/invalid-email-address.ts'
import { missingEmailAddress } from './rules/missing-email-address.ts'
import { notUnicode } from './rules/not-unicode.ts'
import type { Severity } from './rules/rule.ts'
import { wrongColumnCount } from './rules/wrong-column-count.ts'

/** The rules that tell of what cannot be read. */
const TELLING = new Set(
  [missingEmailAddress, ambiguousQuoting, notUnicode, wrongColumnCount, invalidEmailAddress].map(
    ({ id }) => id,
  ),
)

/**
 * Why a batch must not pass: a part of it cannot be read, and no rule says so. That is a fault of ours, and better told than
 * shared in silence.
 * @param severities those that were set: what somebody switched off may be silent
 */
export function findSilence(
  batch: Batch,
  problems: readonly FoundProblem[],
  severities: Readonly<Record<string, Severity>>,
): string | undefined {
  const isTold = problems.some(({ rule }) => TELLING.has(rule))
  const isSet = Object.keys(severities).some((rule) => TELLING.has(rule))
  if (isTold || isSet || !hasUnreadable(batch)) return undefined
  return 'a part of it cannot be read, and no rule says which: this is a fault of Migration Batch Check. Please report it'
}

function hasUnreadable({ header, table, text }: Batch): boolean {
  if (header.kind === undefined || table.rows === 0) return false
  const { misshapen, ambiguous } = table
  return (
    !header.columns.has('EmailAddress') || text.damage !== undefined || misshapen.count + ambiguous.count > 0
  )
}
