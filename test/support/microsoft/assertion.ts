import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { githubIssuer } from './oidc.ts'
import type { Code } from './refusals.ts'
import type { World } from './world.ts'

/** Why the token endpoint does not take a client assertion, and what of it; nothing if it does. */
export async function assertionRefusal(
  world: World,
  assertion: string,
): Promise<readonly [Code, string?] | undefined> {
  const token = decoded(assertion)
  if (!token) return [50027]
  const { alg, iss, aud = '', sub = '' } = token
  if (alg !== 'RS256') return [5002738]
  if (iss !== githubIssuer) return [700211, `'${iss}'`]
  if (aud !== world.audience) return [700212, `'${aud}'`]
  if (sub !== world.subject) return [subjectCode(sub, world.subject), `'${sub}'`]
  try {
    await jwtVerify(assertion, world.github.publicKey, { requiredClaims: ['exp'] })
    return undefined
  } catch (error) {
    return [error instanceof errors.JWSSignatureVerificationFailed ? 7000272 : 700024]
  }
}

function decoded(assertion: string) {
  try {
    return { ...decodeJwt(assertion), alg: decodeProtectedHeader(assertion).alg }
  } catch {
    return undefined
  }
}

function subjectCode(presented: string, expected: string): Code {
  return presented.toLowerCase() === expected.toLowerCase() ? 7002138 : 700213
}
