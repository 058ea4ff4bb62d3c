import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly schema: object
}

interface Described {
  readonly parameters: readonly Parameter[]
  readonly body?: object
  readonly answers: Readonly<Record<string, object>>
}

/** An operation of GitHub's description that a request is for. */
export interface Operation {
  /** Like `GET /repos/{owner}/{repo}`. */
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
}

const description = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')) as {
  readonly operations: Readonly<Record<string, Described>>
  readonly schemas: object
}
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, logger: false })
addFormats.default(ajv)
ajv.addSchema(description, 'github')

/** Names that may hold a slash: GitHub takes it written as such or as %2F. */
const slashed = new Set(['path', 'ref', 'branch', 'basehead'])

/** The operations with more fixed words come first, so that `commits/{ref}` does not take `commits/x/check-runs`. */
const routes = Object.keys(description.operations)
  .map((name) => ({
    name,
    fixed: name.split('/').filter((part) => !part.startsWith('{')).length,
    at: patternOf(name),
  }))
  .sort((a, b) => b.fixed - a.fixed)

function patternOf(name: string): RegExp {
  const pattern = name.replace(
    /\{(\w+)\}/g,
    (_, key: string) => `(?<${key}>${slashed.has(key) ? '.+' : '[^/]+'})`,
  )
  return new RegExp(`^${pattern}$`)
}

/** Finds the operation a request is for. */
export function operationOf(method: string, path: string): Operation | undefined {
  for (const { name, at } of routes) {
    const groups = at.exec(`${method} ${path}`)?.groups
    if (!groups) continue
    const parameters = Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)])
    return { name, parameters: Object.fromEntries(parameters) }
  }
  return undefined
}

/** What is wrong with a request, by GitHub's description of it. */
export function requestErrors(operation: Operation, query: URLSearchParams, body: unknown): string[] {
  const described = description.operations[operation.name] as Described
  const known = new Set(described.parameters.map(({ name }) => name))
  const unknown = [...query.keys()].filter((key) => !known.has(key)).map((key) => `query ${key} is not known`)
  const wrong = described.parameters.flatMap((parameter) => {
    const value = parameter.in === 'path' ? operation.parameters[parameter.name] : query.get(parameter.name)
    return value == null ? [] : errorsOf(parameterCheck(parameter.schema), [value], parameter.name)
  })
  if (!described.body) return [...unknown, ...wrong]
  return [
    ...unknown,
    ...wrong,
    ...errorsOf(schemaAt('operations', operation.name, 'body'), body, 'body', tolerated),
  ]
}

/** What is wrong with an answer, by GitHub's description of it. */
export function answerErrors(operation: Operation, status: number, body: unknown): string[] {
  if (status >= 300) return []
  const described = description.operations[operation.name] as Described
  if (!described.answers[status]) return [`${operation.name} never answers ${status}`]
  return errorsOf(
    schemaAt('operations', operation.name, 'answers', String(status)),
    body,
    'answer',
    undescribed,
  )
}

/** What is wrong with the payload of an event, by GitHub's description of it: `push`, `pull-request-synchronize`. */
export function eventErrors(name: string, payload: unknown): string[] {
  return errorsOf(schemaAt('events', `webhook-${name}`), payload, name, undescribed)
}

/** GitHub cuts a long text silently instead of refusing it. */
function tolerated({ keyword, instancePath }: ErrorObject): boolean {
  return keyword === 'maxLength' && instancePath === '/output/text'
}

/** What the description does not say: a fork that is gone has no repository, a bot's address has brackets. */
function undescribed({ instancePath, data, keyword }: ErrorObject): boolean {
  const isGone = data === null && instancePath === '/head/repo'
  return isGone || (keyword === 'format' && instancePath.endsWith('/email'))
}

const parameterChecks = new Map<object, ValidateFunction>()
const parameterAjv = new Ajv({ strict: false, coerceTypes: true, logger: false })
addFormats.default(parameterAjv)

function parameterCheck(schema: object): ValidateFunction {
  const known = parameterChecks.get(schema)
  const check = known ?? parameterAjv.compile({ type: 'array', items: schema })
  parameterChecks.set(schema, check)
  return check
}

function schemaAt(...keys: string[]): ValidateFunction {
  const pointer = keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
  return ajv.getSchema(`github#/${pointer.join('/')}`) as ValidateFunction
}

function errorsOf(
  check: ValidateFunction,
  value: unknown,
  name: string,
  ignore?: (error: ErrorObject) => boolean,
) {
  if (check(value)) return []
  const errors = (check.errors ?? []).filter((error) => !ignore?.(error))
  return errors.map(({ instancePath, message }) => `${name}${instancePath} ${message}`)
}
