import { defaultFieldResolver, GraphQLError, type GraphQLFieldResolver, isNonNullType } from 'graphql'

type Resolver = GraphQLFieldResolver<unknown, unknown>
type Path = Parameters<Resolver>[3]['path']

/** A field that GitHub has and the double has not must not look like null. */
export function servedOnly(report: (wrong: string) => void): Resolver {
  return (source, args, context, info) => {
    if (source && !(info.fieldName in (source as object))) {
      const wrong = `The double does not serve ${info.parentType.name}.${info.fieldName}`
      report(wrong)
      throw new GraphQLError(wrong, { extensions: { type: 'DOUBLE' } })
    }
    return defaultFieldResolver(source, args, context, info)
  }
}

/** Lets one field fail, like `repository.object`; if none is named, the first below the root that may be null. */
export function failingAt(failing: string, resolve: Resolver): Resolver {
  const chosen = { path: failing }
  return (source, args, context, info) => {
    const keys = keysOf(info.path)
    if (chosen.path === '' && keys.length > 1 && !isNonNullType(info.returnType)) chosen.path = keys.join('.')
    if (keys.join('.') === chosen.path) throw unavailable()
    return resolve(source, args, context, info)
  }
}

/** The error of a part that GitHub could not get in time. */
export function unavailable(): GraphQLError {
  const message = 'Something went wrong while executing your query.'
  return new GraphQLError(message, { extensions: { type: 'SERVICE_UNAVAILABLE' } })
}

function keysOf(path: Path | undefined): (string | number)[] {
  return path ? [...keysOf(path.prev), path.key] : []
}
