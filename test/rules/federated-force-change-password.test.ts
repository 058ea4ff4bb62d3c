import { describe, expect, test } from 'vitest'
import { asLine, fix, judge, linesOf } from '../support/checking.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

describe('a federated user with ForceChangePassword True', () => {
  test.each([
    ['True', '2:26-2:30'],
    ['TRUE', '2:26-2:30'],
    ['tRuE', '2:26-2:30'],
    [' true ', '2:27-2:31'],
    ['"True"', '2:26-2:32'],
    ['" True "', '2:26-2:34'],
  ])('%j', async (word, place) => {
    const row = (change: string) => `${HEADER}joe@contoso.com,Pa$$w0rd,${change}\n`

    expect(linesOf(row(word))).toEqual([
      `${place} error federated-force-change-password, row 1, joe@contoso.com, fix False`,
    ])
    expect(await fix(row(word))).toEqual(Buffer.from(row(word.replace(/true/i, 'False'))))
  })

  test('is named with the row and with who says so', () => {
    const [finding] = judge(`${HEADER}\nx@contoso.com,,\njoe@eu.contoso.com,pw,True\n`).findings

    expect(finding).toMatchObject({ row: 2, user: 'joe@eu.contoso.com' })
    expect(finding!.message).toBe(
      'Row 2: ForceChangePassword must be False: eu.contoso.com belongs to contoso.com, which is federated (named in federated-domains).',
    )
  })

  test('is found without a Password column, and with an empty password', () => {
    const expected = expect.stringMatching(/federated-force-change-password, row 1, .*fix False$/)

    expect(linesOf('ForceChangePassword,EmailAddress\nTrue,joe@contoso.com\n')).toEqual([expected])
    expect(linesOf(`${HEADER}joe@contoso.com,,True\n`)).toEqual([expected])
  })

  test('is found in every row, in order', () => {
    const rows = ['a@contoso.com', 'b@fabrikam.com', 'c@CONTOSO.com', 'd@eu.contoso.com', 'e@notcontoso.com']
    const text = HEADER + rows.map((address) => `${address},,True\n`).join('')

    expect(judge(text).findings.map(({ user }) => user)).toEqual([
      'a@contoso.com',
      'c@CONTOSO.com',
      'd@eu.contoso.com',
    ])
  })
})

describe('no finding', () => {
  test.each([
    ['False', 'joe@contoso.com,pw,False'],
    ['empty, which Exchange reads as False', 'joe@contoso.com,pw,'],
    ['a managed user', 'joe@fabrikam.com,pw,True'],
    ['an onmicrosoft.com address', 'joe@contoso.onmicrosoft.com,pw,True'],
  ])('for %s', (_, row) => {
    expect(linesOf(`${HEADER}${row}\n`)).toEqual([])
  })

  test('without a valid address: nobody knows who that is', () => {
    expect(linesOf(`${HEADER}joe@contoso,pw,True\n`, { federated: '*' })).toEqual([
      '2:1-2:12 error invalid-email-address, row 1',
    ])
  })

  test('in another kind of batch', () => {
    expect(linesOf('EmailAddress,UserName,Password\njoe@contoso.com,joe,True\n')).toEqual([])
    expect(linesOf('EmailAddress,MailboxType\njoe@contoso.com,True\n')).toEqual([])
  })

  test('without the column, or with a misspelt one', () => {
    expect(judge('EmailAddress,Password\njoe@contoso.com,True\n').findings.map(asLine)).toEqual([])
    expect(linesOf('EmailAddress,ForceChangePasword\njoe@contoso.com,True\n')).toEqual([])
  })
})

test('the domain of EmailAddress decides, not that of Username', () => {
  const header = 'Username,EmailAddress,ForceChangePassword\n'

  expect(linesOf(`${header}joe@contoso.com,joe@fabrikam.com,True\n`)).toEqual([])
  expect(linesOf(`${header}joe@fabrikam.com,joe@contoso.com,True\n`)).toHaveLength(1)
})
