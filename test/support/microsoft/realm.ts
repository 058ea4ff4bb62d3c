import { cloudAt } from './hosts.ts'
import type { Recorded } from './requests.ts'
import type { Answer, AuthenticationType, World } from './world.ts'

/** `GET /common/userrealm/{login}?api-version=1.0`, as sign-in libraries ask: https://github.com/AzureAD/microsoft-authentication-library-for-python/blob/dev/msal/authority.py */
export function answerRealm(world: World, request: Recorded): Answer {
  const { pathname, searchParams } = new URL(request.url)
  if (world.realmGone) return { status: 404 }
  if (searchParams.get('api-version') !== '1.0') return { status: 400 }
  const domain = domainOf(decodeURIComponent(pathname.split('/').at(-1) ?? ''))
  const account_type = typeOf(world.domains, domain)
  const { instance, audience } = cloudAt(request.host)
  return {
    status: 200,
    body: {
      ver: '1.0',
      account_type,
      ...(account_type !== 'Unknown' && { domain_name: domain }),
      ...(account_type === 'Federated' && federation(domain)),
      cloud_instance_name: instance,
      cloud_audience_urn: audience,
    },
  }
}

function federation(domain: string) {
  return {
    federation_protocol: 'WSTrust',
    federation_metadata_url: `https://sts.${domain}/adfs/services/trust/mex`,
    federation_active_auth_url: `https://sts.${domain}/adfs/services/trust/2005/usernamemixed`,
  }
}

/** `GET /getuserrealm.srf?login=…&json=1`, the older look-up. */
export function answerOldRealm(world: World, request: Recorded): Answer {
  const login = new URL(request.url).searchParams.get('login') ?? ''
  const domain = domainOf(login)
  const type = typeOf(world.domains, domain)
  if (type === 'Unknown')
    return { status: 200, body: { State: 4, UserState: 1, Login: login, NameSpaceType: type } }
  const { instance, audience } = cloudAt(request.host)
  return {
    status: 200,
    body: {
      ...(type === 'Federated' ? { State: 3, UserState: 2 } : { State: 4, UserState: 1 }),
      Login: login,
      NameSpaceType: type,
      DomainName: domain,
      ...(type === 'Federated' && oldFederation(login, domain)),
      FederationBrandName: domain,
      CloudInstanceName: instance,
      CloudInstanceIssuerUri: audience,
    },
  }
}

function oldFederation(login: string, domain: string) {
  const query = new URLSearchParams({ username: login, wa: 'wsignin1.0' })
  return { FederationGlobalVersion: -1, AuthURL: `https://sts.${domain}/adfs/ls/?${query}` }
}

function domainOf(login: string): string {
  return login.slice(login.lastIndexOf('@') + 1).toLowerCase()
}

/** What is known of a domain, or of the nearest one above it. */
function typeOf(domains: World['domains'], domain: string): AuthenticationType | 'Unknown' {
  const known = Object.keys(domains).find((name) => name.toLowerCase() === domain)
  const [, parent] = /^[^.]+\.(.+)$/.exec(domain) ?? []
  if (known) return domains[known] as AuthenticationType
  return parent ? typeOf(domains, parent) : 'Unknown'
}
