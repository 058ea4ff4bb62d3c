import { nearest } from './batch/names.ts'

/** What a reader of values makes of one, or its mistakes. */
export type Reading<T> = T | { readonly mistakes: readonly string[] }

/** A value somebody wrote, and where, as it is named in a message. */
export interface Given {
  readonly key: string
  readonly value: unknown
  readonly where: string
  /** The folder that paths in it are relative to, if that is another one than what is checked. */
  readonly base?: string
  /** Where the names in the value are, if it has some. */
  readonly places?: ReadonlyMap<string, string>
}

/** Mistakes in place of what was wanted. */
export function mistake(...mistakes: string[]) {
  return { mistakes }
}

/** What somebody wrote; empty if it is neither a text nor a number. */
export function writtenIn({ value }: Given): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

/** A text that is not empty. */
export function text<T>(given: Given, use: (value: string) => T): Reading<T> {
  const value = writtenIn(given)
  return value === '' ? mistake(`${given.where}: ${given.key} needs a text.`) : use(value)
}

/** One of a few words. */
export function oneOf<W extends string, T>(
  given: Given,
  allowed: readonly W[],
  use: (value: W) => T,
): Reading<T> {
  const value = allowed.find((each) => each === given.value)
  return value === undefined
    ? mistake(`${given.where}: ${given.key} ${mustBe(writtenIn(given), allowed)}`)
    : use(value)
}

/**
 * Says which words are allowed and, if one is near, that it was meant; never what was written: somebody who names a batch
 * as the configuration would read passwords.
 */
export function mustBe(written: string, allowed: readonly string[]): string {
  const rest = suggest(written, allowed, '')
  return `must be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}.${rest && ` ${rest}`}`
}

/** The known name that was probably meant by what somebody wrote, or what to say where none is near. */
export function suggest(written: string, known: readonly string[], otherwise: string): string {
  const meant = written.length > LONGEST ? undefined : nearest(written, known)
  return meant === undefined ? otherwise : `Did you mean ${meant}?`
}

/** No known name is longer, and texts that are take long to compare. */
const LONGEST = 100

/** The lines of a text or the items of a list; nothing if it holds something else. */
export function linesOf(value: unknown): string[] | undefined {
  const values: unknown[] = typeof value === 'string' ? value.split('\n') : [value].flat()
  if (values.some((each) => typeof each === 'object')) return undefined
  return values.map((each) => String(each).trim()).filter((each) => each !== '')
}
