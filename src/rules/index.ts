import { ambiguousQuoting } from './ambiguous-quoting.ts'
import { duplicateColumn } from './duplicate-column.ts'
import { emptyBatch } from './empty-batch.ts'
import { federatedForceChangePassword } from './federated-force-change-password.ts'
import { invalidEmailAddress } from './invalid-email-address.ts'
import { invalidForceChangePassword } from './invalid-force-change-password.ts'
import { missingEmailAddress } from './missing-email-address.ts'
import { missingValue } from './missing-value.ts'
import { notUnicode } from './not-unicode.ts'
import type { Rule } from './rule.ts'
import { tooManyRows } from './too-many-rows.ts'
import { unknownColumn } from './unknown-column.ts'
import { wrongColumnCount } from './wrong-column-count.ts'

/** Every rule, in the order of the docs: what refuses the batch, what is misread, what fails one user. */
export const rules: readonly Rule[] = [
  emptyBatch,
  missingEmailAddress,
  duplicateColumn,
  unknownColumn,
  wrongColumnCount,
  tooManyRows,
  ambiguousQuoting,
  notUnicode,
  federatedForceChangePassword,
  invalidForceChangePassword,
  invalidEmailAddress,
  missingValue,
]
