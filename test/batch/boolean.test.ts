import { describe, expect, test } from 'vitest'
import { replace } from '../../src/batch/edit.ts'
import { fix, linesOf, read } from '../support/checking.ts'

const HEADER = 'EmailAddress,ForceChangePassword\n'

/** The only row's class in the column of booleans. */
function classOf(cell: string): string | undefined {
  const batch = read(`${HEADER}a@contoso.com,${cell}\n`)
  const classes = ['true', 'false', 'other', 'empty'] as const
  return classes.find((name) => [...batch.where('ForceChangePassword', name)].length === 1)
}

describe('a word is a boolean', () => {
  test.each([
    ['true', 'true'],
    ['TRUE', 'true'],
    ['tRuE', 'true'],
    ['false', 'false'],
    ['FALSE', 'false'],
    ['fAlSe', 'false'],
  ])('%s, whatever the case of its letters', (word, name) => {
    expect(classOf(word)).toBe(name)
  })

  test.each(['true', 'false'])('%s in no other letters and no other order', (word) => {
    for (const [index, letter] of [...word].entries()) {
      for (const other of ['x', 'T', 'e', '\u0001', '\u00e9'].filter(
        (each) => each.toLowerCase() !== letter,
      )) {
        expect(classOf(word.slice(0, index) + other + word.slice(index + 1))).toBe('other')
      }
      expect(classOf(word.slice(0, index) + word.slice(index + 1))).toBe('other')
      expect(classOf(word.slice(0, index) + letter + word.slice(index))).toBe('other')
    }
    expect(classOf([...word].reverse().join(''))).toBe('other')
  })
})

describe('white space inside quotes', () => {
  const blanks =
    '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

  const isLineEnd = (blank: string) => /[\r\n\u2028\u2029]/.test(blank)

  test.each([...blanks])('%j may stand around a boolean', (blank) => {
    expect(classOf(`"${blank}True${blank}${blank}"`)).toBe('true')
  })

  test.each([...blanks].filter((blank) => !isLineEnd(blank)))(
    '%j stays when a word is corrected',
    async (blank) => {
      const text = (word: string) => `${HEADER}a@contoso.com,"${blank}${word}${blank}${blank}"\n`

      expect(await fix(text('True'))).toEqual(Buffer.from(text('False')))
      expect(await fix(text('yes'))).toEqual(Buffer.from(text('False')))
    },
  )

  test.each([...blanks].filter(isLineEnd))('%j ends a line, so the cell is not corrected', async (blank) => {
    for (const word of ['True', 'yes']) {
      const text = `${HEADER}a@contoso.com,"${word}${blank}"\n`
      expect(await fix(text)).toEqual(Buffer.from(text))
    }
  })

  test.each([...'\u00a1\u00a3\u1681\u180e\u200b\u202a\u2060\u3001\ufeff\u0000\u001f'])(
    '%j is none, so it makes another word',
    (character) => {
      expect(classOf(`"${character}True"`)).toBe('other')
      expect(classOf(`"True${character}"`)).toBe('other')
    },
  )

  test('alone is no boolean, and stays', async () => {
    const text = `${HEADER}a@contoso.com," \u3000"\n`

    expect(linesOf(text)).toEqual(['2:15-2:19 error invalid-force-change-password, row 1, a@contoso.com'])
    expect(await fix(text)).toEqual(Buffer.from(text))
  })
})

test('an edit of a bare cell replaces it, and of a quoted one what stands between its quotes', () => {
  const written = { start: 10, end: 20, value: ' yes\u3000' }

  expect(replace({ ...written, quoted: false }, 'False')).toEqual({ start: 10, end: 20, text: 'False' })
  expect(replace({ ...written, quoted: true }, 'False')).toEqual({ start: 12, end: 16, text: 'False' })
})
