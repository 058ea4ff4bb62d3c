import type { DomainFacts, World } from './world.ts'

/** The tenant's domains, each with all properties of https://learn.microsoft.com/graph/api/resources/domain */
export function domainsOf({ domains, graphDomains }: World): readonly object[] {
  const facts: readonly DomainFacts[] =
    graphDomains ??
    Object.entries(domains).map(([id, authenticationType]) => ({ id: id.toLowerCase(), authenticationType }))
  return facts.map((fact, index) => ({
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: index === 0,
    isInitial: /^[^.]+\.onmicrosoft\.com$/.test(fact.id),
    isRoot: !facts.some(({ id }) => fact.id.endsWith(`.${id}`)),
    isVerified: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    passwordValidityPeriodInDays: 2147483647,
    passwordNotificationWindowInDays: 14,
    state: null,
    ...fact,
  }))
}
