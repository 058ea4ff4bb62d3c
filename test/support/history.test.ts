import { expect, test } from 'vitest'
import { NONE } from './github/pushEvent.ts'
import { OCCASIONS, openHistory } from './history.ts'
import { BATCH, batch, CONFIGURATION, SETTINGS } from './pull.ts'

test('the branch has gone on from the commit that is judged', async () => {
  await using history = await openHistory()
  const { github, base, head } = history
  const tip = await github.git.branch('main')

  expect(await github.git.log(tip)).toEqual([tip, head, base])
  expect((await github.git.read(head, BATCH)).toString()).toBe(batch())
  expect((await github.git.read(head, CONFIGURATION)).toString()).toBe(SETTINGS)
  expect((await github.git.tree(tip)).map(({ path }) => path)).toEqual([
    '.github',
    CONFIGURATION,
    'README.md',
  ])
  expect(await history.untouched()).toBe(true)
  await github.git.commit({ 'README.md': '' }, { branch: 'other', parent: tip })
  expect(await history.untouched()).toBe(false)
})

test.each(OCCASIONS)('%s names the commit that is judged', async (occasion) => {
  await using history = await openHistory()
  const { base, head } = history
  const { name, sha, ref, payload } = await history.eventOf(occasion)

  expect(sha).toBe(head)
  expect(occasion).toMatch(name)
  expect(payload.repository).toMatchObject({ full_name: 'contoso/migration', private: true })
  const isTag = occasion === 'push of a tag'
  expect(ref).toMatch(isTag ? /^refs\/tags\// : /^refs\/heads\//)
  if (name === 'push')
    expect(payload).toMatchObject({ before: occasion === 'push' ? base : NONE, after: head, deleted: false })
  if (name === 'merge_group')
    expect(payload.merge_group).toMatchObject({ base_sha: base, head_sha: head, head_ref: ref })
})

test('a push that deletes a branch runs on the default one', async () => {
  await using history = await openHistory()
  const { github, base } = history
  const event = await github.events.push({ ref: 'refs/heads/old', before: base, after: NONE })

  expect(event).toMatchObject({ sha: await github.git.branch('main'), ref: 'refs/heads/main' })
  expect(event.payload).toMatchObject({ ref: 'refs/heads/old', after: NONE, deleted: true, created: false })
})
