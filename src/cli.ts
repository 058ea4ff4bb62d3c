#!/usr/bin/env node
import { readArguments } from './cli/arguments.ts'
import { runLocally } from './cli/local.ts'
import { InputError } from './mistakes.ts'

try {
  process.exitCode = await runLocally(readArguments(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${error instanceof InputError ? error.message : (error as Error).stack}\n`)
  process.exitCode = 2
}
