/** Ratios against a yardstick, measured in turn in one run; medians, since machines are noisy. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeBatches } from './batches.js'
import { names, writeFile } from './sizes.js'

const cli = resolve('dist/cli/index.js')
const temp = mkdtempSync(join(tmpdir(), 'bench-'))
const peakFile = join(temp, 'peak')
const list = ['--federated-domains', 'contoso.com']

const many = join(temp, 'many')
const one = join(temp, 'one')
writeBatches(many, { files: 500, rows: 2000, offenders: 20 })
writeBatches(one, { files: 1, rows: 2000, offenders: 500 })
const report = ['--format', 'json', '--output', join(temp, 'report.json')]
compare('500 batches of 2,000 rows, JSON report / csv-parse', 7, {
  ours: [cli, ...list, ...report, many],
  other: [resolve('bench/csv-parse.js'), many],
})
compare('500 batches of 2,000 rows, terminal report / csv-parse', 3, {
  ours: [cli, ...list, many],
  other: [resolve('bench/csv-parse.js'), many],
})
compare('one batch of 2,000 rows / node -e 0', 25, { ours: [cli, ...list, one], other: ['-e', '0'] })
for (const name of names) compareSizes(name)
rmSync(temp, { recursive: true })

/**
 * @param {string} title
 * @param {number} pairs
 * @param {{ ours: string[], other: string[] }} commands
 */
function compare(title, pairs, { ours, other }) {
  const runs = Array.from({ length: pairs + 1 }, () => ({
    ours: measure(ours),
    other: measure(other),
  })).slice(1)
  const time = median(runs.map((run) => run.ours.seconds / run.other.seconds))
  const memory = median(runs.map((run) => run.ours.peak / run.other.peak))
  const seconds = median(runs.map((run) => run.ours.seconds))
  const peak = median(runs.map((run) => run.ours.peak)) / 1024
  console.log(
    `${title}: time ${time.toFixed(2)} (${seconds.toFixed(3)} s), memory ${memory.toFixed(2)} (${peak.toFixed(0)} MiB)`,
  )
}

/**
 * How much longer 2, 4 and 8 MiB take than the half of it, and the peak memory of 8 MiB, with the JSON report.
 * @param {string} name
 */
function compareSizes(name) {
  const runs = [1, 2, 4, 8].map((size) => {
    const file = writeFile(temp, name, size)
    const tries = [1, 2, 3].map(() => measure([cli, ...list, ...report, file]))
    return {
      seconds: Math.min(...tries.map((run) => run.seconds)),
      peak: median(tries.map((run) => run.peak)),
    }
  })
  const seconds = runs.map((run) => run.seconds.toFixed(2)).join(', ')
  console.log(
    `1, 2, 4, 8 MiB of ${name}: ${seconds} s, memory ${((runs[3]?.peak ?? 0) / 1024).toFixed(0)} MiB`,
  )
}

/** @param {string[]} args */
function measure(args) {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['--require', resolve('bench/peak.cjs'), ...args], {
    cwd: temp, // no configuration file there
    env: { ...process.env, PEAK_FILE: peakFile },
    maxBuffer: 1 << 30,
  })
  if (status === null || status > 1) throw new Error(String(stderr))
  return { seconds: (performance.now() - start) / 1000, peak: Number(readFileSync(peakFile, 'utf8')) }
}

/** @param {number[]} numbers */
function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
