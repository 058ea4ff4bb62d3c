/** Something the person who runs the check can put right: each mistake is a sentence with its cure. */
export class InputError extends Error {
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.name = 'InputError'
    this.mistakes = mistakes
  }
}
