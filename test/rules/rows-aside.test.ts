import { describe, expect, test } from 'vitest'
import { check, usersInQuestion } from '../../src/check.ts'
import { type Judging, judge, judgementOf, linesOf, read } from '../support/checking.ts'
import { encodeAs, writings } from '../support/generators.ts'
import { found, scan } from '../support/whole-check.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\r\n'
const text = (...rows: readonly string[]) => HEADER + rows.map((row) => `${row}\r\n`).join('')
const ASIDE = 'error invalid-email-address'

/** The rows that are taken for swapped. */
function swappedIn(file: string, judging?: Judging): number[] {
  return scan(file, judging)
    .findings.filter(({ message }) => message.includes('EmailAddress and Password seem to be swapped'))
    .map(({ row }) => row!)
}

describe('an address in Password is taken for the user', () => {
  test('where EmailAddress is none', () => {
    const file = text('CANARY-12,joe@contoso.com,True', 'ann@contoso.com,Passw0rd12,False')
    const { findings, rows, federated, draw } = scan(file)

    expect(found(file)).toEqual(['1:14 notice federated-password', `2:1 ${ASIDE}`])
    expect(findings[1]).toMatchObject({ row: 1, user: null, endColumn: 10, fix: undefined })
    expect(findings[1]!.message).toBe(
      'Row 1: An address is in Password: EmailAddress and Password seem to be swapped. Put each value into its own column.',
    )
    expect(draw(1)).toBeUndefined()
    expect([rows, federated]).toEqual([1, 1])
  })

  test.each<[string, string[], Judging?]>([
    [
      'another row is in its domain',
      ['P@ssw0rd.2024,ann@fabrikam.com,True', 'bob@fabrikam.com,x12345678,'],
      { federated: 'none' },
    ],
    ['the domain is named as federated', ['P@ssw0rd.2024,ann@contoso.com,True']],
    ['a domain above it is named', ['P@ssw0rd.2024,ann@eu.contoso.com,True']],
    [
      'the domain is named as managed',
      ['P@ssw0rd.2024,ann@fabrikam.com,True'],
      { federated: 'contoso.com,!fabrikam.com' },
    ],
    [
      'most passwords are in it',
      ['P@ssw0rd.2024,ann@fabrikam.com,True', 'Q@ssw0rd.2025,bob@fabrikam.com,True'],
      { federated: 'auto' },
    ],
    [
      'most passwords are in it, though the word is the same in each row',
      ['P@ssw0rd.2024,ann@fabrikam.com,True', 'P@ssw0rd.2024,bob@fabrikam.com,True'],
      { federated: 'auto' },
    ],
  ])('where EmailAddress looks like one, and %s', (_, rows, judging) => {
    const file = text(...rows)
    const swapped = rows.flatMap((row, index) => (/ssw0rd/.test(row) ? [index + 1] : []))

    expect(swappedIn(file, judging)).toEqual(swapped)
    const told = JSON.stringify(scan(file, judging).findings)
    expect(told).not.toMatch(/ssw0rd/)
  })

  test('in an IMAP batch, too', () => {
    const file = 'EmailAddress,UserName,Password\r\nPassw0rd12,joe,joe@contoso.com\r\n'

    expect(found(file)).toEqual([`2:1 ${ASIDE}`])
  })

  test.each<[string, string[], Judging?]>([
    ['a password that looks like an address', ['joe@fabrikam.com,P@ssw0rd.2024,True'], { federated: 'auto' }],
    [
      'the same password in all rows',
      [
        'joe@fabrikam.com,P@ss.word,True',
        'ann@example.com,P@ss.word,True',
        'bob@mail.example.com,P@ss.word,',
      ],
      { federated: 'auto' },
    ],
    ['a domain that is named', ['joe@contoso.com,P@ss.word,True']],
    ['the user’s own address', ['joe@fabrikam.com,joe@fabrikam.com,True'], { federated: 'none' }],
    ['a domain that other rows are in', ['joe@fabrikam.com,ann@contoso.com,', 'bob@fabrikam.com,x12345678,']],
    ['no address at all', ['Passw0rd12,Passw0rd12,True']],
    ['an empty EmailAddress', [',joe@contoso.com,True']],
    ['ambiguous quotes', ['Passw0rd12,"joe@contoso.com" ,True']],
  ])('not beside %s', (_, rows, judging) => {
    expect(swappedIn(text(...rows), judging)).toEqual([])
  })

  test('not in a batch without passwords of users', () => {
    expect(swappedIn('EmailAddress,Username\r\nnobody,joe@contoso.com\r\n')).toEqual([])
  })
})

