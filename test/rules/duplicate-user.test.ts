import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginJudgement, check, type Judgement } from '../../src/check.ts'
import { asLine, judgementOf, read } from '../support/checking.ts'
import { runs } from '../support/generators.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

/** A run in which the rule has the severities of the catalogue, unless said. */
function begin(severities: Judgement['severities'] = {}): Judgement {
  return beginJudgement({ ...judgementOf(), severities })
}

function duplicatesIn(file: string | Uint8Array, judgement = begin(), path = 'batch.csv') {
  return check(read(file, path), judgement).findings.filter(({ rule }) => rule === 'duplicate-user')
}

/** A batch of these users. */
function batchOf(...users: readonly string[]): string {
  return `EmailAddress\n${users.map((user) => `${user}\n`).join('')}`
}

/** The duplicates of several batches of one run, each with its path. */
function duplicatesAcross(files: Readonly<Record<string, string>>, judgement = begin()): string[] {
  return Object.entries(files).flatMap(([path, file]) =>
    duplicatesIn(file, judgement, path).map((finding) => `${path}:${asLine(finding)}`),
  )
}

describe('the same user', () => {
  test.each([
    ['as it is', 'joe@contoso.com', 'joe@contoso.com'],
    ['in another case', 'joe@contoso.com', 'JOE@contoso.com'],
    ['with the domain in another case', 'joe@contoso.com', 'joe@Contoso.COM'],
    ['in quotes', 'joe@contoso.com', '"joe@contoso.com"'],
    ['with blanks around', 'joe@contoso.com', ' \tjoe@contoso.com\u00a0'],
    ['behind a blank and a quote', '"joe@contoso.com"', ' "Joe@contoso.com"'],
    ['with letters beyond ASCII in another case', 'Jörg@contoso.com', 'JÖRG@contoso.com'],
    ['in Cyrillic', 'иван@contoso.com', 'ИВАН@CONTOSO.com'],
    ['with the domain as an A-label', 'joe@bücher.example', 'joe@xn--bcher-kva.example'],
    ['with the domain beyond ASCII in another case', 'joe@bücher.example', 'JOE@BÜCHER.example'],
    ['of signs', "o'neil+{x}@contoso.com", "O'NEIL+{X}@contoso.com"],
    ['of every letter', 'abcdefghijklmnopqrstuvwxyz@contoso.com', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ@contoso.com'],
  ])('%s', (_, first, second) => {
    for (const [a, b] of [
      [first, second],
      [second, first],
    ]) {
      expect(duplicatesIn(batchOf(a!, 'eve@contoso.com', b!))).toMatchObject([
        { severity: 'error', line: 4, row: 3, user: b!.trim().replaceAll('"', '') },
      ])
    }
  })

  test.each([
    ['another name', 'joe@contoso.com', 'jo@contoso.com'],
    ['another domain', 'joe@contoso.com', 'joe@fabrikam.com'],
    ['a sub-domain', 'joe@contoso.com', 'joe@eu.contoso.com'],
    ['the end of the other', 'joe@contoso.com', 'oe@contoso.com'],
    ['a letter with an accent', 'Jörg@contoso.com', 'Jorg@contoso.com'],
    ['a letter that only in upper case is two others', 'strauß@contoso.com', 'strauss@contoso.com'],
    ['signs that differ in the bit of the case', '^joe@contoso.com', '~joe@contoso.com'],
    ['a brace and a bar', '{joe@contoso.com', '|joe@contoso.com'],
  ])('not %s', (_, first, second) => {
    expect(duplicatesIn(batchOf(first, second))).toEqual([])
  })

  test('not one name in thousands of domains', () => {
    const users = Array.from({ length: 20_000 }, (_, number) => `a@d${number}.contoso.com`)

    expect(duplicatesIn(batchOf(...users))).toEqual([])
    expect(duplicatesIn(batchOf(...users, 'A@d9999.contoso.com'))).toMatchObject([{ row: 20_001 }])
  })

  test('is marked at the address, from the second time on, and each names the first', () => {
    const text = `\n${HEADER}joe@contoso.com,"p\n\nw",False\n\neve@contoso.com,,\nJoe@contoso.com,,\n"joe@contoso.com",,\n`
    const found = duplicatesIn(text)

    expect(found.map(asLine)).toEqual([
      '8:1-8:16 error duplicate-user, row 3, Joe@contoso.com',
      '9:1-9:18 error duplicate-user, row 4, joe@contoso.com',
    ])
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Row 3: .* is in row 1 \(line 3\) already, and Exchange may refuse/),
      expect.stringMatching(/^Row 4: .* is in row 1 \(line 3\) already/),
    ])
  })

  test('is counted in lines as editors count them', () => {
    const [finding] = duplicatesIn(batchOf('x@contoso.com', 'joe@contoso.com\r', 'joe@contoso.com'))

    expect(finding!.message).toMatch(/row 2 \(line 3\)/)
    expect(
      duplicatesIn('EmailAddress\rx@contoso.com\u2028joe@contoso.com\rjoe@contoso.com')[0]!.message,
    ).toMatch(/row 2 \(line 2\)/)
  })

  test('is found in every kind of batch, wherever the column is', () => {
    for (const header of [
      'MailboxType,EmailAddress',
      'Password,EmailAddress,UserName',
      'Username,EmailAddress',
    ]) {
      const row = header.replace(/\w+/g, (name) => (name === 'EmailAddress' ? 'joe@contoso.com' : ''))
      expect(duplicatesIn(`${header}\n${row}\n${row}\n`)).toHaveLength(1)
    }
  })
})

