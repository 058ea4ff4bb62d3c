import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitHubDouble } from '../github/double.ts'
import type { Repository } from '../github/repository.ts'
import type { RunResult } from '../runner.ts'
import { everythingTold } from '../scene.ts'
import type { Facts, Report } from './facts.ts'
import type { Mode } from './pulls.ts'

/** The pull request of a mode, on a GitHub. */
export interface Looked {
  readonly mode: Mode
  readonly github: GitHubDouble
  readonly head: string
  /** The tree of the right correction. */
  readonly right: string | undefined
}

/** What the branch, the check runs, the report and everything that was written show after a run. */
export async function lookAt(looked: Looked, run: RunResult) {
  const { mode, github, head } = looked
  return {
    mode,
    head,
    run,
    requests: [...github.requests],
    commits: await commitsOn(looked),
    checks: github.checkRuns.filter(({ job }) => !job).map((check) => ({ ...check })),
    violations: [...github.violations, ...github.unexpected],
    report: await reportOf(run),
    told: await everythingTold(github, run),
    token: github.token,
  }
}

async function commitsOn({ github: { git }, head, right }: Looked): Promise<Facts['commits']> {
  if ([head, undefined].includes(await git.resolve('refs/heads/batch'))) return []
  const range = `${head}..refs/heads/batch`
  const shas = (await git.line('rev-list', '--grep=^Migration-Batch-Check-Corrects', range)).split('\n')
  const trees = shas
    .filter(Boolean)
    .map(async (sha) => ({ sha, isRight: (await treeOf(git, sha)) === right }))
  return Promise.all(trees)
}

/** The tree that a commit names in its first line. */
export async function treeOf(git: Repository, sha: string): Promise<string | undefined> {
  return /^tree (\w+)/.exec((await git.object(sha))?.bytes.toString() ?? '')?.[1]
}

async function reportOf({ outputs }: RunResult): Promise<Report | undefined> {
  const folder = outputs['report']
  return folder && JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))
}
