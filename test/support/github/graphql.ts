import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
} from 'graphql'
import type { Answer } from './answer.ts'
import { failingAt, servedOnly, unavailable } from './resolving.ts'
import { rootOf } from './root.ts'
import type { World } from './world.ts'

/** The body of a GraphQL request. */
export interface GraphqlRequest {
  readonly query?: unknown
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

/** What a request asks for: `query`, or `mutation` and the fields it calls. */
export function graphqlOperation({ query }: GraphqlRequest): string {
  const document = parsed(query)
  const operation = document?.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (!operation) return 'unreadable query'
  if (operation.operation === 'query') return 'query'
  const fields = operation.selectionSet.selections.map((field) =>
    field.kind === Kind.FIELD ? field.name.value : '',
  )
  return [operation.operation, ...fields].join(' ')
}

/** How a request is answered: whom mistakes are reported to, and the field that fails if one does. */
interface Reading {
  readonly report: (wrong: string) => void
  readonly failing: string | undefined
}

/** Answers a GraphQL request: with status 200 and `errors` even when it fails. */
export async function answerGraphql(
  world: World,
  request: GraphqlRequest,
  { report, failing }: Reading,
): Promise<Answer> {
  const document = parsed(request.query)
  if (!document)
    return failed([{ message: 'A query attribute must be specified and must be a string.' }], report)
  const schema = await officialSchema()
  const errors = validate(schema, document)
  if (errors.length > 0) return failed(errors.map(errorShape), report)
  const result = await execute({
    schema,
    document,
    rootValue: rootOf(world),
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? null,
    fieldResolver: failing === undefined ? servedOnly(report) : failingAt(failing, servedOnly(report)),
  })
  // Where nothing may be null, the failure takes all of the answer with it.
  const { data, errors: failures = [] } =
    failing !== undefined && !result.errors ? { data: null, errors: [unavailable()] } : result
  for (const { extensions, message } of failures) if (!extensions.type) report(`GraphQL: ${message}`)
  const body = {
    ...(data !== undefined && { data }),
    ...(failures.length > 0 && { errors: failures.map(errorShape) }),
  }
  return { status: 200, body }
}

function parsed(query: unknown): DocumentNode | undefined {
  try {
    return typeof query === 'string' ? parse(query) : undefined
  } catch {
    return undefined
  }
}

let built: Promise<GraphQLSchema> | undefined

/** GitHub's own schema, built once, because that takes a fifth of a second. */
function officialSchema(): Promise<GraphQLSchema> {
  built ??= import('@octokit/graphql-schema').then(({ schema }) =>
    buildSchema(schema.idl, { assumeValid: true }),
  )
  return built
}

function failed(errors: readonly object[], report: (wrong: string) => void): Answer {
  for (const error of errors) report(`GraphQL: ${(error as { message?: string }).message}`)
  return { status: 200, body: { errors } }
}

/** GitHub puts the type beside the message, not into extensions. */
function errorShape({ message, path, locations, extensions }: GraphQLError) {
  const type = extensions.type
  return {
    ...(type !== undefined && { type }),
    ...(path && { path }),
    ...(locations && { locations }),
    message,
  }
}
