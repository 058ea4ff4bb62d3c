import { resolve } from 'node:path'
import { readFiles } from '../disk/read.ts'
import { fileSink, readInput, standardSink } from '../disk/streams.ts'
import { writeCorrection } from '../disk/write.ts'
import { plain } from '../report/plain.ts'
import type { Summary } from '../report/report.ts'
import { createWriter } from '../report/writers.ts'
import type { Correction } from '../source.ts'
import { VERSION } from '../version.ts'
import { type Arguments, help } from './arguments.ts'
import { type Run, run, statusOf } from './command.ts'
import { makePlan, type Plan } from './plan.ts'

/**
 * Runs the command line on this machine's disk and standard streams.
 * @throws InputError with every mistake in the arguments, the configuration and the named files
 */
export async function runLocally(args: Arguments): Promise<number> {
  const out = standardSink('stdout')
  if (args.mistakes.length === 0 && (args.help || args.version)) {
    await out.pass(args.help ? help : `${VERSION}\n`)
    return 0
  }
  const folder = process.cwd()
  const plan = await makePlan(args, folder)
  const onInput = args.targets[0] === '-'
  const errors = standardSink('stderr')
  const sink = args.output ? fileSink(resolve(folder, args.output)) : args.fix && onInput ? errors : out
  const report = { writer: await createWriter(args.format, sink.colour), print: sink.print }
  const { batch, summary } = onInput
    ? await runOnInput(args, plan, report)
    : await runOnDisk(args, plan, report)
  sink.close()
  if (args.format === 'csv')
    await errors.print(summary.notChecked.map(({ path, why }) => `${plain(`${path}: ${why}`)}.\n`))
  if (batch !== undefined) await out.pass(batch)
  return statusOf(summary)
}

interface Ran {
  readonly summary: Summary
  /** What standard output carries instead of the report. */
  readonly batch?: Uint8Array
}

type Report = Pick<Run, 'writer' | 'print'>

async function runOnDisk({ fix }: Arguments, { settings, entries }: Plan, report: Report): Promise<Ran> {
  const folder = process.cwd()
  const target = fix ? (correction: Correction) => writeCorrection(folder, correction) : undefined
  return { summary: await run({ ...report, settings, contents: () => readFiles(folder, entries), target }) }
}

/** With --fix standard output carries the batch, corrected or as it was, and nothing else. */
async function runOnInput({ fix }: Arguments, { settings }: Plan, report: Report): Promise<Ran> {
  const { bytes, contents } = await readInput()
  let batch: Uint8Array = bytes
  const keep = ({ after }: Correction) => {
    batch = after
    return undefined
  }
  const summary = await run({ ...report, settings, contents, target: fix ? keep : undefined })
  return fix ? { summary, batch } : { summary }
}
