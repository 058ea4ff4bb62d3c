import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Batch } from '../../src/batch/batch.ts'
import type { Judgement } from '../../src/check.ts'
import { type FoundProblem, problemsOf } from '../../src/problems.ts'
import { rules } from '../../src/rules/index.ts'
import { sources } from '../../src/rules/sources.ts'
import { read } from '../support/checking.ts'
import { anyBytes, draw, runs } from '../support/generators.ts'
import { type Offender, offenders } from '../support/offenders/batches.ts'
import { judgementOfEveryRule } from '../support/offenders/judging.ts'
import { examplesOf, judgementOfPage } from '../support/page.ts'

const root = resolve(import.meta.dirname, '../..')
const contentOf = (path: string) => readFileSync(join(root, path))
const pageOf = (rule: string) => String(contentOf(`docs/rules/${rule}.md`))

function problemsIn(batch: Batch, { rules, directory, maxRows, severities }: Judgement, named = false) {
  const { lookup, perUser } = directory
  return problemsOf(batch, { rules, facts: { lookup, perUser, maxRows }, severities, named }).problems
}

function problemsInPages(): FoundProblem[] {
  return rules
    .flatMap(({ id }) => examplesOf(pageOf(id)))
    .flatMap(({ batches, given, named }) => {
      const judgement = judgementOfPage(given)
      return Array.from(batches, ([path, bytes]) => problemsIn(read(bytes, path), judgement, named)).flat()
    })
}

function problemsInFixtures(): FoundProblem[] {
  return globSync(['test/fixtures/samples/**/*.csv', 'examples/*.csv'], { cwd: root }).flatMap((path) =>
    problemsIn(read(contentOf(path), path), judgementOfEveryRule()),
  )
}

function problemsOfOffenders(batches: readonly Offender[]): FoundProblem[] {
  const judgement = judgementOfEveryRule()
  return batches.flatMap(({ bytes, maxRows }, index) =>
    problemsIn(read(bytes, `${index}.csv`), { ...judgement, maxRows }),
  )
}

/** The messages that say "Exchange may" of a documented fact, or say of an observed one what Exchange does. */
function misleading(problems: readonly FoundProblem[]): string[] {
  return problems
    .filter(({ message, source }) => message.includes('Exchange may') !== (source === 'observed'))
    .map(({ rule, source, message }) => `${rule}, ${source}: ${message}`)
}

const known = [...problemsInPages(), ...problemsInFixtures(), ...draw(offenders).flatMap(problemsOfOffenders)]

describe('what was only observed is told with "Exchange may", and nothing else is', () => {
  test('in the examples of the pages, in files as people have them, and in batches wrong in known ways', () => {
    expect(misleading(known)).toEqual([])
  })

  test('in batches wrong in any known way', () => {
    fc.assert(
      fc.property(offenders, (batches) => {
        expect(misleading(problemsOfOffenders(batches))).toEqual([])
      }),
      runs,
    )
  })

  test('in any bytes', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(misleading(problemsIn(read(Buffer.from(bytes)), judgementOfEveryRule(1)))).toEqual([])
      }),
      runs,
    )
  })
})

describe('the pages that state the facts', () => {
  test.each(rules)('are linked by the page of $id', ({ id }) => {
    const named = new Set(known.filter(({ rule }) => rule === id).map(({ source }) => source))
    const page = pageOf(id)

    expect(named.size).toBeGreaterThan(0)
    expect([...named].filter((source) => source !== 'observed' && !page.includes(`](${source})`))).toEqual([])
  })

  test('are each named by a message', () => {
    const named = new Set<string>(known.map(({ source }) => source))

    expect(Object.values(sources).filter((source) => !named.has(source))).toEqual([])
  })
})
