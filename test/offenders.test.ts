import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../src/check.ts'
import { rules } from '../src/rules/index.ts'
import { asLine, fix, judge, read } from './support/checking.ts'
import { draw, runs } from './support/generators.ts'
import { type Offender, offenders } from './support/offenders/batches.ts'
import { judgementOfEveryRule } from './support/offenders/judging.ts'
import { DAMAGE, FEDERATED } from './support/offenders/offences.ts'

function checkAll(batches: readonly Offender[]) {
  const judgement = judgementOfEveryRule()
  return batches.map(({ bytes, maxRows }, index) =>
    check(read(bytes, `${index}.csv`), { ...judgement, maxRows }),
  )
}

describe('batches that are wrong in known ways', () => {
  test('exactly what was planted is found, each at its place', () => {
    fc.assert(
      fc.property(offenders, (batches) => {
        const found = checkAll(batches).map(({ kind, rows, federated, findings }) => ({
          kind,
          rows,
          federated,
          findings: findings.map(asLineWithGitHub).sort(),
        }))

        expect(found).toEqual(
          batches.map(({ kind, rows, federated, findings }) => ({ kind, rows, federated, findings })),
        )
      }),
      runs,
    )
  })

  test('the correction gives exactly the expected bytes, and nothing more when it is made again', async () => {
    await fc.assert(
      fc.asyncProperty(offenders, async (batches) => {
        for (const { bytes, cured } of batches) {
          const after = await fix(bytes, { federated: FEDERATED })

          expect(after).toEqual(cured)
          if (typeof after === 'string') continue
          expect(judge(after, { federated: FEDERATED }).edits).toEqual([])
          expect(await fix(after, { federated: FEDERATED })).toEqual(after)
        }
      }),
      runs,
    )
  })
})

function asLineWithGitHub(finding: Parameters<typeof asLine>[0]): string {
  const { onGitHub } = finding
  if (onGitHub === undefined) return asLine(finding)
  const { line, column, endLine, endColumn } = onGitHub
  return `${asLine(finding)}, on GitHub ${line}:${column}-${endLine}:${endColumn}`
}

