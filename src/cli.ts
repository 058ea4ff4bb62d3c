#!/usr/bin/env node
import { readArguments } from './cli/arguments.ts'
import { runLocally } from './cli/local.ts'
import { reasonOf } from './disk/reason.ts'
import { standardSink } from './disk/streams.ts'
import { InputError } from './mistakes.ts'
import { plain } from './report/plain.ts'

try {
  process.exitCode = await runLocally(readArguments(process.argv.slice(2)))
} catch (error) {
  process.exitCode = 2
  await standardSink('stderr')
    .pass(`${sentencesOf(error).join('\n')}\n`)
    .catch(() => {}) // the exit status still says it
}

function sentencesOf(error: unknown): readonly (string | undefined)[] {
  if (error instanceof InputError) return error.mistakes.map(plain)
  const { syscall, stack } = error as NodeJS.ErrnoException
  return [syscall === 'write' ? `The report cannot be written (${reasonOf(error)}).` : stack]
}
