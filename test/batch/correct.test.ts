import { describe, expect, test } from 'vitest'
import type { Edit } from '../../src/batch/edit.ts'
import { correct } from '../../src/batch/witness.ts'
import { read } from '../support/checking.ts'

const TEXT =
  'EmailAddress,ForceChangePassword\na@contoso.com,True\nother\nb@contoso.com,TRUE\nc@contoso.com,False\n'

/** An edit of the first place where `before` stands. */
const edit = (before: string, text: string): Edit => {
  const start = TEXT.indexOf(before)
  return { start, end: start + before.length, text }
}

describe('edits are proved one by one', () => {
  test('and made if each cell comes out as it should', async () => {
    const corrected = await correct(read(TEXT), [edit('True', 'False'), edit('TRUE', 'False')])

    expect(corrected).toEqual({ bytes: Buffer.from(TEXT.replace('True', 'False').replace('TRUE', 'False')) })
  })

  test('if they replace a word for True or False, and nothing else', async () => {
    for (const edits of [[edit('other', 'another')], [edit('True\nother', 'False')]]) {
      expect(await correct(read(TEXT), edits)).toEqual({
        refused: 'it would replace something else than a word for True or False',
      })
    }
  })

  test.each([
    ['the first comes out otherwise', [edit('True', ' False'), edit('TRUE', 'False')]],
    ['the last comes out otherwise', [edit('True', 'False'), edit('TRUE', '"Fal""se"')]],
    ['one changes nothing', [edit('True', 'False'), edit('TRUE', 'TRUE')]],
    ['one splits a cell', [edit('True', 'False'), edit('TRUE', 'False,')]],
  ])('and none is made if %s', async (_, edits) => {
    expect(await correct(read(TEXT), edits)).toEqual({
      refused: 'reading the corrected file again showed other changes than this one',
    })
  })
})
