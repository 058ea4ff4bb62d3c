import { ambiguousQuoting } from './ambiguous-quoting.ts'
import { duplicateColumn } from './duplicate-column.ts'
import { duplicateUser } from './duplicate-user.ts'
import { emptyBatch } from './empty-batch.ts'
import { federatedForceChangePassword } from './federated-force-change-password.ts'
import { federatedPassword } from './federated-password.ts'
import { fileTooLarge } from './file-too-large.ts'
import { invalidEmailAddress } from './invalid-email-address.ts'
import { invalidForceChangePassword } from './invalid-force-change-password.ts'
import { invalidPassword } from './invalid-password.ts'
import { invalidValue } from './invalid-value.ts'
import { lineBreakInValue } from './line-break-in-value.ts'
import { missingEmailAddress } from './missing-email-address.ts'
import { missingValue } from './missing-value.ts'
import { notABatch } from './not-a-batch.ts'
import { notUnicode } from './not-unicode.ts'
import { passwordInRepository } from './password-in-repository.ts'
import type { Rule, RunRule } from './rule.ts'
import { tooManyRows } from './too-many-rows.ts'
import { unknownColumn } from './unknown-column.ts'
import { unknownFederation } from './unknown-federation.ts'
import { wrongColumnCount } from './wrong-column-count.ts'

/** Every rule, in the order of the docs: what refuses the batch, what is misread, what fails one user. */
export const rules: readonly (Rule | RunRule)[] = [
  emptyBatch,
  missingEmailAddress,
  duplicateColumn,
  unknownColumn,
  wrongColumnCount,
  tooManyRows,
  fileTooLarge,
  ambiguousQuoting,
  notUnicode,
  lineBreakInValue,
  notABatch,
  federatedForceChangePassword,
  invalidForceChangePassword,
  invalidEmailAddress,
  duplicateUser,
  missingValue,
  invalidValue,
  invalidPassword,
  unknownFederation,
  federatedPassword,
  passwordInRepository,
]

/** The rules as a run needs them: those that compare its batches begin with none. */
export function startRules(): readonly Rule[] {
  return rules.map((rule) => ('start' in rule ? { ...rule, check: rule.start() } : rule))
}
