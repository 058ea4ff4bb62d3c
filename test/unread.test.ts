import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../src/check.ts'
import { rules } from '../src/rules/index.ts'
import { judge, judgementOf, read } from './support/checking.ts'
import { anyBytes, draw, mostlyDamaged, runs } from './support/generators.ts'
import { offenders } from './support/offenders/batches.ts'
import { readSlowly } from './support/slow-reader.ts'

const everyBytes = fc.oneof(anyBytes, mostlyDamaged(offenders.map(([first]) => first!.bytes)))

/** Whether something of a batch cannot be read, found without the code that is tested. */
function isUnreadable(bytes: Uint8Array): boolean {
  const { text, header } = read(bytes)
  const rows = readSlowly(Buffer.from(text.bytes).toString())
  const width = rows[0]?.cells.length
  return (
    header.kind !== undefined &&
    rows.length > 0 &&
    rows.some(
      ({ cells }) =>
        cells.length !== width || cells.some(({ value }) => value === undefined || /[\0\ufffd]/.test(value)),
    )
  )
}

describe('what cannot be read is told', () => {
  test('by an error in every such batch, and never by giving up', () => {
    fc.assert(
      fc.property(everyBytes, (bytes) => {
        const { findings, notChecked } = judge(bytes)

        if (isUnreadable(bytes)) expect(findings.map(({ severity }) => severity)).toContain('error')
        expect(notChecked).toBeUndefined()
      }),
      runs,
    )
  })

  test('the generator reaches such batches', () => {
    expect(draw(everyBytes, 1000).filter(isUnreadable).length).toBeGreaterThan(100)
  })
})

describe('a batch that no rule tells of', () => {
  const silent = (id: string) => ({
    ...judgementOf(),
    rules: rules.filter((rule) => rule.id !== id && !('start' in rule)) as never,
    severities: {},
  })

  test.each([
    ['not-unicode', 'EmailAddress\n\ufffd\n'],
    ['ambiguous-quoting', '"EmailAddress" \na@contoso.com\n'],
    ['wrong-column-count', 'EmailAddress\na@contoso.com,\n'],
    ['missing-email-address', 'Email Address\na@contoso.com\n'],
  ])('for want of %s is not checked', (id, text) => {
    expect(check(read(text), silent(id))).toMatchObject({
      findings: [],
      notChecked: expect.stringMatching(
        /cannot be read, and no rule says which: this is a fault of Migration Batch Check/,
      ),
    })
  })

  test('unless somebody switched the rule off', () => {
    const text = 'EmailAddress\n\ufffd\n'

    expect(judge(text, { severities: { 'not-unicode': 'off' } })).toMatchObject({
      findings: [],
      notChecked: undefined,
    })
  })
})
