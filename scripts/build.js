/** Builds dist/: TypeScript to JavaScript, then each entry with all it needs into one folder. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const TOOLS = { tsc: 'node_modules/typescript/bin/tsc', ncc: 'node_modules/@vercel/ncc/dist/ncc/cli.js' }
const bundles = { action: 'build/action.js', cli: 'build/cli.js' }

rmSync('build', { recursive: true, force: true })
rmSync('dist', { recursive: true, force: true })
run('tsc', ['-p', '.'])
for (const [name, entry] of Object.entries(bundles)) {
  run('ncc', ['build', entry, '-o', `dist/${name}`, '--no-cache'])
  writeFileSync(`dist/${name}/licenses.txt`, licenses())
}
// The post step is the same program; it must know which it is even if the step before it died at once.
writeFileSync('dist/action/post.js', `process.argv.push('post')\nawait import('./index.js')\n`)

/**
 * Starts a tool's script, because Windows cannot start what is in node_modules/.bin.
 * @param {keyof typeof TOOLS} tool
 * @param {string[]} args
 */
function run(tool, args) {
  execFileSync(process.execPath, [TOOLS[tool], ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** The licences of all dependencies, which ask for being kept with what is made of them; ncc finds only some. */
function licenses() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return Object.keys(packages)
    .filter((path) => path !== '' && !packages[path].dev && !packages[path].optional)
    .map((path) => `${path.replace(/^.*node_modules\//, '')} ${packages[path].version}\n${textOf(path)}\n`)
    .join('\n')
}

/** @param {string} folder */
function textOf(folder) {
  const name = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (name !== undefined) return readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim()
  const { license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${license}, ${author?.name ?? author ?? 'no author named'}`
}
