import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correct } from '../../src/batch/witness.ts'
import { check } from '../../src/check.ts'
import { withoutFixes } from '../../src/outcome.ts'
import { conclude, totalsOfAll } from '../../src/report/report.ts'
import { createWriter } from '../../src/report/writers.ts'
import { judgementOf, read } from '../support/checking.ts'
import { draw, encodeAs, runs, stagedText, tangledText, writing } from '../support/generators.ts'

/** With the colons it is part of no address, which may be shown. */
const PASSWORD = ':CANARY:'

/** A batch with the password put somewhere. */
const markedText = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: stagedText }, { weight: 1, arbitrary: tangledText }),
    fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, places]) =>
    places.reduce((marked, place) => {
      const at = place % (marked.length + 1)
      return marked.slice(0, at) + PASSWORD + marked.slice(at)
    }, text),
  )

test('no report shows a password, wherever it stands', async () => {
  await fc.assert(
    fc.asyncProperty(markedText, writing, fc.boolean(), async (text, as, fixed) => {
      const batch = read(encodeAs(text, as))
      const outcome = check(batch, { ...judgementOf({ maxRows: 3 }), severities: {} })
      const corrected = await correct(batch, outcome.edits)
      const shown =
        'refused' in corrected ? { ...outcome, ...withoutFixes(outcome, corrected.refused) } : outcome
      const totals = totalsOfAll([{ outcome: shown, fixed }])
      const summary = { totals, asked: [], notChecked: [], conclusion: conclude(totals, 'error', true) }

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
    check(read(text), judgementOf({ maxRows: 3 })).findings.map(({ rule }) => rule),
  )

  for (const rule of [
    'ambiguous-quoting',
    'federated-force-change-password',
    'invalid-email-address',
    'invalid-force-change-password',
    'missing-email-address',
    'missing-value',
    'too-many-rows',
    'wrong-column-count',
  ]) {
    expect(rules.filter((each) => each === rule).length, rule).toBeGreaterThan(10)
  }
})
