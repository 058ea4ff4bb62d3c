/** What a reader of values makes of one, or its mistakes. */
export type Reading<T> = T | { readonly mistakes: readonly string[] }

/** A value somebody wrote, and where, as it is named in a message. */
export interface Given {
  readonly key: string
  readonly value: unknown
  readonly where: string
}

/** Mistakes in place of what was wanted. */
export function mistake(...mistakes: string[]) {
  return { mistakes }
}

/** A text that is not empty. */
export function text<T>(given: Given, use: (value: string) => T): Reading<T> {
  const value =
    typeof given.value === 'string' || typeof given.value === 'number' ? String(given.value).trim() : ''
  return value === '' ? mistake(`${given.where}: ${given.key} needs a text.`) : use(value)
}

/** One of a few words. */
export function oneOf<W extends string, T>(
  given: Given,
  allowed: readonly W[],
  use: (value: W) => T,
): Reading<T> {
  const value = allowed.find((each) => each === given.value)
  if (value !== undefined) return use(value)
  return mistake(
    `${given.where}: ${given.key} must be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}, not "${given.value}".`,
  )
}

/** The lines of a text or the items of a list; nothing if it holds something else. */
export function linesOf(value: unknown): string[] | undefined {
  const values: unknown[] = typeof value === 'string' ? value.split('\n') : [value].flat()
  if (values.some((each) => typeof each === 'object')) return undefined
  return values.map((each) => String(each).trim()).filter((each) => each !== '')
}
