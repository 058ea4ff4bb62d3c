import { demandField, refused } from './graphqlRefusal.ts'
import { objectField, refField } from './objectFields.ts'
import { type PullRequest, sourceOwner } from './pull.ts'
import { baseOf, headOf, type World } from './world.ts'

/** Query.repository */
export function repositoryField(world: World) {
  return ({ owner, name }: { owner: string; name: string }) => {
    const full = `${owner}/${name}`
    if (owner !== world.owner || name !== world.name) {
      throw refused('NOT_FOUND', `Could not resolve to a Repository with the name '${full}'.`)
    }
    return {
      __typename: 'Repository',
      id: 'R_1',
      name,
      nameWithOwner: full,
      owner: { __typename: 'Organization', login: owner },
      isPrivate: world.settings.visibility === 'private',
      visibility: world.settings.visibility.toUpperCase(),
      url: `https://github.com/${full}`,
      defaultBranchRef: () => refField(world, `refs/heads/${world.settings.defaultBranch}`),
      object: async ({ oid, expression }: { oid?: string; expression?: string }) => {
        demandField(world, 'contents')
        return objectField(world, await world.git.object(oid ?? expression ?? ''))
      },
      ref: ({ qualifiedName }: { qualifiedName: string }) => refField(world, qualifiedName),
      pullRequest: ({ number }: { number: number }) => {
        demandField(world, 'pull-requests')
        const pull = world.pulls.find((candidate) => candidate.number === number)
        if (!pull)
          throw refused('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
        return pullField(world, pull)
      },
    }
  }
}

function pullField(world: World, pull: PullRequest) {
  const owner = sourceOwner(world, pull)
  return {
    __typename: 'PullRequest',
    id: `PR_${pull.number}`,
    number: pull.number,
    state: 'OPEN',
    isDraft: pull.draft,
    isCrossRepository: pull.fork !== false,
    headRefName: pull.headBranch,
    headRefOid: () => headOf(world, pull),
    baseRefName: pull.baseBranch,
    baseRefOid: () => baseOf(world, pull),
    headRepository:
      pull.fork === 'deleted' ? null : { __typename: 'Repository', nameWithOwner: `${owner}/${world.name}` },
  }
}
