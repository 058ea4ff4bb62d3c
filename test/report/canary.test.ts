import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correct } from '../../src/batch/witness.ts'
import { check, type Judgement } from '../../src/check.ts'
import type { Answer, User } from '../../src/federation/answer.ts'
import { withoutFixes } from '../../src/outcome.ts'
import { conclude, totalsOfAll } from '../../src/report/report.ts'
import { createWriter } from '../../src/report/writers.ts'
import { rules } from '../../src/rules/index.ts'
import { takenFor } from '../../src/taken.ts'
import { judgementOf, read } from '../support/checking.ts'
import {
  draw,
  encodeAs,
  otherKindText,
  runs,
  stagedText,
  tangledText,
  writing,
} from '../support/generators.ts'

/** With the colon it is part of no address, which may be shown; alone in a cell it is too short for a password. */
const PASSWORD = ':CANARY'

const EVERY_RULE = Object.fromEntries(
  rules.map(({ id, severity }) => [id, severity === 'off' ? 'error' : severity]),
)

/** A batch with the password put somewhere. */
const markedText = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: stagedText },
      { weight: 2, arbitrary: otherKindText },
      { weight: 1, arbitrary: tangledText },
    ),
    fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, places]) =>
    places.reduce((marked, place) => {
      const at = place % (marked.length + 1)
      return marked.slice(0, at) + PASSWORD + marked.slice(at)
    }, text),
  )

/** Judges by every rule; nobody knows fabrikam.com. */
function judgement(): Judgement {
  const all = judgementOf({ maxRows: 3, severities: EVERY_RULE })
  const lookup = (user: User): Answer =>
    user.domain === 'fabrikam.com'
      ? { domain: user.domain, federated: undefined, why: 'a test', because: `nobody has ${user.domain}` }
      : all.directory.lookup(user)
  return { ...all, directory: { ...all.directory, lookup } }
}

test('no report shows a password, wherever it stands', async () => {
  await fc.assert(
    fc.asyncProperty(markedText, writing, fc.boolean(), async (text, as, fixed) => {
      const batch = read(encodeAs(text, as))
      const outcome = check(batch, judgement())
      const corrected = await correct(batch, outcome.edits)
      const shown =
        'refused' in corrected ? { ...outcome, ...withoutFixes(outcome, corrected.refused) } : outcome
      const totals = totalsOfAll([{ outcome: shown, fixed }])
      const summary = {
        totals,
        domains: takenFor(outcome.users, judgement().directory),
        configuration: null,
        asked: [],
        notes: [],
        notChecked: [],
        conclusion: conclude(totals, 'error', true),
      }

      for (const format of ['terminal', 'json', 'csv', 'github'] as const) {
        const writer = await createWriter(format, false)
        const parts = [...writer.file({ outcome: shown, fixed }, outcome.draw), ...writer.end(summary)]
        expect(parts.join('')).not.toContain('CANARY')
      }
    }),
    runs,
  )
})

test('the generator puts it into rows that have findings of every sort', () => {
  const rules = draw(markedText).flatMap((text) =>
    check(read(text), judgement()).findings.map(({ rule }) => rule),
  )

  for (const rule of [
    'ambiguous-quoting',
    'duplicate-user',
    'federated-password',
    'federated-force-change-password',
    'invalid-email-address',
    'invalid-force-change-password',
    'invalid-password',
    'invalid-value',
    'missing-email-address',
    'missing-value',
    'password-in-repository',
    'too-many-rows',
    'unknown-federation',
    'wrong-column-count',
  ]) {
    expect(rules.filter((each) => each === rule).length, rule).toBeGreaterThan(10)
  }
})
