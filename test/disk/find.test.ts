import { mkdir, symlink, writeFile } from 'node:fs/promises'
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
    [['Sub/../SUB/*.csv'], ['sub/c.csv']],
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
    ['bb.csv', /^bb\.csv: there is no such file or folder \(did you mean [bB]\.csv\?\)\.$/],
    ['sub/NOTES', /^sub\/NOTES: there is no such file or folder \(did you mean sub\/notes\.txt\?\)\.$/],
    ['subs/c.csv', /^subs\/c\.csv: there is no such file or folder \(did you mean sub\?\)\.$/],
    [
      'subs/*.csv',
      /^subs\/\*\.csv: no file matches, because there is no such folder \(did you mean sub\?\)\.$/,
    ],
    ['/fix', /^\/fix: there is no such file or folder\. Options begin with two hyphens: see --help\.$/],
    ['/**/*.csv', /^\/\*\*\/\*\.csv: this would search the whole disk\./],
    ['/{a,b}/**', /^\/\{a,b\}\/\*\*: this would search the whole disk\./],
    ['[z-a].csv', /^The pattern \[z-a\]\.csv cannot be read\. Check its brackets and braces\.$/],
    [
      'SUB/.GIT/*.csv',
      /^SUB\/\.GIT\/\*\.csv: no file matches, because patterns never enter \.git or node_modules\./,
    ],
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

  test('to a folder is named in a note where it is met, unless what is behind it is checked anyway', async () => {
    await using folder = await createFolder({ 'real/a.csv': '', 'node_modules/x.csv': '' })
    await symlink('real', folder.at('link'))
    await symlink('node_modules', folder.at('real/node_modules'))
    const notes = async (...targets: string[]) => (await findTargets(folder.path, targets, true)).notes
    const told = ['Links to folders are not followed: link. Name one to check the batches behind it.']

    expect(await notes('.')).toEqual(told)
    expect(await notes('**/*.csv', '*/*.csv')).toEqual(told)
    expect((await findMatching(folder.path, ['**/*.csv'])).notes).toEqual(told)
    expect(await notes('.', 'link')).toEqual([])
    expect(await notes('*.csv', 'real')).toEqual([])
  })

  test('to many folders is a note of one line', async () => {
    await using folder = await createFolder({ 'real/a.csv': '' })
    for (let link = 1; link <= 7; link++) await symlink('real', folder.at(`link${link}`))

    expect((await findMatching(folder.path, ['**/*.csv'])).notes).toEqual([
      expect.stringMatching(/: link1, link2, link3, link4, link5 and 2 more\./),
    ])
  })

  test('is followed where it is written out', async () => {
    await using folder = await createFolder({ 'real/a.csv': '', 'real/b.csv': '' })
    await symlink('real', folder.at('link'))

    expect((await named(folder, 'link/*.csv')).paths).toEqual(['link/a.csv', 'link/b.csv'])
    const { entries, notes } = await findMatching(folder.path, ['link/*.csv', '!link/b.csv', 'link/a.csv'])
    expect(entries.map(({ path }) => path)).toEqual(['link/a.csv'])
    expect(notes).toEqual([])
    expect((await findMatching(folder.path, ['*.csv'], 'link')).entries).toHaveLength(2)
  })

  test('that leads nowhere is told where a path or pattern goes through it', async () => {
    await using folder = await createFolder({ 'a.csv': '', 'sub/b.csv': '' })
    await symlink('gone', folder.at('dead'))
    await symlink('../gone', folder.at('sub/dead'))

    for (const [target, link] of [
      ['dead', 'dead'],
      ['dead/a.csv', 'dead'],
      ['dead/*.csv', 'dead'],
      ['DEAD/**/*.csv', undefined],
      ['sub/dead/x/y.csv', 'sub/dead'],
    ] as const)
      expect((await named(folder, target)).mistakes).toEqual([
        expect.stringContaining(
          link === undefined ? 'no file matches' : `${link} is a link that leads nowhere.`,
        ),
      ])
    expect((await findMatching(folder.path, ['**/*.csv', 'sub/dead/*.csv'])).mistakes).toEqual([
      'sub/dead/*.csv: sub/dead is a link that leads nowhere.',
    ])
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

test('a folder may have signs of a pattern in its name', async () => {
  await using folder = await createFolder({ 'Old (2)/a.csv': '', 'Old (2)/x/b.csv': '', 'Old 2/c.csv': '' })

  expect((await named(folder, 'Old (2)/*.csv')).paths).toEqual(['Old (2)/a.csv'])
  expect((await named(folder, 'Old (2)/**/*.csv')).paths).toEqual(['Old (2)/a.csv', 'Old (2)/x/b.csv'])
})

test('a pattern for one folder does not look below it', async () => {
  await using folder = await createFolder({ 'a.csv': '', 'sub/b.csv': '', 'sub/x/c.csv': '' })
  await symlink('nowhere', folder.at('sub/dead.csv'))

  expect(await named(folder, '*.csv')).toEqual({ paths: ['a.csv'], mistakes: [] })
  expect((await named(folder, '*/x/*.csv')).paths).toEqual(['sub/x/c.csv'])
})

test('a pattern in the settings that cannot be read is told', async () => {
  await using folder = await createFolder({ 'a.csv': '' })

  for (const glob of ['[z-a].csv', '!{a', '!'])
    await expect(findMatching(folder.path, ['*.csv', glob])).rejects.toThrow(/^The pattern .* cannot be read/)
})

describe('a file counts as named', () => {
  const namesOf = async (folder: Folder, targets: string[], typed = true) =>
    (await findTargets(folder.path, targets, typed)).entries.map(({ path, named }) => [path, named])

  test('if its path is typed, whatever else finds it', async () => {
    await using folder = await createFolder({ 'a.csv': '', 'b.csv': '', 'sub/c.csv': '' })

    expect(await namesOf(folder, ['a.csv', 'sub/c.csv'])).toEqual([
      ['a.csv', true],
      ['sub/c.csv', true],
    ])
    for (const targets of [
      ['a.csv', '.'],
      ['.', './a.csv'],
      ['**/*.csv', 'a.csv', '*.csv'],
    ])
      expect(await namesOf(folder, targets)).toEqual([
        ['a.csv', true],
        ['b.csv', false],
        ['sub/c.csv', false],
      ])
  })

  test('but not in a scan, nor if the settings name it', async () => {
    await using folder = await createFolder({ 'a.csv': '' })

    expect(await namesOf(folder, ['a.csv'], false)).toEqual([['a.csv', false]])
    expect((await findMatching(folder.path, ['a.csv'])).entries).toMatchObject([{ named: false }])
  })
})

describe.skipIf(process.platform !== 'linux')('a name that is not Unicode', () => {
  const broken = (folder: Folder, name: string) =>
    Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from(name, 'latin1')])
  const refusal = 'b\\xff.csv: this name is not Unicode, so what it names cannot be read. Rename it.'

  test('is refused beside its look-alike, which is not read in its place', async () => {
    await using folder = await createFolder({ 'a.csv': '', 'b\ufffd.csv': '' })
    await writeFile(broken(folder, 'b\xff.csv'), '')

    for (const target of ['.', '*.csv', 'b\ufffd.csv'])
      expect((await named(folder, target)).mistakes).toEqual([refusal])
    expect(await named(folder, 'a.csv')).toEqual({ paths: ['a.csv'], mistakes: [] })
  })

  test('is refused where it is met alone, and a folder’s is too', async () => {
    await using folder = await createFolder({ 'a.csv': '' })
    await writeFile(broken(folder, 'b\xff.csv'), '')
    await mkdir(broken(folder, 'f\xe4'))
    const { entries, mistakes } = await findMatching(folder.path, ['**/*.csv'])

    expect(entries.map(({ path }) => path)).toEqual(['a.csv'])
    expect(mistakes.toSorted()).toEqual([refusal, refusal.replace('b\\xff.csv', 'f\\xe4')])
  })

  test('is nothing to a pattern that it does not match', async () => {
    await using folder = await createFolder({ 'a.csv': '' })
    await writeFile(broken(folder, 'b\xff.txt'), '')

    expect(await named(folder, '*.csv')).toEqual({ paths: ['a.csv'], mistakes: [] })
  })

  test('a name that only looks broken is a name', async () => {
    await using folder = await createFolder({ 'b\ufffd.csv': '' })

    expect((await named(folder, 'b\ufffd.csv')).paths).toEqual(['b\ufffd.csv'])
    expect((await named(folder, '.')).paths).toEqual(['b\ufffd.csv'])
  })
})

test('an entry knows its size and mode', async () => {
  await using folder = await createFolder({ 'a.csv': 'abc' })

  expect((await findTargets(folder.path, ['a.csv'], true)).entries).toEqual([
    { path: 'a.csv', id: '', size: 3, mode: expect.stringMatching(/^100[0-7]{3}$/), named: true },
  ])
})
