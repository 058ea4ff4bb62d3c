import { GraphQLError } from 'graphql'
import { isAllowed } from './answer.ts'
import type { Permissions, World } from './world.ts'

/** GitHub's error: its type stands beside the message. */
export function refused(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } })
}

/** Refuses a field that the token may not read. */
export function demandField(world: World, kind: keyof Permissions): void {
  if (!isAllowed(world, kind, 'read')) throw refused('FORBIDDEN', 'Resource not accessible by integration')
}