describe('a row that is set aside takes part in nothing', () => {
  const rows = [
    'ann@contoso.com,Passw0rd12,True',
    'P@ssw0rd.2024,bob@contoso.com,True',
    'CANARY,ann@contoso.com,yes',
  ]

  test('no rule, count, or list of domains', () => {
    const judgement = judgementOf({ federated: 'contoso.com,auto' })
    const outcome = check(read(text(...rows), undefined, judgement), judgement)

    expect(outcome).toMatchObject({ rows: 1, federated: 1 })
    expect([...outcome.users.keys()]).toEqual(['contoso.com'])
    expect(outcome.findings.map(({ row, rule }) => [row, rule])).toEqual([
      [1, 'federated-force-change-password'],
      [2, 'invalid-email-address'],
      [3, 'invalid-email-address'],
    ])
    expect(outcome.notChecked).toBeUndefined()
  })

  test('no question: the domain of what may be a password is not asked about', () => {
    const judgement = judgementOf({ federated: 'contoso.com,auto' })
    const batch = read(text(...rows), undefined, judgement)

    expect(Array.from(usersInQuestion(batch, judgement), ({ domain }) => domain)).toEqual(['contoso.com'])
    expect(batch.domains?.names).toEqual(['contoso.com'])
  })

  test('no comparison: a user who stands there is no duplicate, and has none', () => {
    const file = text(
      'Passw0rd12,ann@contoso.com,False',
      'Passw0rd12,ann@contoso.com,False',
      'ann@contoso.com,,False',
    )

    expect(found(file)).toEqual([`2:1 ${ASIDE}`, `3:1 ${ASIDE}`])
  })
})

const MARK = '\ufeff'
const joe = 'joe@fabrikam.com,Passw0rd12,False'
const messagesOf = (file: string) => scan(file).findings.map(({ message }) => message)

