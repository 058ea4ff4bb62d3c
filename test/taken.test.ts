import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../src/check.ts'
import { createDirectory } from '../src/federation/directory.ts'
import { createUserList } from '../src/federation/user-list.ts'
import { addUsers, takenFor } from '../src/taken.ts'
import { judgementOf, read } from './support/checking.ts'
import { listOf } from './support/federation.ts'
import { draw, runs, stagedText } from './support/generators.ts'

const HEADER = 'EmailAddress,ForceChangePassword\n'

function takenOf(texts: readonly string[], directory = judgementOf().directory) {
  const judgement = { ...judgementOf(), directory }
  const users = new Map<string, number>()
  for (const text of texts) addUsers(users, check(read(text), judgement).users)
  return takenFor(users, directory)
}

test('domains are counted over all batches, in order of their names', () => {
  const taken = takenOf([
    `${HEADER}a@fabrikam.com,True\nb@contoso.com,False\nbad,True\nc@contoso.com,True,x\n`,
    `${HEADER}d@CONTOSO.com,\ne@eu.contoso.com,maybe\n`,
    'EmailAddress,MailboxType\nf@contoso.com,PrimaryOnly\n',
  ])

  expect(taken).toEqual([
    { domain: 'contoso.com', federated: true, users: 2, because: 'named in federated-domains' },
    {
      domain: 'eu.contoso.com',
      federated: true,
      users: 1,
      because: 'belongs to contoso.com (named in federated-domains)',
    },
    { domain: 'fabrikam.com', federated: false, users: 1, because: 'not named in federated-domains' },
  ])
})

test('a user counts in the domain of the sign-in name', () => {
  const { list } = createUserList([
    { signInName: 'ann@contoso.com', addresses: ['ann@fabrikam.com'], place: 'users.csv line 2' },
  ])
  const directory = createDirectory([listOf('contoso.com')], list)

  expect(takenOf([`${HEADER}ann@fabrikam.com,True\nbob@fabrikam.com,True\n`], directory)).toMatchObject([
    { domain: 'contoso.com', federated: true, users: 1 },
    { domain: 'fabrikam.com', federated: false, users: 1 },
  ])
})

test('what nobody was asked about is not known', () => {
  const directory = createDirectory([listOf('auto')])

  expect(takenOf([`${HEADER}a@contoso.com,False\n`], directory)).toEqual([
    {
      domain: 'contoso.com',
      federated: null,
      users: 1,
      because: 'nobody was asked, since no row needs an answer',
    },
  ])
})

const batches = fc.array(stagedText, { maxLength: 3 })

test('every user counts once, and the federated ones are those of the files', () => {
  fc.assert(
    fc.property(batches, (texts) => {
      const taken = takenOf(texts)
      const outcomes = texts.map((text) => check(read(text), judgementOf()))
      const staged = texts.filter((_, index) => outcomes[index]!.kind === 'staged').map((text) => read(text))
      const users = staged.flatMap((batch) => Array.from(batch.where('EmailAddress', 'address'), () => 1))
      const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

      expect(sum(taken.map((each) => each.users))).toBe(users.length)
      expect(sum(taken.filter(({ federated }) => federated).map((each) => each.users))).toBe(
        sum(outcomes.map(({ federated }) => federated)),
      )
    }),
    runs,
  )
})

test('the generator reaches several domains, federated and managed', () => {
  const kinds = draw(batches).map((texts) => new Set(takenOf(texts).map(({ federated }) => federated)))

  expect(kinds.filter(({ size }) => size === 2).length).toBeGreaterThan(20)
})
