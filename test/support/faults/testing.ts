import { afterAll, expect, test } from 'vitest'
import type { Facts } from './facts.ts'
import { outcomeOf } from './outcome.ts'
import { type Case, casesFor } from './plan.ts'
import { expectPromises } from './promises.ts'
import { MODES } from './pulls.ts'
import { type FaultScene, openFaultScene } from './scene.ts'
import { SEQUELS } from './sequels.ts'
import { nameOf, placesOf } from './strike.ts'
import type { Counted } from './table.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** What a case of the plan counts for in the table. */
    fault?: Omit<Counted, 'passed'>
  }
}

/** Which part of the plan is tested, of how many: all of it takes minutes, so a tenth stands for it, of every request. */
const [PART, OF] = (process.env['FAULTS'] ?? '1/10').split('/').map(Number)

/** Tests every request of a mode with every fault, and every request that comes only of a fault. */
export async function testMode(mode: keyof typeof MODES): Promise<void> {
  const scene = await openFaultScene(MODES[mode])
  afterAll(() => scene[Symbol.asyncDispose]())
  const clean = await scene.run([])
  const sequels = SEQUELS.filter((each) => each.mode === mode)
  const cases = [
    ...casesFor(placesOf(clean.requests), { name: scene.mode.name, strikes: [] }),
    ...sequels.flatMap((each) =>
      casesFor(each.places, { ...each, name: `${scene.mode.name}, ${each.name}` }),
    ),
  ]
  testCases({ scene, clean }, cases)
  test.each(sequels)('$name: the requests that come of it', async ({ strikes, meanwhile, places }) => {
    const { requests } = await scene.run(strikes, { meanwhile })
    expect(placesOf(requests).map(nameOf)).toEqual(expect.arrayContaining(places.map(nameOf)))
  })
}

function testCases({ scene, clean }: { scene: FaultScene; clean: Facts }, cases: readonly Case[]): void {
  const part = cases.filter((_, index) => index % (OF ?? 1) === (PART ?? 1) - 1)
  const named = part.map((each) => [each.name, each] as const)
  test.for(named)('%s', { timeout: 900_000 }, async ([, { strikes, meanwhile, row }], { task }) => {
    const counted: { row: string; outcome: string | undefined } = { row, outcome: undefined }
    task.meta.fault = counted
    const facts = await scene.run(strikes, { meanwhile })
    expectPromises(facts, clean)
    counted.outcome = outcomeOf(facts, clean)
    expect(counted.outcome, 'an outcome that the plan knows').toBeDefined()
  })
}
