import { mkdir, symlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findMatching, findTargets } from '../../src/disk/find.ts'
import { createFolder, type Folder } from '../support/cli.ts'

const named = async (folder: Folder, ...targets: string[]) => {
  const { entries, mistakes } = await findTargets(folder.path, targets, true)
  return { paths: entries.map(({ path }) => path), mistakes }
}
const matching = async (folder: Folder, ...globs: string[]) =>
  (await findMatching(folder.path, globs)).entries.map(({ path }) => path)

const tree = () =>
  createFolder({
    'b.csv': '',
    'a.CSV': '',
    'B.csv': '',
    'ä.csv': '',
    'sub/c.csv': '',
    'sub/deep/d.Csv': '',
    'sub/notes.txt': '',
    '.hidden/e.csv': '',
    '.git/f.csv': '',
    'node_modules/x/g.csv': '',
    'sub/node_modules/h.csv': '',
    'sub/.git/i.csv': '',
  })

describe('globs', () => {
  test('ignore case, and find files in the order of code units', async () => {
    await using folder = await tree()

    expect(await matching(folder, '**/*.csv')).toEqual([
      '.hidden/e.csv',
      'B.csv',
      'a.CSV',
      'b.csv',
      'sub/c.csv',
      'sub/deep/d.Csv',
      'ä.csv',
    ])
  })

  test.each([
    [['*.csv'], ['B.csv', 'a.CSV', 'b.csv', 'ä.csv']],
    [['SUB/*.csv'], ['sub/c.csv']],
    [['sub/**'], ['sub/c.csv', 'sub/deep/d.Csv', 'sub/notes.txt']],
    [
      ['**/*.csv', '!sub/**', '!**/B.CSV'],
      ['.hidden/e.csv', 'a.CSV', 'ä.csv'],
    ],
    [['**/*.csv', '!**'], []],
    [['{a,b}.csv'], ['B.csv', 'a.CSV', 'b.csv']],
    [['.git/*.csv', 'node_modules/**'], []],
    [['none/*.csv'], []],
    [
      ['./b.csv', './sub/*.csv'],
      ['B.csv', 'b.csv', 'sub/c.csv'],
    ],
  ])('%j', async (globs, paths) => {
    await using folder = await tree()

    expect(await matching(folder, ...globs)).toEqual(paths)
  })
})

describe('what is named on the command line', () => {
  test.each([
    [['b.csv'], ['b.csv']],
    [['./b.csv', 'sub/../b.csv', 'b.csv'], ['b.csv']],
    [['sub'], ['sub/c.csv', 'sub/deep/d.Csv']],
    [['sub/'], ['sub/c.csv', 'sub/deep/d.Csv']],
    [['.'], ['.hidden/e.csv', 'B.csv', 'a.CSV', 'b.csv', 'sub/c.csv', 'sub/deep/d.Csv', 'ä.csv']],
    [
      ['sub/deep', 'sub', 'sub/*/*.csv'],
      ['sub/c.csv', 'sub/deep/d.Csv'],
    ],
    [['sub/notes.txt'], ['sub/notes.txt']],
    [['*.CSV'], ['B.csv', 'a.CSV', 'b.csv', 'ä.csv']],
    [['sub/**/*.CSV'], ['sub/c.csv', 'sub/deep/d.Csv']],
    [['**/D.csv'], ['sub/deep/d.Csv']],
    [['SUB/*.csv'], ['sub/c.csv']],
    [['node_modules/x/g.csv'], ['node_modules/x/g.csv']],
  ])('%j', async (targets, paths) => {
    await using folder = await tree()

    expect(await named(folder, ...targets)).toEqual({ paths, mistakes: [] })
  })

  test('may be absolute or outside', async () => {
    await using folder = await tree()
    const other = { ...folder, path: folder.at('sub') }

    expect((await named(other, folder.at('sub/c.csv'), '../b.csv')).paths).toEqual(['../b.csv', 'c.csv'])
    expect((await named(other, '../.hidden', `../../${basename(folder.path)}/sub/deep`)).paths).toEqual([
      '../.hidden/e.csv',
      'deep/d.Csv',
    ])
  })

  test('a name that looks like a glob is a file if there is one', async () => {
    await using folder = await createFolder({ 'a[1].csv': '', 'a1.csv': '' })

    expect((await named(folder, 'a[1].csv')).paths).toEqual(['a[1].csv'])
  })

  test.each([
    ['missing.csv', /^missing\.csv: there is no such file or folder\.$/],
    ['missing/', /^missing\/: there is no such file or folder\.$/],
    ['b.csv/x.csv', /^b\.csv\/x\.csv: /],
    ['*.xls', /^\*\.xls: no file matches/],
    ['nowhere/*.csv', /^nowhere\/\*\.csv: no file matches/],
    ['node_modules/**/*.csv', /^node_modules\/\*\*\/\*\.csv: no file matches/],
    ['.git/*.csv', /^\.git\/\*\.csv: no file matches/],
    ['dir.csv', /^dir\.csv: this is a folder, not a file\. Write dir\.csv\/ /],
  ])('%s is a mistake', async (target, expected) => {
    await using folder = await tree()
    await mkdir(folder.at('dir.csv'))

    expect(await named(folder, target)).toEqual({ paths: [], mistakes: [expect.stringMatching(expected)] })
  })

  test('a folder called x.csv is entered where it is met', async () => {
    await using folder = await createFolder({ 'x.csv/a.csv': '' })

    expect(await named(folder, '.')).toEqual({ paths: ['x.csv/a.csv'], mistakes: [] })
    expect((await named(folder, 'x.csv/')).paths).toEqual(['x.csv/a.csv'])
  })

  test('every mistake is told, once', async () => {
    await using folder = await createFolder()

    expect((await named(folder, 'a', 'b', 'a', '*.c')).mistakes).toHaveLength(3)
  })
})

describe('a symbolic link', () => {
  test('to a file is a file; one to a folder is not followed', async () => {
    await using folder = await createFolder({ 'real/a.csv': '' })
    await symlink('real/a.csv', folder.at('link.csv'))
    await symlink('real', folder.at('folder'))
    await symlink('real', folder.at('folder.csv'))
    await symlink('..', folder.at('real/loop'))

    expect(await matching(folder, '**/*.csv')).toEqual(['link.csv', 'real/a.csv'])
    expect((await named(folder, 'folder')).paths).toEqual(['folder/a.csv'])
  })

  test('that leads nowhere is a mistake where it is asked for', async () => {
    await using folder = await createFolder({ 'a.csv': '' })
    await symlink('gone', folder.at('b.csv'))
    const { entries, mistakes } = await findMatching(folder.path, ['**/*.csv'])

    expect(entries.map(({ path }) => path)).toEqual(['a.csv'])
    expect(mistakes).toEqual([expect.stringMatching(/^b\.csv: no file that can be read is there/)])
    expect(await matching(folder, 'a.csv')).toEqual(['a.csv'])
  })
})

test('an entry knows its size and mode', async () => {
  await using folder = await createFolder({ 'a.csv': 'abc' })

  expect((await findTargets(folder.path, ['a.csv'], true)).entries).toEqual([
    { path: 'a.csv', id: '', size: 3, mode: expect.stringMatching(/^100[0-7]{3}$/), named: true },
  ])
})
