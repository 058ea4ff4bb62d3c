import type { Failure } from './failure.ts'

const mistakes: Readonly<Record<string, string>> = {
  'not a domain': 'contoso',
  'a wildcard': '*.contoso.com',
  'an address': 'joe@contoso.com',
  'a file’s name': 'domains.txt',
  'nothing in it': ',',
  'exclusions only': '!eu.contoso.com',
  '`auto` beside `exports`': 'auto,exports',
  '`exports` without any': 'exports',
  '`none` beside a domain': 'none,contoso.com',
  'a domain with and without `!`': 'contoso.com,!contoso.com',
}

/** Mistakes in `federated-domains`. */
export const ofList: readonly Failure[] = Object.entries(mistakes).map(([failure, list]) => ({
  failure,
  settings: { 'federated-domains': list },
}))
