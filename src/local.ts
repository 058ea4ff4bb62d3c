import { resolve } from 'node:path'
import { type Arguments, help } from './arguments.ts'
import { type Run, run, type Status } from './command.ts'
import { readFiles } from './disk/read.ts'
import { fileSink, readInput, standardSink } from './disk/streams.ts'
import { writeCorrection } from './disk/write.ts'
import { makePlan, type Plan } from './plan.ts'
import { createWriter } from './report/writers.ts'
import type { Correction } from './source.ts'
import { VERSION } from './version.ts'

/**
 * Runs the command line on this machine's disk and standard streams.
 * @throws InputError with every mistake in the arguments, the configuration and the named files
 */
export async function runLocally(args: Arguments): Promise<Status> {
  if (args.mistakes.length === 0 && (args.help || args.version)) {
    await standardSink(process.stdout).pass(args.help ? help : `${VERSION}\n`)
    return 0
  }
  const folder = process.cwd()
  const plan = await makePlan(args, folder)
  const carriesBatch = args.fix && args.targets[0] === '-'
  const sink = args.output
    ? fileSink(resolve(folder, args.output))
    : standardSink(carriesBatch ? process.stderr : process.stdout)
  const report = { writer: await createWriter(args.format, sink.colour), print: sink.print }
  const status =
    args.targets[0] === '-' ? await runOnInput(args, plan, report) : await run(onDisk(args, plan, report))
  sink.close()
  return status
}

type Report = Pick<Run, 'writer' | 'print'>

function onDisk({ fix }: Arguments, { settings, entries }: Plan, report: Report): Run {
  const folder = process.cwd()
  const target = fix ? (correction: Correction) => writeCorrection(folder, correction) : undefined
  return { ...report, settings, contents: () => readFiles(folder, entries), target }
}

/** With --fix standard output carries the batch, corrected or as it was, and nothing else. */
async function runOnInput({ fix }: Arguments, { settings }: Plan, report: Report): Promise<Status> {
  const { bytes, contents } = await readInput()
  let batch: Uint8Array = bytes
  const keep = ({ after }: Correction) => {
    batch = after
    return undefined
  }
  const status = await run({ ...report, settings, contents, target: fix ? keep : undefined })
  if (fix) await standardSink(process.stdout).pass(batch)
  return status
}
