import type { Failure } from './failure.ts'

const mistakes: Readonly<Record<string, string>> = {
  'not a domain': 'contoso',
  'a wildcard': '*.contoso.com',
  'an address': 'joe@contoso.com',
  'nothing in it': ',',
  '`none` beside a domain': 'none,contoso.com',
  'a domain with and without `!`': 'contoso.com,!contoso.com',
}

/** Mistakes in `federated-domains`. */
export const ofList: readonly Failure[] = Object.entries(mistakes).map(([failure, list]) => ({
  failure,
  settings: { 'federated-domains': list },
}))