describe('a file that was joined from two', () => {
  const headers = HEADER.trim()

  test.each([
    [
      'the header again',
      headers,
      'Row 2: This is the header again, so two files were joined. Remove the line.',
    ],
    [
      'with a mark',
      MARK + headers,
      'Row 2: This is the header again, so two files were joined. Remove the line.',
    ],
    [
      'in quotes',
      '"EmailAddress","Password","ForceChangePassword"',
      'Row 2: This is the header again, so two files were joined. Remove the line.',
    ],
    [
      'with a mark and in quotes',
      `${MARK}"EmailAddress","Password","ForceChangePassword"`,
      'Row 2: This is the header again, so two files were joined. Remove the line.',
    ],
    [
      'in another order',
      'Password,ForceChangePassword,EMAILADDRESS',
      'Row 2: This is the header again, so two files were joined. Remove the line.',
    ],
    [
      'a mark',
      `${MARK}ann@fabrikam.com,Passw0rd12,True`,
      'Row 2: A byte-order mark (U+FEFF), with which a file begins, is at the beginning of this line, so two files were joined. Remove the character, or join the files with Import-Csv and Export-Csv.',
    ],
    [
      'Ctrl-Z',
      'ann@fabrikam.com,Passw0rd12,True\x1a',
      'Row 2: A control character (Ctrl-Z, U+001A) is at the end of this line, as "copy a+b c" adds it. Remove the character, or join the files with "copy /b".',
    ],
    [
      'Ctrl-Z first',
      '\x1aann@fabrikam.com,Passw0rd12,True',
      'Row 2: A control character (Ctrl-Z, U+001A) is in this line, as "copy a+b c" adds it. Remove the character, or join the files with "copy /b".',
    ],
  ])('%s: the only finding of the line, at its first cell, and it counts nowhere', (_, line, message) => {
    const file = text(joe, line, joe.replace('joe', 'cat'))

    expect(found(file)).toEqual([`3:1 ${ASIDE}`])
    expect(messagesOf(file)).toEqual([message])
    expect(scan(file)).toMatchObject({ rows: 2, edits: [] })
    expect(scan(file).findings[0]).toMatchObject({ row: 2, user: null })
  })

  test.each([
    ['the header of another kind', 'EmailAddress,Password', /This is the header again/],
    ['a mark', `${MARK}ann@fabrikam.com,Passw0rd12`, /A byte-order mark .* at the beginning of this line/],
    [
      'a mark where no line end was',
      `ann@fabrikam.com,Passw0rd12,True${MARK}EmailAddress,Password,x`,
      /A byte-order mark .* in this line/,
    ],
    ['Ctrl-Z alone', '\x1a', /A control character \(Ctrl-Z, U\+001A\) is at the end of this line/],
  ])('%s, in a line with a wrong number of cells', (_, line, says) => {
    const file = text(joe, line)

    expect(found(file)).toEqual(['3:1 error wrong-column-count'])
    expect(messagesOf(file)).toEqual([expect.stringMatching(says)])
    expect(messagesOf(file)).toEqual([
      expect.stringMatching(/^Row 2 has \d+ cells? and the header has 3 columns: Exchange refuses/),
    ])
    expect(scan(file)).toMatchObject({ rows: 1 })
  })

  test('rows above and below are judged and corrected', () => {
    const file = text('ann@contoso.com,,True', headers, 'bob@contoso.com,,TRUE')

    expect(linesOf(file)).toEqual([
      '2:18-2:22 error federated-force-change-password, row 1, ann@contoso.com, fix False',
      '3:1-3:13 error invalid-email-address, row 2',
      '4:18-4:22 error federated-force-change-password, row 3, bob@contoso.com, fix False',
    ])
  })

  test('in a batch of one column', () => {
    expect(found('EmailAddress\r\nann@contoso.com\r\nEmailAddress\r\nbob@contoso.com\r\n\x1a')).toEqual([
      `3:1 ${ASIDE}`,
      `5:1 ${ASIDE}`,
    ])
  })

  test('with a column that Exchange does not know', () => {
    const header = 'EmailAddress,Password,ForceChangePassword,Department\r\n'
    const file = `${header}joe@fabrikam.com,,False,Sales\r\n${header}`

    expect(found(file)).toEqual(['1:43 error unknown-column', `3:1 ${ASIDE}`])
    expect(messagesOf(file)[1]).toMatch(/header again/)
  })

  test('in any encoding', () => {
    for (const as of writings) {
      expect(linesOf(encodeAs(text(joe, MARK + headers, '\x1a'), as))).toEqual([
        '3:1-3:14 error invalid-email-address, row 2',
        '4:1-4:2 error wrong-column-count, row 3',
      ])
    }
  })

  test.each([
    ['a mark inside a value, where it belongs to that', `joe@fabrikam.com,Pass${MARK}w0rd,False`],
    ['Ctrl-Z inside a value', 'joe@fabrikam.com,Pass\x1aw0rd,False'],
    ['a row with the name of a column in it', 'joe@fabrikam.com,EmailAddress,False'],
  ])('not %s', (_, line) => {
    expect(linesOf(text(line))).toEqual([])
  })

  test('not a row with another name beside EmailAddress', () => {
    expect(messagesOf(text('EmailAddress,Passw0rd12,False')).join()).not.toMatch(/joined/)
  })
})

test('a million marks are found in linear time', () => {
  const many = (count: number) =>
    judge(`EmailAddress\n${`${MARK}a@contoso.com\n`.repeat(count)}`, { maxRows: 1e6 })

  expect(many(100_000).findings).toHaveLength(5_000)
})
