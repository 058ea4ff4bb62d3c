import type { Answer } from '../federation/answer.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Nobody knows the domain, so nobody can say whether True is right for its users; said once a domain. */
export const unknownFederation: Rule = {
  id: 'unknown-federation',
  severity: 'warning',
  title: 'Nobody knows whether the domain is federated',
  source: sources.kb2845956,
  scope: 'rows',
  fixable: false,

  *check(batch, { lookup, perUser }) {
    if (!perUser && !batch.domains?.names.some((domain) => isUnknown(lookup({ user: null, domain })))) return
    const said = new Set<string>()
    for (const row of batch.where('ForceChangePassword', 'true')) {
      const answer = lookup(row)
      if (answer.domain === '' || said.has(answer.domain) || !isUnknown(answer)) continue

      said.add(answer.domain)
      yield {
        row,
        at: row.cell('EmailAddress'),
        source: sources.kb2845956,
        message:
          `Row ${row.index}: ${answer.because}, so nobody knows whether True is right for its users. ` +
          'Check the spelling of the domain, or name it in federated-domains (with ! before it if it is managed).',
      }
    }
  },
}

function isUnknown({ federated, unanswered }: Answer): boolean {
  return federated === undefined && unanswered === undefined
}
