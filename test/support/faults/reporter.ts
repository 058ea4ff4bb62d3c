import type { Reporter, TestModule } from 'vitest/node'
import { type Counted, tableOf } from './table.ts'

/** Prints how the runs of the plan came out, once all are over. */
export class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((each) => [...each.children.allTests()])
    const counted = tests.flatMap((each): Counted[] => {
      const { fault } = each.meta()
      return fault ? [{ ...fault, passed: each.ok() }] : []
    })
    console.log(`\n${tableOf(counted)}`)
  }
}
