/** Runs under Windows' Node: starts the command line once for each run, with files as its streams, as wine needs it. */
const { spawnSync } = require('node:child_process')
const { closeSync, openSync, readFileSync, writeFileSync } = require('node:fs')

const [script = '', given = '', answers = ''] = process.argv.slice(2)
const runs = JSON.parse(readFileSync(given, 'utf8'))
writeFileSync(answers, JSON.stringify(runs.map(answer)))

/**
 * @param {{ args: string[], input?: string, held?: string }} run
 * @param {number} index
 */
function answer({ args, input, held }, index) {
  const at = `${given}.${index}`
  const [stdin, stdout, stderr] = [`${at}.in`, `${at}.out`, `${at}.err`]
  writeFileSync(stdin, Buffer.from(input ?? '', 'base64'))
  const stdio = [openSync(stdin, 'r'), openSync(stdout, 'w+'), openSync(stderr, 'w+')]
  const hold = held === undefined ? [] : [openSync(held, 'r')]
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio })
  for (const file of [...stdio, ...hold]) closeSync(file)
  return { status, stdout: readFileSync(stdout, 'base64'), stderr: readFileSync(stderr, 'base64') }
}