describe('not compared', () => {
  test.each([
    ['what is no address', batchOf('joe', 'joe', 'joe@contoso', 'joe@contoso')],
    ['empty cells', `${HEADER},,\n,,\n`],
    [
      'cells with ambiguous quotes',
      `${HEADER}"joe@contoso.com" ,,\n"joe@contoso.com" ,,\njoe@contoso.com,,\n`,
    ],
    ['rows of another width', `${HEADER}joe@contoso.com\njoe@contoso.com,,,\njoe@contoso.com,,\n`],
    ['what stands in another column', 'EmailAddress,Username\na@contoso.com,b@contoso.com\nb@contoso.com,\n'],
    ['a file that is no batch', 'Name,EmailAddress\nx,joe@contoso.com\ny,joe@contoso.com\n'],
    ['what stands below no EmailAddress', 'Email Address,Password\njoe@contoso.com,\njoe@contoso.com,\n'],
  ])('%s', (_, text) => {
    expect(duplicatesIn(text)).toEqual([])
  })

  test('what cannot be decoded', () => {
    expect(duplicatesIn(Buffer.from(batchOf('jörg@contoso.com', 'jörg@contoso.com'), 'latin1'))).toEqual([])
  })
})

describe('in two batches of a run', () => {
  const monday = batchOf('eve@contoso.com', 'joe@contoso.com')

  test('it is a warning that names the batch, the row and the line', () => {
    const judgement = begin()
    duplicatesIn(monday, judgement, 'plan/monday.csv')
    const found = duplicatesIn(batchOf('JOE@contoso.com'), judgement, 'tuesday.csv')

    expect(found.map(asLine)).toEqual(['2:1-2:16 warning duplicate-user, row 1, JOE@contoso.com'])
    expect(found[0]!.message).toMatch(/^Row 1: .* is in plan\/monday\.csv, row 2 \(line 3\), and Exch/)
  })

  test('what stands twice in the second one is an error there, and names its own first row', () => {
    const judgement = begin()
    duplicatesIn(monday, judgement, 'monday.csv')
    const tuesday = batchOf('joe@contoso.com', 'x@contoso.com', 'joe@contoso.com', 'joe@contoso.com')

    expect(duplicatesIn(tuesday, judgement).map(({ severity, message }) => `${severity} ${message}`)).toEqual(
      [
        expect.stringMatching(/^warning Row 1: .* monday\.csv, row 2 \(line 3\)/),
        expect.stringMatching(/^error Row 3: .* is in row 1 \(line 2\) already/),
        expect.stringMatching(/^error Row 4: .* is in row 1 \(line 2\) already/),
      ],
    )
  })

  test('the first of three is named by both others', () => {
    const judgement = begin()
    const messages = ['a.csv', 'b.csv', 'c.csv'].flatMap((path) =>
      duplicatesIn(monday, judgement, path).map(({ message }) => message),
    )

    expect(messages).toHaveLength(4)
    for (const message of messages) expect(message).toContain('is in a.csv, row')
  })

  test('it does not matter how each is written or of what kind it is', () => {
    const files = {
      'ascii.csv': batchOf('ascii@contoso.com', 'joe@bücher.example', 'JÖRG@contoso.com'),
      'move.csv': 'MailboxType,EmailAddress\n,ASCII@contoso.com\n,"joe@xn--bcher-kva.example"\n',
      'staged.csv': `${HEADER}jörg@CONTOSO.com,pw,False\n`,
    }

    expect(duplicatesAcross(files)).toEqual([
      'move.csv:2:2-2:19 warning duplicate-user, row 1, ASCII@contoso.com',
      'move.csv:3:2-3:29 warning duplicate-user, row 2, joe@xn--bcher-kva.example',
      'staged.csv:2:1-2:17 warning duplicate-user, row 1, jörg@CONTOSO.com',
    ])
  })

  test('a file that is no batch does not count', () => {
    expect(
      duplicatesAcross({ 'hr.csv': 'EmailAddress,Name,Site\njoe@contoso.com,Joe\n', 'monday.csv': monday }),
    ).toEqual([])
  })

  test('another run knows nothing of it', () => {
    expect([duplicatesIn(monday), duplicatesIn(monday)]).toEqual([[], []])
  })
})

