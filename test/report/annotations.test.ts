import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding } from '../../src/outcome.ts'
import { type Annotation, shareBudget, toAnnotations } from '../../src/report/annotations.ts'
import { runs } from '../support/generators.ts'

const severity = fc.constantFrom('error', 'warning', 'notice')
const findings = fc.array(severity, { maxLength: 60 }).map((all) =>
  all.map((severity, index): Finding => {
    const place = { line: index + 2, column: 1, endLine: index + 2, endColumn: 5 }
    return {
      ...place,
      rule: 'a-rule',
      severity,
      path: 'a.csv',
      row: index + 1,
      user: null,
      message: 'Wrong.',
      fix: undefined,
      onGitHub: undefined,
    }
  }),
)

/** How many findings an annotation stands for. */
function counted({ title, message }: Annotation): number {
  return title === 'More findings' ? Number(/^\d+/.exec(message)![0]) : 1
}

test('every finding has its mark or is counted in the last one of its severity, and no budget is exceeded', () => {
  let folded = 0
  fc.assert(
    fc.property(findings, fc.integer({ min: 3, max: 20 }), (all, total) => {
      const annotations = toAnnotations(all, shareBudget(all, total))
      folded += annotations.filter(({ title }) => title === 'More findings').length

      expect(annotations.length).toBeLessThanOrEqual(total)
      for (const name of ['error', 'warning', 'notice']) {
        const marks = annotations.filter(({ severity }) => severity === name)
        const sum = marks.reduce((sum, mark) => sum + counted(mark), 0)
        expect(sum).toBe(all.filter(({ severity }) => severity === name).length)
      }
    }),
    runs,
  )
  expect(folded).toBeGreaterThan(20)
})

test('errors come first, each severity in the order of place', () => {
  fc.assert(
    fc.property(findings, (all) => {
      const order = ['error', 'warning', 'notice']
      const keys = toAnnotations(all, { error: 60, warning: 60, notice: 60 }).map(
        ({ severity, line }) => order.indexOf(severity) * 1000 + line,
      )

      expect(keys).toEqual(keys.toSorted((a, b) => a - b))
    }),
    runs,
  )
})
