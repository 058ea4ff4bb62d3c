export interface BooleanWord {
  readonly word: string
  readonly means: boolean
  readonly language?: string
}
const WORDS: readonly BooleanWord[] = [
  { word: 'WAHR', means: true, language: 'German' },
  { word: 'FALSCH', means: false, language: 'German' },
  { word: 'PRAWDA', means: true, language: 'Polish' },
  { word: 'FAŁSZ', means: false, language: 'Polish' },
  { word: 'True', means: true },
  { word: 'False', means: false },
]
export function booleanWordOf(text: string): BooleanWord | undefined {
  const key = text.trim().toUpperCase()
  return WORDS.find(({ word }) => word.toUpperCase() === key)
}
