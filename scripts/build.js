/** Builds dist/: TypeScript to JavaScript, then each entry with all it needs into one folder. */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'

const bundles = { action: 'build/action.js', cli: 'build/cli.js' }

rmSync('build', { recursive: true, force: true })
rmSync('dist', { recursive: true, force: true })
run('tsc', ['-p', '.'])
for (const [name, entry] of Object.entries(bundles)) {
  run('ncc', ['build', entry, '-o', `dist/${name}`, '--license', 'licenses.txt', '--no-cache'])
}

/**
 * @param {string} tool
 * @param {string[]} args
 */
function run(tool, args) {
  execFileSync(`node_modules/.bin/${tool}`, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
