import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startGitHub } from './github/double.ts'
import { type RunOptions, runAction } from './runner.ts'

const manifest = `
name: Fixture
description: Fixture
inputs:
  token: { description: Token, default: '\${{ github.token }}' }
  fail-on: { description: Level }
  two words: { description: Blank, default: here }
runs: { using: node24, main: main.js, post: post.js }
`

/** Runs a script as an action of its own. */
async function run(main: string, options: Partial<RunOptions> & { readonly post?: string } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'action-'))
  const { post = '', ...rest } = options
  await writeFile(join(root, 'action.yml'), manifest)
  await writeFile(join(root, 'main.js'), `const fs = require('node:fs'); ${main}`)
  await writeFile(join(root, 'post.js'), post)
  const event = { name: 'workflow_dispatch', payload: { inputs: {} } }
  const github = { url: 'http://127.0.0.1:9', token: 'ghs_secret' }
  return runAction({ root, event, github, ...rest }).finally(() => rm(root, { recursive: true }))
}

test('the action gets its inputs, the event and an empty workspace', async () => {
  await using github = await startGitHub()
  const base = await github.git.commit({ 'a.csv': '1' })
  const pull = await github.openPull({ head: base, base })
  const main = `
    const event = JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH))
    const { env } = process
    fs.writeFileSync(env.RUNNER_TEMP + '/env.json', JSON.stringify({ env, number: event.number, files: fs.readdirSync('.') }))`
  await using result = await run(main, {
    github,
    event: await github.events.pull(pull),
    inputs: { 'fail-on': 'warning' },
  })
  const { env, number, files } = JSON.parse(await readFile(join(result.temp, 'env.json'), 'utf8'))
  expect([number, files, result.job]).toEqual([1, [], 'success'])
  expect(env).toMatchObject({
    'INPUT_FAIL-ON': 'warning',
    INPUT_TOKEN: github.token,
    INPUT_TWO_WORDS: 'here',
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_HEAD_REF: 'batch',
    GITHUB_REPOSITORY: 'contoso/migration',
  })
  expect(env).not.toHaveProperty('GITHUB_TOKEN')
})

test('both streams are read, and what a cell prints is obeyed', async () => {
  await using result = await run(`
    console.log('::warning file=a.csv,line=2::First')
    console.error('a cell: ##[error]x')
    process.stdout.write('one\\r::notice::after a carriage return\\n')
    console.log('::stop-commands::pause\\n::error::not heard\\n::pause::\\n::error::heard')
    process.stdout.write('last')`)
  const said = result.annotations.map(({ level, message }) => `${level} ${message}`).sort()
  expect(said).toEqual(['error heard', 'error x', 'notice after a carriage return', 'warning First'])
  expect(result.log).toMatch(/^one$/m)
  expect(result.log).toMatch(/^::error::not heard$/m)
  expect(result.log).toMatch(/^last$/m)
  expect([result.exitCode, result.job]).toEqual([0, 'success'])
})

test('the eleventh error is dropped', async () => {
  await using result = await run(`for (let i = 1; i <= 12; i++) console.log('::error::' + i)`, {
    post: `console.log('::error::post')`,
  })
  expect(result.annotations.map(({ message }) => message)).toEqual([
    ...Array.from({ length: 10 }, (_, i) => String(i + 1)),
    'post',
  ])
  expect(result.dropped).toBe(2)
})

test('outputs, state and summary come from files, and post sees the state', async () => {
  const main = `
    fs.appendFileSync(process.env.GITHUB_OUTPUT, 'report<<X\\na\\nb\\nX\\n')
    fs.appendFileSync(process.env.GITHUB_STATE, 'check=17\\n')
    fs.appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'word ghs_secret')
    console.log('::add-mask::word'); console.log('a word'); console.log('::error::a word')
    process.exitCode = 1`
  await using result = await run(main, { post: 'console.log(process.env.STATE_check)' })
  expect(result).toMatchObject({
    exitCode: 1,
    job: 'failure',
    outputs: { report: 'a\nb' },
    state: { check: '17' },
    summary: '*** ***',
  })
  expect(result.log).toBe('a ***\n##[error]a ***\n')
  expect(result.annotations).toEqual([{ level: 'error', message: 'a word' }])
  expect(result.post?.log).toBe('17\n')
})

test('a summary over 1 MiB is dropped whole and costs an error', async () => {
  await using result = await run(
    `fs.writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1))`,
  )
  expect(result.summary).toBeUndefined()
  expect(result.annotations).toMatchObject([
    { level: 'error', message: expect.stringContaining('upload aborted') },
  ])
  expect(result.job).toBe('success')
})

test('a main step that is killed fails, and post still runs', async () => {
  await using github = await startGitHub()
  const asked = new Promise<void>((resolve) => {
    github.before(async () => resolve() as undefined)
  })
  const main = `
    fs.appendFileSync(process.env.GITHUB_STATE, 'check=17\\n')
    fetch(process.env.GITHUB_API_URL).then(() => {}); setInterval(() => {}, 1000)`
  await using result = await run(main, {
    github,
    kill: { when: asked },
    post: 'console.log(process.env.STATE_check)',
  })
  expect(result).toMatchObject({
    exitCode: null,
    signal: 'SIGKILL',
    timedOut: false,
    job: 'failure',
    post: { log: '17\n' },
  })
})

test('the folder goes when the result is disposed', async () => {
  const result = await run('')
  await result[Symbol.asyncDispose]()
  expect(existsSync(result.temp)).toBe(false)
})

test('an input that action.yml has not is a mistake of the test', async () => {
  await expect(run('', { inputs: { failon: 'warning' } })).rejects.toThrow(/no input failon/)
})
