import type { Batch } from '../../src/batch/batch.ts'
import { readBatch } from '../../src/batch/read.ts'
import { correct } from '../../src/batch/witness.ts'
import { beginJudgement, type Checked, check, type Judgement } from '../../src/check.ts'
import { createDirectory } from '../../src/federation/directory.ts'
import { readFederatedDomains } from '../../src/federation/domains.ts'
import { rules } from '../../src/rules/index.ts'

type Finding = Checked['findings'][number]

/** The rules that are on unless said otherwise: tables about a row need not mind the header. */
const ON = [
  'empty-batch',
  'missing-email-address',
  'wrong-column-count',
  'too-many-rows',
  'ambiguous-quoting',
  'not-unicode',
  'federated-force-change-password',
  'invalid-force-change-password',
  'invalid-email-address',
  'missing-value',
]
const OTHERS = rules.map(({ id }) => id).filter((id) => !ON.includes(id))
const OFF = Object.fromEntries(OTHERS.map((id) => [id, 'off'] as const))

/** What a batch is judged by; contoso.com is federated and no other domain, unless said. */
export interface Judging extends Partial<Pick<Judgement, 'maxRows' | 'severities'>> {
  readonly federated?: string
}

/** The judgement of a list of federated domains. */
export function judgementOf({
  federated = 'contoso.com',
  maxRows,
  severities = {},
}: Judging = {}): Judgement {
  const domains = readFederatedDomains(federated)
  if ('mistakes' in domains) throw new Error(domains.mistakes.join('\n'))
  return beginJudgement({
    directory: createDirectory([domains]),
    maxRows,
    severities: { ...OFF, ...severities },
  })
}

/** Checks one batch. */
export function judge(file: string | Uint8Array, judging?: Judging): Checked {
  const judgement = judgementOf(judging)
  return check(read(file, undefined, judgement), judgement)
}

export function read(file: string | Uint8Array, path = 'batch.csv', judgement?: Judgement): Batch {
  return readBatch(path, typeof file === 'string' ? Buffer.from(file) : file, judgement?.directory)
}

/** A finding in one line: `2:27-2:31 error the-rule, row 1, joe@contoso.com, fix False`. */
export function asLine({ line, column, endLine, endColumn, ...finding }: Finding): string {
  const { severity, rule, row, user, fix } = finding
  return [
    `${line}:${column}-${endLine}:${endColumn} ${severity} ${rule}`,
    ...(row === null ? [] : [`row ${row}`]),
    ...(user === null ? [] : [user]),
    ...(fix === undefined ? [] : [`fix ${fix}`]),
  ].join(', ')
}

/** All findings of a batch, each in one line. */
export function linesOf(file: string | Uint8Array, judging?: Judging): string[] {
  return judge(file, judging).findings.map(asLine)
}

/** The file after the fix, which changes nothing if there is nothing to correct, or why it must not be written. */
export async function fix(file: string | Uint8Array, judging?: Judging): Promise<Buffer | string> {
  const judgement = judgementOf(judging)
  const batch = read(file, undefined, judgement)
  const { edits } = check(batch, judgement)
  if (edits.length === 0) return Buffer.from(file)
  const corrected = await correct(batch, edits)
  return 'refused' in corrected ? corrected.refused : Buffer.from(corrected.bytes)
}
