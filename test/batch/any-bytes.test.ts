import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/check.ts'
import { rules } from '../../src/rules/index.ts'
import { judgementOf, read } from '../support/checking.ts'
import { anyBytes, draw, runs } from '../support/generators.ts'

/** With every rule switched on. */
const judging = {
  maxRows: 4,
  severities: Object.fromEntries(rules.map(({ id }) => [id, 'error'] as const)),
}

describe('any bytes can be checked', () => {
  test('findings are in order, and every place is in the file and between two characters', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const batch = read(bytes)
        const { findings } = check(batch, judgementOf(judging))
        const lines = Buffer.from(batch.text.bytes)
          .toString()
          .split(/\r\n|\r|\n/)
        const linesOnGitHub = Buffer.from(batch.text.bytes).toString().split('\n')

        expect(findings.map(({ line, column }) => [line, column])).toEqual(
          findings.map(({ line, column }) => [line, column]).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
        )
        for (const { onGitHub, ...finding } of findings) {
          expectPlaceIn(lines, finding)
          if (onGitHub !== undefined) expectPlaceIn(linesOnGitHub, onGitHub)
        }
      }),
      runs,
    )
  })

  test('every finding can be drawn or says that it cannot', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const outcome = check(read(bytes), judgementOf(judging))

        for (const index of outcome.findings.keys()) {
          const drawing = outcome.draw(index)
          expect(drawing?.from ?? 0).toBeLessThanOrEqual(drawing?.to ?? 0)
          expect(drawing?.to ?? 0).toBeLessThanOrEqual(drawing?.text.length ?? 0)
        }
      }),
      runs,
    )
  })
})

interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

function expectPlaceIn(lines: readonly string[], { line, column, endLine, endColumn }: Place) {
  const at = (text: string | undefined, index: number) => ({
    inside: text !== undefined && index >= 0 && index <= text.length,
    splits: /^[\ud800-\udbff][\udc00-\udfff]/.test(text?.slice(Math.max(0, index - 1), index + 1) ?? ''),
  })

  expect(at(lines[line - 1], column - 1)).toEqual({ inside: true, splits: false })
  expect(at(lines[endLine - 1], endColumn - 1)).toEqual({ inside: true, splits: false })
  expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true)
}

describe('the generator reaches the hard cases', () => {
  const found = (rule: string) => (bytes: Uint8Array) =>
    check(read(bytes), judgementOf(judging)).findings.some((finding) => finding.rule === rule)

  test.each([
    ['nothing', (bytes: Uint8Array) => read(bytes).table.rows === 0],
    ['UTF-16', (bytes: Uint8Array) => read(bytes).text.encoding.startsWith('utf-16')],
    ['UTF-32', (bytes: Uint8Array) => read(bytes).text.encoding.startsWith('utf-32')],
    ['damaged UTF-8', (bytes: Uint8Array) => isDamaged('utf-8', bytes)],
    ['damaged UTF-16', (bytes: Uint8Array) => isDamaged('utf-16', bytes)],
    ['damaged UTF-32', (bytes: Uint8Array) => isDamaged('utf-32', bytes)],
    ['something to correct', found('federated-force-change-password')],
    ['no EmailAddress', found('missing-email-address')],
    ['no rows', found('empty-batch')],
    ['ambiguous quotes', found('ambiguous-quoting')],
    ['another width', found('wrong-column-count')],
    ['too many rows', found('too-many-rows')],
    ['a bad address', found('invalid-email-address')],
    ['a bad boolean', found('invalid-force-change-password')],
    ['an empty cell', found('missing-value')],
    ['a user twice', found('duplicate-user')],
    ['a bad password', found('invalid-password')],
    ['passwords of federated users', found('federated-password')],
  ])('%s', (_, hard) => {
    expect(draw(anyBytes).filter(hard).length).toBeGreaterThan(10)
  })

  function isDamaged(encoding: string, bytes: Uint8Array): boolean {
    const { text } = read(bytes)
    return text.damage !== undefined && text.encoding.startsWith(encoding)
  }
})
