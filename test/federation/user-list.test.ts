import { describe, expect, test } from 'vitest'
import { createUserList } from '../../src/federation/user-list.ts'
import { userOf } from '../support/federation.ts'

const ann = (addresses: string[], place = 'a.csv line 2') => ({
  signInName: 'Ann@Fabrikam.com',
  addresses,
  place,
})
const joe = (addresses: string[], place = 'b.csv line 7') => ({
  signInName: 'joe@contoso.com',
  addresses,
  place,
})

describe('a user is found', () => {
  const { list } = createUserList([
    ann(['Ann@Contoso.com', 'ann@bücher.example']),
    { signInName: 'bob@XN--BCHER-KVA.example', addresses: ['Bob@contoso.com'], place: 'c.csv entry 1' },
  ])

  test.each([
    ['ann@contoso.com', 'fabrikam.com'],
    ['ANN@CONTOSO.COM', 'fabrikam.com'],
    ['ann@xn--bcher-kva.example', 'fabrikam.com'],
    ['ann@BÜCHER.example', 'fabrikam.com'],
    ['bob@contoso.com', 'xn--bcher-kva.example'],
    ['ann@fabrikam.com', undefined],
    ['ann@example.com', undefined],
    ['bob@bücher.example', undefined],
  ])('by %s, who signs in at %s', (address, domain) => {
    expect(list?.find(userOf(address))?.domain).toBe(domain)
  })

  test('with the name as it is written, and its place', () => {
    expect(list?.find(userOf('ann@contoso.com'))).toEqual({
      signInName: 'Ann@Fabrikam.com',
      domain: 'fabrikam.com',
      place: 'a.csv line 2',
    })
  })

  test('only if the address is valid', () => {
    expect(list?.find({ user: null, domain: undefined })).toBeUndefined()
  })
})

test('without users there is no list', () => {
  expect(createUserList([])).toEqual({ list: undefined, mistakes: [] })
})

describe('users who claim one address', () => {
  test.each([
    ['the same', 'x@contoso.com', 'x@contoso.com'],
    ['in another case', 'x@contoso.com', 'X@Contoso.COM'],
    ['in another form', 'x@bücher.example', 'x@xn--bcher-kva.example'],
  ])('are a mistake with both places: %s', (_, one, other) => {
    expect(createUserList([ann(['a@contoso.com', one]), joe([other])]).mistakes).toEqual([
      `a.csv line 2 and b.csv line 7: two users have the address ${other}. Correct one, or remove it from the export.`,
    ])
  })

  test('are a mistake each time, with the place where it first stood', () => {
    const { mistakes } = createUserList([
      ann(['x@contoso.com', 'y@contoso.com']),
      joe(['x@contoso.com', 'y@contoso.com'], 'b.csv line 3'),
      joe(['x@contoso.com', 'x@contoso.com'], 'b.csv line 4'),
    ])

    expect(mistakes.map((mistake) => mistake.split('. ')[0])).toEqual([
      'a.csv line 2 and b.csv line 3: two users have the address x@contoso.com',
      'a.csv line 2 and b.csv line 3: two users have the address y@contoso.com',
      'a.csv line 2 and b.csv line 4: two users have the address x@contoso.com',
    ])
  })

  test.each(['Ann@Fabrikam.com', 'ANN@fabrikam.COM'])(
    'are none if it is one user in two exports, as %s',
    (signInName) => {
      const { list, mistakes } = createUserList([
        ann(['ann@contoso.com']),
        { signInName, addresses: ['ann@contoso.com', 'lee@contoso.com'], place: 'b.csv line 2' },
      ])

      expect(mistakes).toEqual([])
      expect(list?.find(userOf('ann@contoso.com'))?.place).toBe('a.csv line 2')
      expect(list?.find(userOf('lee@contoso.com'))?.place).toBe('b.csv line 2')
    },
  )
})
