import { afterAll, describe, expect, test } from 'vitest'
import { TIMING, type Timing } from '../../src/github/timing.ts'
import type { Facts } from '../support/faults/facts.ts'
import { at, BLOB, faultNamed } from '../support/faults/named.ts'
import { expectPromises } from '../support/faults/promises.ts'
import { MODES } from '../support/faults/pulls.ts'
import { type FaultScene, openFaultScene } from '../support/faults/scene.ts'
import type { Strike } from '../support/faults/strike.ts'

const scenes = { none: await openFaultScene(MODES.none), commit: await openFaultScene(MODES.commit) }
const clean = { none: await scenes.none.run([]), commit: await scenes.commit.run([]) }
afterAll(() => Promise.all(Object.values(scenes).map((scene) => scene[Symbol.asyncDispose]())))

test('a request may take ten seconds, a run five minutes, of which it reads for four', () => {
  expect(TIMING).toMatchObject({ request: 10_000, reading: 240_000, run: 300_000, second: 1000 })
})

/** Every request of a run meets a fault. */
const always = (fault: string): Strike[] => [
  { operation: 'query', nth: 0, fault: faultNamed(fault), andThen: 'everything' },
]

type Times = Omit<Timing, 'clock'>

async function expectInTime(scene: FaultScene, strikes: readonly Strike[], timing: Times): Promise<Facts> {
  const facts = await scene.run(strikes, { timing })
  expect(facts.byPost).toEqual([])
  expect(facts.took).toBeLessThanOrEqual(timing.run)
  expectPromises(facts, clean.none)
  return facts
}

test('a GitHub that never answers is given up', async () => {
  const timing = { request: 200, reading: 1600, run: 2000, second: 1 }
  const { run, requests } = await expectInTime(scenes.none, always('no answer'), timing)
  expect(requests).toHaveLength(3)
  expect(run.annotations).toMatchObject([{ message: expect.stringMatching(/none within 1 second/) }])
})

test('a GitHub that lets nobody wait in vain is not waited for longer than the run may last', async () => {
  const timing = { request: 200, reading: 800, run: 1000, second: 30 } // a minute is 1.8 seconds
  const { requests } = await expectInTime(scenes.none, always('429'), timing)
  expect(requests).toHaveLength(1)
})

test('files that never come are given up together, not one by one', async () => {
  const wide = [...Array(40).keys()].map((index) => [`${index}.csv`, MODES.none.files['batches/wide.csv']])
  const files = Object.fromEntries(wide)
  await using scene = await openFaultScene({ name: 'many', fix: 'none', files, corrected: files })
  const all = await scene.run([])
  const timing = { request: 200, reading: 1600, run: 2000, second: 1 }
  const hanging: Strike = { ...at(BLOB), fault: faultNamed('no answer'), andThen: 'its operation' }
  const facts = await scene.run([hanging], { timing })
  expectPromises(facts, all)
  expect(facts.took).toBeLessThanOrEqual(timing.run)
  expect(facts.report?.notChecked).toHaveLength(40)
  expect(facts.requests.filter(({ operation }) => operation === BLOB).length).toBeLessThan(12)
}, 900_000)

/** Every answer comes late, so that a run is over before it is done: each time at another of its requests. */
describe.each(['none', 'commit'] as const)('fix: %s', (mode) => {
  const steps = Array.from({ length: 14 }, (_, step) => step + 1)
  test.each(steps)('the time of a run ends after %d slow answers', async (step) => {
    const slow = 60
    const run = step * slow
    const timing = { request: 300, reading: run * 0.8, run, second: 1 }
    const late = {
      ...faultNamed('late, after the effect'),
      fault: { late: (slow / 300) * 1000, wait: 'after' as const },
    }
    const strike: Strike = { operation: 'query', nth: 0, fault: late, andThen: 'everything' }
    const facts = await scenes[mode].run([strike], { timing })
    expectPromises(facts, clean[mode])
  })
})
