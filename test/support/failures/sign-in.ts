import type { Failure } from './failure.ts'
import { always, nowhere } from './network.ts'

const realm = ['realm', 'realm-old'] as const
const many = Array.from({ length: 51 }, (_, index) => `d${index + 1}.contoso.com`)

/** What can be in the way of the sign-in service, and what it can say. */
export const ofSignIn: readonly Failure[] = [
  { failure: 'its name is not resolved', env: nowhere },
  { failure: 'the connection is refused', env: () => ({ HTTPS_PROXY: 'http://127.0.0.1:9' }) },
  {
    failure: 'the name of the proxy is not resolved',
    env: () => ({ ...nowhere(), HTTPS_PROXY: 'http://proxy.contoso.com:8080' }),
  },
  { failure: 'the proxy is none', env: ({ hosts }) => ({ HTTPS_PROXY: hosts.signIn }) },
  { failure: '`HTTPS_PROXY` is wrong', env: () => ({ HTTPS_PROXY: 'proxy.contoso.com:8080' }) },
  {
    failure: 'the proxy’s password has a bare %',
    env: () => ({ HTTPS_PROXY: 'http://joe:50%@proxy.contoso.com:8080' }),
  },
  {
    failure: 'the proxy wants a password',
    microsoft: { proxyAuth: 'joe:password' },
    env: ({ env, proxy }) => ({ ...env, HTTPS_PROXY: proxy }),
  },
  {
    failure: 'a certificate that is not trusted, mostly of a proxy that looks into TLS',
    env: ({ env: { HTTPS_PROXY } }) => ({ HTTPS_PROXY }),
  },
  { failure: 'no answer in time', microsoft: always('hang', ...realm), slow: true },
  { failure: 'it fails, twice', microsoft: always({ status: 503 }, ...realm) },
  { failure: 'it is asked too often, twice', microsoft: always({ status: 429 }, ...realm) },
  {
    failure: 'it wants a long pause',
    microsoft: always({ status: 429, headers: { 'retry-after': '120' } }, ...realm),
  },
  { failure: 'the network wants a sign-in of its own', microsoft: always('redirect', ...realm) },
  { failure: 'another answer than expected', microsoft: always('garbage', ...realm) },
  { failure: 'more than 50 domains', domains: many },
  { failure: 'no tenant has the domain', domains: ['example.com'] },
  { failure: 'a domain of personal accounts', domains: ['outlook.com'] },
]
