/**
 * Text that can be printed anywhere: control characters are spelled out, and nothing in it can be taken for a
 * command by the Actions runner, which obeys `##[…]` anywhere in a line and `::…::` at its start.
 */
export function plain(text: string): string {
  return text
    .replace(
      /\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
      (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
    )
    .replaceAll('##[', '## [')
    .replace(/^\s*::/, './$&')
}

/** A clause as a sentence that can be printed anywhere. */
export function sentence(clause: string): string {
  return `${plain(clause.charAt(0).toUpperCase() + clause.slice(1))}.`
}

/** `1 row`, `2 rows`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}

/** At most `most` UTF-16 units of a text, the last one an ellipsis if it goes on; no character is halved. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`
}
