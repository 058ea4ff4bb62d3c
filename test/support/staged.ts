import type { Microsoft } from './microsoft/start.ts'

/** A staged batch of rows such as `joe@contoso.com,True`. */
export function staged(...rows: readonly string[]): string {
  return ['EmailAddress,ForceChangePassword', ...rows, ''].join('\r\n')
}

/** Who is who where nothing else is said. */
export const known = { 'contoso.com': 'Federated', 'fabrikam.com': 'Managed' } as const

/** The domains that the sign-in service was asked about, request by request. */
export function domainsAsked({ requests }: Pick<Microsoft, 'requests'>): string[] {
  return requests.map(({ url }) => /@([^?&]+)/.exec(decodeURIComponent(url))?.[1] ?? url)
}
