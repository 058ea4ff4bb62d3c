import { expect, test } from 'vitest'
import type { Facts } from '../support/faults/facts.ts'
import { BLOB, COMPARE, faultNamed, LIST, RULES, STATUS, TREE } from '../support/faults/named.ts'
import { type Outcome, outcomeOf } from '../support/faults/outcome.ts'
import { tooLate } from '../support/faults/plan.ts'
import { expectPromises } from '../support/faults/promises.ts'
import { MODES } from '../support/faults/pulls.ts'
import { openBundleScene, openFaultScene } from '../support/faults/scene.ts'
import type { Scope } from '../support/faults/strike.ts'
import { COMMIT, CREATE, UPDATE } from '../support/pull.ts'

type ModeName = keyof typeof MODES

/** Kinds of faults at kinds of requests, for the bundle with its own times: reads are sent again after one and four seconds. */
const cases: readonly [mode: ModeName, request: string, nth: number, fault: string, scope: Scope, Outcome][] =
  [
    ['none', 'query', 1, 'no answer', 'nothing more', 'as without the fault'],
    ['none', COMPARE, 1, 'connection reset', 'nothing more', 'as without the fault'],
    ['none', TREE, 1, '500', 'its operation', 'failed with a sentence'],
    ['none', 'query', 2, 'a partial answer', 'nothing more', 'as without the fault'],
    ['none', BLOB, 1, '404', 'nothing more', 'not checked in full, failed'],
    ['none', CREATE, 1, '403', 'nothing more', 'marks in the log instead'],
    ['none', CREATE, 1, 'no answer, after the effect', 'nothing more', 'as without the fault'],
    ['none', UPDATE, 1, 'half a body, after the effect', 'nothing more', 'as without the fault'],
    ['none', UPDATE, 2, '422', 'nothing more', 'marks in the log instead'],
    ['commit', RULES, 1, '502 with a page', 'its operation', 'corrected, said what is not seen'],
    ['commit', 'query', 3, '401', 'nothing more', 'corrected, less is foreseen'],
    ['commit', COMMIT, 1, 'no answer, after the effect', 'nothing more', 'as without the fault'],
    ['commit', COMMIT, 1, 'too late, before the effect', 'nothing more', 'as without the fault'],
    ['commit', COMMIT, 1, 'only errors', 'nothing more', 'as without the fault'],
    ['commit', COMMIT, 1, 'no points left', 'nothing more', 'not corrected, said why'],
    [
      'commit',
      COMMIT,
      1,
      'connection reset, after the effect',
      'everything',
      'not known whether committed, said so',
    ],
    ['commit', CREATE, 2, '429 with retry-after', 'nothing more', 'as without the fault'],
    [
      'commit',
      UPDATE,
      1,
      'connection broken in the body, after the effect',
      'nothing more',
      'as without the fault',
    ],
    ['commit', LIST, 1, '403 with no requests left', 'nothing more', 'corrected, said what is not seen'],
    ['commit', STATUS, 1, '409', 'nothing more', 'as without the fault'],
    ['calm', 'query', 1, '401', 'nothing more', 'failed with a sentence'],
    ['calm', UPDATE, 1, 'late, after the effect', 'nothing more', 'as without the fault'],
  ]

/** What a run without a fault does: the source and the bundle do the same. */
async function cleanRun(mode: ModeName): Promise<Facts> {
  await using scene = await openFaultScene(MODES[mode])
  return await scene.run([]) // before the scene is gone
}
const clean = { none: await cleanRun('none'), commit: await cleanRun('commit'), calm: await cleanRun('calm') }

test.concurrent.each(cases)(
  '%s, %s #%d meets "%s", and then %s: %s',
  async (mode, operation, nth, name, andThen, outcome) => {
    await using scene = await openBundleScene(MODES[mode])
    const fault = tooLate.find((each) => each.name === name) ?? faultNamed(name)
    const facts = await scene.run([{ operation, nth, fault, andThen }])
    expectPromises(facts, clean[mode])
    expect(outcomeOf(facts, clean[mode])).toBe(outcome)
  },
  150_000,
)
