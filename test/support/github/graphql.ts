import {
  buildSchema,
  type DocumentNode,
  defaultFieldResolver,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
} from 'graphql'
import type { Answer } from './answer.ts'
import { createCommitOnBranch } from './committing.ts'
import { repositoryField } from './reading.ts'
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

/** Answers a GraphQL request: with status 200 and `errors` even when it fails. */
export async function answerGraphql(
  world: World,
  request: GraphqlRequest,
  report: (wrong: string) => void,
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
    fieldResolver: servedOnly(report),
  })
  const { data, errors: failures = [] } = result
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

function rootOf(world: World) {
  return {
    repository: repositoryField(world),
    rateLimit: {
      cost: 1,
      limit: 1000,
      remaining: 999,
      used: 1,
      nodeCount: 0,
      resetAt: new Date().toISOString(),
    },
    createCommitOnBranch: createCommitOnBranch(world),
  }
}

/** A field that GitHub has and the double has not must not look like null. */
function servedOnly(report: (wrong: string) => void): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    if (source && !(info.fieldName in (source as object))) {
      const wrong = `The double does not serve ${info.parentType.name}.${info.fieldName}`
      report(wrong)
      throw new GraphQLError(wrong, { extensions: { type: 'DOUBLE' } })
    }
    return defaultFieldResolver(source, args, context, info)
  }
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
