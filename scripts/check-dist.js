/** Builds dist/ anew and fails if that changes anything in it: what is committed must be what the source makes. */
import { execFileSync } from 'node:child_process'

execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' })
const changed = execFileSync('git', ['status', '--porcelain', '--', 'dist'], { encoding: 'utf8' })
if (changed !== '') {
  console.error(`dist/ is not what the source makes. Run "npm run build" and commit it:\n${changed}`)
  process.exitCode = 1
}
