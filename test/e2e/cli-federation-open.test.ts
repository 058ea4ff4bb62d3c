import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, staged } from '../support/staged.ts'

const BATCH = staged('joe@contoso.com,True', 'ann@eu.contoso.com,True', 'bob@de.eu.contoso.com,True')

/** Who is said to be federated by an export, and by a service that knows eu.contoso.com and what is below it. */
async function tellWith(name: string, text: string) {
  const domains = { 'eu.contoso.com': 'Federated', 'de.eu.contoso.com': 'Federated' } as const
  await using microsoft = await startMicrosoft({ domains })
  await using folder = await createFolder({ 'a.csv': BATCH, [name]: text })
  const args = ['domains', '--format', 'json', '--directory-export', name, 'a.csv']
  const { status, stdout, stderr } = await runCli(folder, args, { env: microsoft.env })
  const report: {
    readonly domains: readonly { domain: string; because: string }[]
    readonly notes: readonly string[]
  } = JSON.parse(stdout)
  const because = Object.fromEntries(report.domains.map((each) => [each.domain, each.because]))
  return { status, stderr, notes: report.notes, because, asked: domainsAsked(microsoft).sort() }
}

const SERVICE = {
  'eu.contoso.com': "Microsoft's sign-in service",
  'de.eu.contoso.com': "Microsoft's sign-in service",
}

describe('a domain that an export leaves open is asked for, and is not what the one above it is', () => {
  test.concurrent.each([
    ['IsVerified', 'False'],
    ['Status', 'Unverified'],
  ])('it is not verified: %s %s', async (column, word) => {
    const yes = word === 'False' ? 'True' : 'Verified'
    const rows = [`contoso.com,Managed,${yes}`, `eu.contoso.com,Managed,${word}`]
    const text = [`Id,AuthenticationType,${column}`, ...rows, ''].join('\r\n')

    expect(await tellWith('domains.csv', text)).toEqual({
      status: 0,
      stderr: '',
      notes: [],
      because: { 'contoso.com': 'domains.csv line 2', ...SERVICE },
      asked: ['de.eu.contoso.com', 'eu.contoso.com'],
    })
  })

  test('a verified one below it stands for itself', async () => {
    const rows = [
      'contoso.com,Managed,True',
      'eu.contoso.com,Managed,False',
      'de.eu.contoso.com,Managed,True',
    ]
    const text = ['Id,AuthenticationType,IsVerified', ...rows, ''].join('\r\n')
    const { because, asked } = await tellWith('domains.csv', text)

    expect(because['de.eu.contoso.com']).toBe('domains.csv line 4')
    expect(asked).toEqual(['eu.contoso.com'])
  })

  test('a first page answers for exact names only', async () => {
    const link = 'https://graph.microsoft.com/v1.0/domains?$skiptoken=1'
    const value = [{ id: 'contoso.com', authenticationType: 'Managed', isVerified: true }]
    const page = await tellWith('page.json', JSON.stringify({ '@odata.nextLink': link, value }))
    const whole = await tellWith('whole.json', JSON.stringify({ value }))

    expect(page).toEqual({
      status: 0,
      stderr: '',
      notes: ['page.json is the first page of a longer list: what is missing in it is not known.'],
      because: { 'contoso.com': 'page.json entry 1', ...SERVICE },
      asked: ['de.eu.contoso.com', 'eu.contoso.com'],
    })
    expect(whole.asked).toEqual([])
  })
})
