import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { correct } from '../../src/batch/witness.ts'
import { rules } from '../../src/rules/index.ts'
import { examplesOf, type JudgedBatch, judgeExample, linesOf } from '../support/page.ts'

const folder = resolve(import.meta.dirname, '../../docs/rules')
const read = (id: string) => readFileSync(join(folder, `${id}.md`), 'utf8')

describe('the page of a rule', () => {
  test('is there for every rule, and for nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort())
  })

  test.each(rules)('says what $id is', ({ id, title, severity, source }) => {
    const page = read(id)
    expect(page).toMatch(`# ${id}\n\n**${title}** · ${severity} · `)
    expect(page).toContain(`(${source})`)
  })

  test.each(rules)('has examples in which $id does what they say', async ({ id, fixable }) => {
    const examples = examplesOf(read(id))
    expect(examples).not.toEqual([])
    expect(examples.some(({ after }) => after !== undefined)).toBe(fixable)
    for (const example of examples) {
      const judged = judgeExample(example)
      expect(linesOf(judged, id)).toBe(example.says)
      if (example.after === undefined) continue

      const [{ batch, checked }, ...others] = judged as [JudgedBatch, ...JudgedBatch[]]
      expect(others).toEqual([])
      expect(await correct(batch, checked.edits)).toEqual({ bytes: example.after })
      const [again] = judgeExample({ ...example, batches: new Map([[batch.path, example.after]]) })
      expect(again!.checked.edits).toEqual([])
    }
  })
})
