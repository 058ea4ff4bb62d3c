import type { Command } from './commands.ts'

/** A mark that GitHub shows after the runner's limits. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
  readonly endColumn?: number
}

/** Of a step the runner keeps ten of each level, of a job fifty in all; the others only reach the log. */
const perLevel = 10
const perJob = 50
const longestMessage = 4096

/** Turns a command into an annotation; an empty message makes none. */
export function annotationOf(command: Command): Annotation | undefined {
  const { file, title } = command.properties
  const message = command.data.slice(0, longestMessage)
  if (message === '') return undefined
  return {
    level: command.name as Annotation['level'],
    message,
    ...(title !== undefined && { title }),
    ...(file !== undefined && { file }),
    ...placeOf(command.properties),
  }
}

type Place = Pick<Annotation, 'line' | 'endLine' | 'col' | 'endColumn'>

/** Drops lines and columns that do not go together, as the runner does. */
function placeOf(properties: Command['properties']): Place {
  const { endline, endcolumn } = properties
  const line = whole(properties.line) ?? whole(endline)
  const endLine = whole(endline)
  const col = whole(properties.col) ?? whole(endcolumn)
  const endColumn = whole(endcolumn)
  const isOneLine = line !== undefined && (endLine === undefined || endLine === line)
  const isForward = col === undefined || endColumn === undefined || endColumn >= col
  return {
    ...(isBefore(endLine, line) ? {} : defined({ line, endLine })),
    ...(isOneLine && isForward ? defined({ col, endColumn }) : {}),
  }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined
}

function isBefore(end: number | undefined, start: number | undefined): boolean {
  return end !== undefined && start !== undefined && end < start
}

function defined(place: { [K in keyof Place]: Place[K] | undefined }): Place {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined))
}

/** Splits the annotations of one step into those that are kept and the number of those that are not. */
export function limitStep(all: readonly Annotation[]) {
  const kept = all.filter((annotation, index) => {
    const before = all.slice(0, index).filter(({ level }) => level === annotation.level)
    return before.length < perLevel
  })
  return { kept, dropped: all.length - kept.length }
}

/** The same for the steps of a job together. */
export function limitJob(all: readonly Annotation[]) {
  return { kept: all.slice(0, perJob), dropped: Math.max(all.length - perJob, 0) }
}
