import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as core from '@actions/core'
import type { CommitOutcome } from '../github/commit.ts'
import type { Told } from '../report/summary.ts'
import { createWriter, writeWhole } from '../report/writers.ts'
import type { Announcement } from './announcement.ts'

/** Sets the outputs that action.yml promises, and writes the reports into a new folder below `folder`. */
export async function setOutputs(
  { verdict, told }: Announcement,
  commit: CommitOutcome,
  folder: string,
): Promise<void> {
  const { errors, warnings, notices, federated, fixed } = told.summary.totals
  core.setOutput('conclusion', verdict.conclusion)
  core.setOutput('findings', errors + warnings + notices)
  core.setOutput('errors', errors)
  core.setOutput('warnings', warnings)
  core.setOutput('federated', federated)
  core.setOutput('fixed', fixed)
  core.setOutput('commit', commit.status === 'committed' ? commit.sha : '')
  core.setOutput('report', await writeReports(folder, told))
}

async function writeReports(folder: string, { results, summary }: Told): Promise<string> {
  const reports = mkdtempSync(join(folder, 'migration-batch-check-'))
  for (const [name, format] of [
    ['report.json', 'json'],
    ['findings.csv', 'csv'],
  ] as const) {
    writeFileSync(join(reports, name), writeWhole(await createWriter(format, false), results, summary))
  }
  return reports
}
