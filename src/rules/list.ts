let format: Intl.ListFormat | undefined

/** `a, b and c`. Made when it is first needed: it takes longer than a small batch. */
export function listOf(words: readonly string[]): string {
  format ??= new Intl.ListFormat('en-GB')
  return format.format(words)
}
