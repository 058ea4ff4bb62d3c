import { createCommitOnBranch } from './committing.ts'
import { repositoryField } from './reading.ts'
import type { World } from './world.ts'

/** What a query or a mutation starts from. */
export function rootOf(world: World) {
  return {
    repository: repositoryField(world),
    viewer: viewerField(world),
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

/** Query.viewer: the schema calls everybody a user, an app's bot as well. */
function viewerField({ settings, url }: World) {
  const login = settings.viewer
  return { __typename: 'User', id: 'U_1', databaseId: 1, login, name: null, url: `${url}/${login}` }
}
