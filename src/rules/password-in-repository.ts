import { countNotEmpty } from '../batch/count.ts'
import { headerCell } from './header-cell.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Whoever can read the repository, now or later, can read its passwords. */
export const passwordInRepository: Rule = {
  id: 'password-in-repository',
  severity: 'off',
  title: 'Passwords are kept in the repository',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    const passwords = countNotEmpty(batch, 'Password')
    if (passwords === 0) return
    const [what, them] = passwords === 1 ? ['A password is', 'it'] : [`${passwords} passwords are`, 'them']
    yield {
      at: headerCell(batch, 'Password'),
      source: sources.csvFiles,
      message:
        `${what} in this file, and whoever can read the repository can read ${them}, in its history too. ` +
        `Change ${them}, and keep passwords out of Git.`,
    }
  },
}
