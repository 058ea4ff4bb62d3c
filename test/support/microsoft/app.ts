import type { AppAccess } from '../../../src/federation/microsoft/access-token.ts'
import type { Cloud } from '../../../src/federation/microsoft/clouds.ts'
import { askIdToken } from './ask.ts'
import type { Microsoft } from './start.ts'

/** The doubles as a cloud. */
export function cloudOf({ hosts }: Microsoft): Cloud {
  return { ...hosts, audience: 'api://AzureADTokenExchange' }
}

/** The app as the Action has it, with the job's token from the runner; `masked` receives what is kept out of the log. */
export function appOf(microsoft: Microsoft, masked: string[] = []): AppAccess {
  return {
    tenant: microsoft.tenant,
    client: microsoft.client,
    getToken: async (audience) => ({ value: await askIdToken(microsoft, audience) }),
    mask: (secret) => masked.push(secret),
  }
}
