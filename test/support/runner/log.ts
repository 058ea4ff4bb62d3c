import { existsSync } from 'node:fs'
import { type Annotation, annotationOf } from './annotations.ts'
import { type Command, parseCommand } from './commands.ts'

/** What reading a step's output gives. */
export interface Log {
  readonly lines: string[]
  readonly annotations: Annotation[]
  /** Every command that was obeyed, in order, but for what is meant for who debugs. */
  readonly commands: Command[]
  readonly masks: string[]
  readonly outputs: Record<string, string>
  readonly state: Record<string, string>
  failed: boolean
}

/** Reads the lines of both streams of a step as the runner does, into the log. */
export function lineReader(log: Log, isDebug: boolean): (line: string) => void {
  const stopped: { token?: string } = {}
  return (line) => {
    const command = parseCommand(line, stopped.token)
    const isHeard = command && (!stopped.token || command.name === stopped.token.toLowerCase())
    if (!isHeard) {
      write(log, line)
      return
    }
    if (command.name !== 'debug') log.commands.push(command)
    if (stopped.token) delete stopped.token
    else if (command.name === 'stop-commands') stopped.token = command.data
    else obey(log, command, isDebug)
  }
}

/** Writes to the log page, where masked values are stars. */
function write(log: Log, text: string): void {
  log.lines.push(masked(log, text))
}

/** Replaces every masked value. */
export function masked({ masks }: Log, text: string): string {
  return masks
    .toSorted((a, b) => b.length - a.length)
    .reduce((result, mask) => result.replaceAll(mask, '***'), text)
}

/** An issue as the runner itself makes one. */
export function issue(log: Log, level: Annotation['level'], message: string): void {
  obey(log, { name: level, properties: {}, data: message }, false)
}

function obey(log: Log, command: Command, isDebug: boolean): void {
  const { name, data } = command
  if (name === 'error' || name === 'warning' || name === 'notice') annotate(log, command)
  else if (name === 'add-mask')
    log.masks.push(...new Set([data, ...data.split(/\r?\n|\r/)].filter((mask) => mask.trim() !== '')))
  else if (name === 'debug') isDebug && write(log, `##[debug]${data}`)
  else if (name === 'group' || name === 'endgroup') write(log, `##[${name}]${data}`)
  else obeyRare(log, command)
}

/** Annotations go to an API, so masks do not reach them. */
function annotate(log: Log, command: Command): void {
  write(log, `##[${command.name}]${command.data}`)
  const annotation = annotationOf(command)
  if (annotation) log.annotations.push(annotation)
}

/** https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/ */
function obeyRare(log: Log, { name, properties, data }: Command): void {
  const target = name === 'set-output' ? log.outputs : name === 'save-state' ? log.state : undefined
  if (target) {
    issue(log, 'warning', `The \`${name}\` command is deprecated and will be disabled soon.`)
    target[properties.name ?? ''] = data
  }
  const isDisabled = name === 'set-env' || name === 'add-path'
  const isMissing = name === 'add-matcher' && !existsSync(data)
  if (!isDisabled && !isMissing) return
  log.failed = true
  issue(
    log,
    'error',
    isDisabled
      ? `The \`${name}\` command is disabled.`
      : `Unable to process command '##[${name}]${data}' successfully.`,
  )
}
