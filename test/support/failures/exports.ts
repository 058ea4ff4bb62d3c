import type { Failure } from './failure.ts'

const DOMAINS = 'Id,AuthenticationType\r\ncontoso.com,Federated\r\n'
const USERS = 'UserPrincipalName,Mail,ProxyAddresses\r\n'
const JOE = 'joe@fabrikam.com,joe@contoso.com,\r\n'
const LISTED = JOE.replace(/,\r/, ',smtp:joe@contoso.com\r')
const [FILE, OTHER] = ['domains.csv', 'old.csv']

/** A single export with something wrong in it. */
const alone = (failure: string, text: string, name = FILE): Failure => ({
  failure,
  settings: { 'directory-export': name },
  files: { [name]: text },
})

/** A list of users that can be used, but does not say all that it could; the named list answers for domains. */
const remarked = (failure: string, text: string, name = 'users.csv'): Failure => ({
  ...alone(failure, text, name),
  settings: { 'directory-export': name, 'federated-domains': 'none' },
  says: new RegExp(`^${name}`),
})

/** Exports that cannot be used, or only in part. */
export const ofExports: readonly Failure[] = [
  { failure: 'there is no such file', settings: { 'directory-export': FILE }, where: 'command line' },
  {
    failure: 'the base commit does not have it, nor does the pull request bring it',
    settings: { 'directory-export': FILE },
    where: 'Action',
  },
  {
    failure: 'the base commit does not have it, the pull request brings it',
    settings: { 'directory-export': FILE, 'federated-domains': '!contoso.com,auto' },
    brought: { [FILE]: DOMAINS },
    where: 'Action',
    says: /^domains\.csv is not in the base commit/,
  },
  {
    failure: 'the pull request breaks it',
    settings: { 'directory-export': FILE },
    files: { [FILE]: DOMAINS },
    brought: { [FILE]: DOMAINS.replace('Federated', '') },
    where: 'Action',
  },
  {
    failure: 'the pull request removes it, or gives it another name',
    settings: { 'directory-export': FILE },
    files: { [FILE]: DOMAINS.replace('Federated', 'Managed') },
    brought: { [FILE]: null },
    where: 'Action',
    says: /^domains\.csv is removed/,
  },
  {
    failure: 'a list without `auto` beside an export of domains',
    settings: { 'directory-export': FILE, 'federated-domains': 'none' },
    files: { [FILE]: DOMAINS },
  },
  alone('kept in Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
  alone('neither domains nor users', 'Name,Department\r\nJoe,Sales\r\n'),
  alone('empty', ''),
  alone('nothing below the header', 'Id,AuthenticationType\r\n'),
  alone('cells are missing in a row', `${DOMAINS}fabrikam.com\r\n`),
  alone('not a domain', `${DOMAINS}fabrikam,Managed\r\n`),
  alone('no domain is verified', 'Id,AuthenticationType,IsVerified\r\ncontoso.com,Federated,False\r\n'),
  alone('neither Federated nor Managed', `${DOMAINS}fabrikam.com,\r\n`),
  alone('quotes that do not close', `${DOMAINS}"fabrikam.com,Managed\r\n`),
  alone('JSON that is cut off', '{"value": [', 'domains.json'),
  {
    failure: 'two exports contradict each other',
    settings: { 'directory-export': `${OTHER}\n${FILE}` },
    files: { [FILE]: DOMAINS, [OTHER]: DOMAINS.replace('Federated', 'Managed') },
  },
  alone('two users have one address', `${USERS}${JOE}ann@contoso.com,,smtp:joe@contoso.com\r\n`, 'users.csv'),
  alone('no user has an address', `${USERS}joe@fabrikam.com,,\r\n`, 'users.csv'),
  alone('no list of addresses was flattened', `${USERS}joe@fabrikam.com,,System.String[]\r\n`, 'users.csv'),
  remarked('Get-MgUser was not asked for the addresses', `${USERS}${JOE}`),
  remarked('some addresses were not flattened', `${USERS}${JOE.replace(/,\r/, ',System.String[]\r')}`),
  remarked('sign-in names without a domain', `${USERS}${LISTED}ann,ann@contoso.com,\r\n`),
  remarked(
    'only the first page of a list',
    JSON.stringify({
      '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=1',
      value: [{ userPrincipalName: 'joe@fabrikam.com', mail: 'joe@contoso.com' }],
    }),
    'users.json',
  ),
]
