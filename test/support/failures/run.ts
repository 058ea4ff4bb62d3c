import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFolder } from '../folder.ts'
import { startGitHub } from '../github/double.ts'
import { type Microsoft, startMicrosoft } from '../microsoft/start.ts'
import { runAction } from '../runner.ts'
import type { Failure, Program, Shown } from './failure.ts'

const BATCH = 'batch.csv'
const bundle = fileURLToPath(new URL('../../../dist/cli/index.js', import.meta.url))

/** Lets the failure happen to a program, and reads what it says. */
export async function provoke(failure: Failure, program: Program): Promise<Shown> {
  await using microsoft = await startMicrosoft(failure.microsoft)
  return await (program === 'Action' ? inAction : onCommandLine)(failure, microsoft)
}

function batchOf({ domains = ['contoso.com'] }: Failure): string {
  const rows = domains.map((domain) => `joe@${domain},True`)
  return ['EmailAddress,ForceChangePassword', ...rows, ''].join('\r\n')
}

async function onCommandLine(failure: Failure, microsoft: Microsoft): Promise<Shown> {
  await using folder = await createFolder({ [BATCH]: batchOf(failure), ...failure.files })
  const env = { PATH: process.env['PATH'], ...(failure.env?.(microsoft) ?? microsoft.env) }
  const options = Object.entries(failure.settings ?? {}).flatMap(([name, value]) =>
    value.split('\n').flatMap((line) => [`--${name}`, line]),
  )
  const args = [bundle, ...options, '--format', 'json', BATCH]
  return await new Promise((done) => {
    const child = execFile(process.execPath, args, { cwd: folder.path, env }, (_, stdout, stderr) => {
      const message = stderr.trim() || messageIn(stdout, failure.says)
      done({ message, end: String(child.exitCode) })
    })
  })
}

async function inAction(failure: Failure, microsoft: Microsoft): Promise<Shown> {
  const { files = {}, brought = {}, fork = false, settings = {}, says } = failure
  await using github = await startGitHub()
  const base = await github.git.commit({ 'README.md': 'Batches\n', ...files })
  const change = { [BATCH]: batchOf(failure), ...brought }
  const head = await github.git.commit(change, { parent: base, ...(!fork && { branch: 'batch' }) })
  const event = await github.events.pull(await github.openPull({ head, base, fork }))
  const env = failure.env?.(microsoft) ?? { ...microsoft.env, ...microsoft.oidcEnv }
  await using run = await runAction({ github, event, inputs: settings, env })
  const { conclusion = run.job, report } = run.outputs
  const remark = says && run.log.split('\n').find((line) => says.test(line))
  const mistakes = run.annotations.map(({ message }) => message).join('\n')
  const message = report === undefined ? mistakes : await readFile(join(report, 'report.json'), 'utf8')
  return { message: remark ?? (report === undefined ? message : messageIn(message)), end: conclusion }
}

/** What a report says of the first thing that is wrong, or in the note that is looked for. */
function messageIn(report: string, says?: RegExp): string {
  const { notChecked, findings, notes } = JSON.parse(report)
  const remark = says && notes.find((note: string) => says.test(note))
  return remark ?? notChecked[0]?.why ?? findings[0]?.message ?? ''
}
