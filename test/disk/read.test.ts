import { readdirSync, readlinkSync } from 'node:fs'
import { truncate } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readFiles } from '../../src/disk/read.ts'
import { createFolder } from '../support/cli.ts'

const entryOf = (path: string) => ({ path, id: '', size: 0, mode: '100644', named: true })

/** What each file gave; bytes are copied, because they are valid until the next one only. */
async function contentsOf(folder: { readonly path: string }, ...paths: string[]) {
  const contents: [string, string][] = []
  for await (const content of readFiles(folder.path, paths.map(entryOf))) {
    const text = 'bytes' in content ? Buffer.from(content.bytes).toString() : `! ${content.unavailable}`
    contents.push([content.entry.path, text])
  }
  return contents
}

test('files come in order, each with its own bytes, whatever their sizes', async () => {
  await using folder = await createFolder({ a: 'short', 'b/c': 'x'.repeat(100_000), d: '', e: 'last' })

  expect(await contentsOf(folder, 'a', 'b/c', 'd', 'e', 'a')).toEqual([
    ['a', 'short'],
    ['b/c', 'x'.repeat(100_000)],
    ['d', ''],
    ['e', 'last'],
    ['a', 'short'],
  ])
})

test('a file that cannot be read says why, and the others are read', async () => {
  await using folder = await createFolder({ a: '1', 'c/x': '', d: '2', huge: '' })
  await truncate(folder.at('huge'), 2 ** 28 + 1) // sparse: takes no room

  expect(await contentsOf(folder, 'a', 'b', 'c', 'd', 'huge')).toEqual([
    ['a', '1'],
    ['b', expect.stringMatching(/^! .*it does not exist/)],
    ['c', expect.stringMatching(/^! .*it is a folder/)],
    ['d', '2'],
    ['huge', expect.stringMatching(/^! .*larger than 256 MiB/)],
  ])
})

test.runIf(process.platform === 'linux')('a file is closed when its bytes are given', async () => {
  await using folder = await createFolder({ a: '1', b: '2' })
  const isOpen = (path: string) => readdirSync('/proc/self/fd').some((file) => leadsTo(file, path))

  for await (const { entry } of readFiles(folder.path, ['a', 'b'].map(entryOf)))
    expect(isOpen(folder.at(entry.path))).toBe(false)
})

function leadsTo(file: string, path: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${file}`) === path
  } catch {
    return false // closed since it was listed
  }
}
