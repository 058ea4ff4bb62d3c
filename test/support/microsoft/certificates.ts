import { generate } from 'selfsigned'

/** An authority of our own, and what a server of the given names shows. */
export interface Certificates {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** Makes an authority and a certificate for the names. */
export async function certify(names: readonly string[]): Promise<Certificates> {
  const common = { keyType: 'ec', algorithm: 'sha256' } as const
  const ca = await generate([{ name: 'commonName', value: 'Authority of the tests' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const { cert, private: key } = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  })
  return { ca: ca.cert, cert, key }
}