describe('the generator plants', () => {
  const batches = draw(offenders, 1000).flat()
  const lines = batches.flatMap(({ findings }) => findings)

  test.each([
    'error empty-batch',
    'error missing-email-address',
    'error duplicate-column',
    'error unknown-column',
    'error wrong-column-count',
    'error too-many-rows',
    'error ambiguous-quoting',
    'error not-unicode',
    'error federated-force-change-password',
    'error invalid-force-change-password',
    'error invalid-email-address',
    'warning invalid-email-address',
    'warning line-break-in-value',
    'error duplicate-user',
    'warning duplicate-user',
    'error missing-value',
    'error invalid-value',
    'warning invalid-password',
    'warning unknown-federation',
    'notice federated-password',
    'error password-in-repository',
  ])('%s', (finding) => {
    expect(lines.filter((line) => line.includes(` ${finding}`)).length).toBeGreaterThan(25)
  })

  test('every rule but file-too-large, which takes 10 MiB, and not-a-batch, which is off', () => {
    const planted = new Set(lines.map((line) => /(?:error|warning|notice) ([a-z-]+)/.exec(line)![1]))

    expect(rules.map(({ id }) => id).filter((id) => !planted.has(id))).toEqual([
      'file-too-large',
      'not-a-batch',
    ])
  })

  test.each([
    ['True for a federated domain', /federated-force-.*@contoso\.com, fix False/],
    ['True for a sub-domain', /federated-force-.*@eu\.contoso\.com, fix False/],
    ['True for a domain in capitals', /federated-force-.*@CONTOSO\.com, fix False/],
    ['True for a domain beyond ASCII', /federated-force-.*@bücher\.example, fix False/],
    ['True for its A-labels', /federated-force-.*@xn--bcher-kva\.example, fix False/],
    ['True that is not corrected', /federated-force-change-password, row \d+, \S+@[^, ]+(?:, on GitHub.*)?$/],
    ['no boolean for a federated user', /invalid-force-.* fix False/],
    ['no word for either', /invalid-force-.*@contoso\.com(?:, on GitHub.*)?$/],
    ['no boolean for a managed user', /invalid-force-.*@[^, ]+(?:, on GitHub.*)?$/],
    ['a cell in several lines', /^(\d+):\d+-(?!\1:)/],
    ['another place on GitHub', /^(\S+) (?!.*on GitHub \1).*on GitHub/],
  ])('%s', (_, finding) => {
    expect(lines.filter((line) => finding.test(line)).length).toBeGreaterThan(10)
  })

  test.each<[string, (batch: Offender) => boolean]>([
    ['quotes to correct between', (batch) => isCured(batch) && /"(?:true|yes)"/i.test(batch.text)],
    ['blanks to correct between', (batch) => isCured(batch) && /[ \t\u3000]true/i.test(batch.text)],
    ['blanks inside the quotes', ({ text }) => /"[ \u3000]true|true[ \t\u00a0]+"/i.test(text)],
    ['a blank before quotes', ({ text }) => /[,\n][ \t\u00a0\u3000]+"/.test(text)],
    ['a correction that is refused', ({ cured }) => typeof cured === 'string'],
    ['a quoted line break', ({ text }) => /"two\r\nlines!"/.test(text)],
    [
      'white space around a user name',
      ({ kind, findings }) => kind === 'imap' && findings.some((line) => line.includes('invalid-value')),
    ],
    ['doubled quotes', ({ text }) => text.includes('with ""quotes""')],
    ['text behind a closing quote', ({ text }) => text.includes('"x"y')],
    ['a blank behind a closing quote', ({ text }) => /"x"[ \u00a0]/.test(text)],
    ['quotes in a bare cell', ({ text }) => text.includes('x"y"z')],
    ['a quoted part that holds a comma', ({ text }) => text.includes('x "b,c"')],
    ['a quoted part that holds a line end', ({ text }) => text.includes('x "b\nc"')],
    ['a quote never closed that begins a cell', ({ text }) => text.includes('"open')],
    ['a quote never closed inside a cell', ({ text }) => text.includes('op"en')],
    ['a line above the header', ({ text }) => /^\s*(?:sep=|#TYPE)/i.test(text)],
    ['a misspelt EmailAddress', ({ text }) => /e(?:-?mail[ _]address|mailadress)/i.test(text)],
    ['a line of blanks', ({ text }) => /[\r\n][ \t\u3000\u00a0]+[\r\n]/.test(text)],
    ['a lone CR', ({ text }) => /\r(?!\n)/.test(text)],
    ['U+2028', ({ text }) => text.includes('\u2028')],
    ['U+2029', ({ text }) => text.includes('\u2029')],
    ['UTF-8 with a mark', ({ writing }) => writing.encoding === 'utf-8' && writing.mark],
    ['UTF-8 without', ({ writing }) => !writing.mark],
    ['UTF-16', ({ writing }) => writing.encoding.startsWith('utf-16')],
    ['UTF-32', ({ writing }) => writing.encoding.startsWith('utf-32')],
    ['damage in UTF-8', ({ text, writing }) => text.includes(DAMAGE) && writing.encoding === 'utf-8'],
    ['damage in UTF-16', ({ text, writing }) => text.includes(DAMAGE) && /16/.test(writing.encoding)],
    ['damage in UTF-32', ({ text, writing }) => text.includes(DAMAGE) && /32/.test(writing.encoding)],
    [
      'no error in several rows',
      ({ rows, findings }) => rows > 2 && findings.every((line) => !/error.*row/.test(line)),
    ],
    ...(['staged', 'imap', 'move', 'google'] as const).map((kind): [string, (batch: Offender) => boolean] => [
      kind,
      (batch) => batch.kind === kind && batch.rows > 2,
    ]),
  ])('%s', (_, isPlanted) => {
    expect(batches.filter(isPlanted).length).toBeGreaterThan(5)
  })
})

function isCured({ bytes, cured }: Offender): boolean {
  return typeof cured !== 'string' && !cured.equals(bytes)
}
