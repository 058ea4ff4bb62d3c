import { type CryptoKey, generateKeyPair } from 'jose'
import { type Certificates, certify } from './certificates.ts'
import { hostNames } from './hosts.ts'

/** What tokens are signed with, and what verifies them. */
export interface Keys {
  readonly publicKey: CryptoKey
  readonly privateKey: CryptoKey
}

interface AllKeys {
  readonly github: Keys
  readonly microsoft: Keys
  readonly certificates: Certificates
}

let made: Promise<AllKeys> | undefined

/** The keys of all parties, made once a process: that takes longer than all the rest. */
export function allKeys(): Promise<AllKeys> {
  made ??= makeKeys()
  return made
}

async function makeKeys(): Promise<AllKeys> {
  const [github, microsoft, certificates] = await Promise.all([
    generateKeyPair('RS256'),
    generateKeyPair('RS256'),
    certify(hostNames),
  ])
  return { github, microsoft, certificates }
}
