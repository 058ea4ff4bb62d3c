import { expect, test } from 'vitest'
import { ask, type Reply } from './ask.ts'
import { startGitHub } from './double.ts'

const mark = { path: 'a.csv', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'Wrong' }

/** Creates a check run with an output, and changes it. */
async function started() {
  const github = await startGitHub()
  const head_sha = await github.git.commit({ 'a.csv': '1' })
  const send = (request: string, output: object, fields = {}): Promise<Reply> =>
    ask(github, request, { ...fields, output: { title: 'T', summary: 'S', ...output } })
  return {
    github,
    create: (output: object) => send('POST /check-runs', output, { name: 'Batches', head_sha }),
    update: (id: number, output: object) => send(`PATCH /check-runs/${id}`, output),
    [Symbol.asyncDispose]: () => github[Symbol.asyncDispose](),
  }
}

test('fifty annotations are taken; of fifty-one none is, at the start or later', async () => {
  await using scene = await started()
  const { body } = await scene.create({ annotations: Array(50).fill(mark) })
  const refused = { status: 422, body: { message: expect.stringContaining('Invalid request.') } }
  expect(await scene.create({ annotations: Array(51).fill(mark) })).toMatchObject(refused)
  expect(await scene.update(body.id, { annotations: Array(51).fill(mark) })).toMatchObject(refused)
  expect(scene.github.checkRuns).toHaveLength(1)
  expect(scene.github.checkRuns[0]?.output.annotations).toHaveLength(50)
  expect(scene.github.violations).toHaveLength(2)
})

const columns = { start_column: 1, end_column: 2 }

test.each([
  ['a title of 256 characters', { title: 'T'.repeat(256) }],
  ['a message over 64 KB', { annotations: [{ ...mark, message: 'ü'.repeat(32_769) }] }],
  ['columns over several lines', { annotations: [{ ...mark, end_line: 2, ...columns }] }],
  ['an end before the start', { annotations: [{ ...mark, start_line: 2 }] }],
  ['an annotation without a message', { annotations: [{ ...mark, message: undefined }] }],
  ['an annotation with an empty message', { annotations: [{ ...mark, message: '' }] }],
  ['an unknown level', { annotations: [{ ...mark, annotation_level: 'error' }] }],
  ['no summary', { summary: undefined }],
])('%s is refused, and changes nothing', async (_, output) => {
  await using scene = await started()
  expect((await scene.create(output)).status).toBe(422)
  const { body } = await scene.create({ annotations: [mark] })
  expect((await scene.update(body.id, { annotations: [mark], ...output })).status).toBe(422)
  expect(scene.github.checkRuns).toMatchObject([{ output: { title: 'T', summary: 'S' } }])
  expect(scene.github.checkRuns[0]?.output.annotations).toHaveLength(1)
})

test.each([
  ['65,535 bytes', 'x'.repeat(65_535), 201],
  ['65,536 bytes', 'x'.repeat(65_536), 422],
  ['65,535 bytes in 32,768 characters', `${'ü'.repeat(32_767)}x`, 201],
  ['65,536 bytes in 32,768 characters', 'ü'.repeat(32_768), 422],
])('a summary of %s', async (_, summary, status) => {
  await using scene = await started()
  expect((await scene.create({ summary })).status).toBe(status)
})

test.each([
  ['x'.repeat(65_535), 65_535],
  ['x'.repeat(70_000), 65_535],
  ['ü'.repeat(40_000), 32_767],
])('a long text is cut silently, at whole characters', async (text, length) => {
  await using scene = await started()
  const { status, body } = await scene.create({ text })
  expect([status, body.output.text]).toEqual([201, text.slice(0, length)])
  expect(scene.github.violations).toEqual([])
})