test('a batch that is given again, as it is or corrected, adds nothing', () => {
  const judgement = begin()
  const files = {
    'monday.csv': `${HEADER}joe@contoso.com,,True\njoe@contoso.com,,True\n`,
    'tuesday.csv': `${HEADER}eve@contoso.com,,True\njoe@contoso.com,,True\njoe@contoso.com,,True\n`,
  }
  const before = duplicatesAcross(files, judgement)
  const corrected = Object.entries(files).map(([path, file]) => [path, file.replaceAll('True', 'False')])

  expect(before).toHaveLength(3)
  expect(duplicatesAcross(files, judgement)).toEqual(before)
  expect(duplicatesAcross(Object.fromEntries(corrected), judgement)).toEqual(before)
})

test.each(['error', 'notice'] as const)('the severity %s, if it is set, holds for both cases', (severity) => {
  const files = {
    'a.csv': batchOf('joe@contoso.com', 'joe@contoso.com'),
    'b.csv': batchOf('joe@contoso.com'),
  }

  expect(duplicatesAcross(files, begin({ 'duplicate-user': severity }))).toEqual([
    `a.csv:3:1-3:16 ${severity} duplicate-user, row 2, joe@contoso.com`,
    `b.csv:2:1-2:16 ${severity} duplicate-user, row 1, joe@contoso.com`,
  ])
})

describe('the same is found as with a map of addresses', () => {
  const user = fc
    .tuple(
      fc.constantFrom('u', 'U', 'ü', 'Ü', 'u-'),
      fc.nat(6),
      fc.constantFrom('contoso.com', 'CONTOSO.com', 'eu.contoso.com'),
    )
    .map(([name, number, domain]) => `${name}${number}@${domain}`)

  test('for a few users, who often stand there again', () => {
    const batches = fc.array(fc.array(user, { maxLength: 12 }), { maxLength: 4 })
    fc.assert(fc.property(batches, expectTheSame), runs)
  })

  test('for thousands, of whom most stand there once', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => expectTheSame(manyUsers(seed))),
      { numRuns: 5 },
    )
  })

  /** Four batches of 3,000 users each, drawn from 40,000: one in seven stands there twice or more. */
  function manyUsers(seed: number): string[][] {
    let random = seed
    return Array.from({ length: 4 }, () =>
      Array.from({ length: 3000 }, () => {
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0 // Numerical Recipes' generator
        return `${random & 0x10000 ? 'USER' : 'user'}${(random >>> 8) % 40_000}@contoso.com`
      }),
    )
  }

  function expectTheSame(users: readonly (readonly string[])[]): void {
    expect(found(users)).toEqual(expected(users))
  }

  const pathOf = (batch: number) => `${batch}.csv`

  function found(batches: readonly (readonly string[])[]): string[] {
    const judgement = begin()
    return batches.flatMap((users, batch) =>
      duplicatesIn(batchOf(...users), judgement, pathOf(batch)).map(({ severity, row, message }) => {
        const [, path = pathOf(batch), first] = / is in (?:(\S+), )?row (\d+) \(line/.exec(message)!
        return `${pathOf(batch)} ${row} ${severity} ${path} ${first}`
      }),
    )
  }

  function expected(batches: readonly (readonly string[])[]): string[] {
    const anywhere = new Map<string, string>()
    return batches.flatMap((users, batch) => {
      const here = new Map<string, string>()
      return users.flatMap((written, index) => {
        const address = written.toLowerCase()
        const place = `${pathOf(batch)} ${index + 1}`
        const [severity, first] = here.has(address)
          ? ['error', here.get(address)]
          : ['warning', anywhere.get(address)]
        if (!here.has(address)) here.set(address, place)
        if (!anywhere.has(address)) anywhere.set(address, place)
        return first === undefined ? [] : [`${place} ${severity} ${first}`]
      })
    })
  }
})
