import { check } from '../../src/check.ts'
import { type Judging, judgementOf, read } from './checking.ts'

/** Checks one file as a scan does: with every rule as it comes, and contoso.com federated unless said. */
export function scan(file: string | Uint8Array, judging: Judging = {}) {
  const judgement = { ...judgementOf(judging), severities: judging.severities ?? {} }
  return check(read(file, undefined, judgement), judgement)
}

/** What a scan finds, each as `line:column severity rule`. */
export function found(file: string | Uint8Array, judging?: Judging): string[] {
  return scan(file, judging).findings.map(
    ({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`,
  )
}

/** The rules of which a scan finds an error. */
export function errorsIn(file: string | Uint8Array, judging?: Judging): string[] {
  return scan(file, judging)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)
}
