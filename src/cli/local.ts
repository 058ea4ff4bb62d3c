import { resolve } from 'node:path'
import { readInput } from '../disk/input.ts'
import { readFiles } from '../disk/read.ts'
import { reasonOf } from '../disk/reason.ts'
import { fileSink, type Sink, type StandardSink, standardSink } from '../disk/streams.ts'
import { writeCorrection } from '../disk/write.ts'
import { InputError } from '../mistakes.ts'
import { disconnect } from '../network/client.ts'
import { sayDecided } from '../report/decided.ts'
import { domainsAsJson, domainsAsText } from '../report/domains.ts'
import { plain } from '../report/plain.ts'
import type { Summary } from '../report/report.ts'
import { saySources } from '../report/terminal.ts'
import { createWriter, type Format } from '../report/writers.ts'
import type { Content, Correction, Target } from '../source.ts'
import { VERSION } from '../version.ts'
import type { Arguments } from './arguments.ts'
import { run, statusOf } from './command.ts'
import { findDomains, statusOfDomains } from './domains.ts'
import { help } from './help.ts'
import { isOnInput } from './input.ts'
import { makePlan, type Plan } from './plan.ts'

/**
 * Runs the command line on this machine's disk and standard streams.
 * @throws InputError with every mistake in the arguments, the configuration, the exports and the named files
 */
export async function runLocally(args: Arguments): Promise<number> {
  if (args.mistakes.length === 0 && (args.help || args.version)) {
    await standardSink('stdout').pass(args.help ? help : `${VERSION}\n`)
    return 0
  }
  const plan = await makePlan(args, process.cwd())
  try {
    return await (args.command === 'domains' ? tellDomains(args, plan) : checkBatches(args, plan))
  } finally {
    await disconnect()
  }
}

async function tellDomains(args: Arguments, plan: Plan): Promise<number> {
  const { contents } = isOnInput(args)
    ? await readInput(!args.scan)
    : { contents: () => readHere(plan.entries) }
  const report = await findDomains(contents(), plan)
  const sink = sinkFor(args, standardSink('stdout'))
  await sink.print([args.format === 'json' ? domainsAsJson(report) : domainsAsText(report)])
  sink.close()
  return statusOfDomains(report)
}

async function checkBatches(args: Arguments, plan: Plan): Promise<number> {
  const [out, errors] = [standardSink('stdout'), standardSink('stderr')]
  const onInput = isOnInput(args)
  const { batch, ...files } = onInput ? await takeInput(args) : takeFiles(args, plan)
  const sink = sinkFor(args, args.fix && onInput ? errors : out) // empties an old report, so all that may be refused comes first
  const writer = await createWriter(args.format, sink.colour)
  const summary = await run({ ...plan, ...files, writer, print: sink.print })
  sink.close()
  await errors.print(besides(args.format, summary))
  if (args.fix && batch !== undefined) await passOn(batch(), out)
  return statusOf(summary)
}

function sinkFor({ output }: Arguments, otherwise: Sink): Sink {
  if (output === undefined) return otherwise
  try {
    return fileSink(resolve(process.cwd(), output))
  } catch (error) {
    throw new InputError([`--output ${output}: it cannot be written (${reasonOf(error)}).`])
  }
}

function readHere(entries: Plan['entries']): AsyncGenerator<Content> {
  return readFiles(process.cwd(), entries)
}

interface Files {
  readonly contents: () => AsyncIterable<Content>
  readonly target: Target | undefined
  /** What standard output carries with --fix, once all is done. */
  readonly batch?: () => Uint8Array
}

function takeFiles({ fix }: Arguments, { entries }: Plan): Files {
  const target = fix ? (correction: Correction) => writeCorrection(process.cwd(), correction) : undefined
  return { contents: () => readHere(entries), target }
}

/** With --fix standard output carries the batch, corrected or as it was, and nothing else. */
async function takeInput({ fix, scan }: Arguments): Promise<Files> {
  const { bytes, contents } = await readInput(!scan)
  let batch: Uint8Array = bytes
  const keep = ({ after }: Correction) => {
    batch = after
    return undefined
  }
  return { contents, target: fix ? keep : undefined, batch: () => batch }
}

async function passOn(batch: Uint8Array, { pass }: StandardSink): Promise<void> {
  try {
    await pass(batch)
  } catch (error) {
    throw new InputError([`The batch cannot be written to standard output (${reasonOf(error)}).`])
  }
}

/** What a report in this format has no place for. */
function besides(format: Format, summary: Summary): string[] {
  if (format !== 'csv') return []
  const unchecked = summary.notChecked.map(({ path, why }) => plain(`${path}: ${why}.`))
  return [...unchecked, ...saySources(summary), ...sayDecided(summary)].map((line) => `${line}\n`)
}
