import type { Commit } from './commit.ts'
import { addresses, repository, user } from './shapes.ts'
import type { World } from './world.ts'

/** What every event carries of where it happened. */
export function place(world: World) {
  return { repository: repository(world), organization: organization(world) }
}

/** The organization that owns the repository. */
function organization({ url, owner }: World) {
  const at = `${url}/orgs/${owner}`
  return {
    login: owner,
    id: 1,
    node_id: 'O_1',
    url: at,
    repos_url: `${at}/repos`,
    events_url: `${at}/events`,
    hooks_url: `${at}/hooks`,
    issues_url: `${at}/issues`,
    members_url: `${at}/members{/member}`,
    public_members_url: `${at}/public_members{/member}`,
    avatar_url: `https://github.com/${owner}.png`,
    description: '',
  }
}

/** The repository as a push shows it: times in seconds, its page as address, the owner with name and mail. */
export function pushedRepository(world: World) {
  const shape = repository(world)
  const seconds = (date: string) => Date.parse(date) / 1000
  return {
    ...shape,
    url: shape.html_url,
    owner: { ...shape.owner, name: world.owner, email: null },
    created_at: seconds(shape.created_at),
    pushed_at: seconds(shape.pushed_at),
    stargazers: 0,
    master_branch: world.settings.defaultBranch,
    organization: world.owner,
  }
}

/** A commit of an event; workflows are not told which files it changes. */
export function eventCommit({ sha, tree, message, author, committer }: Commit) {
  const person = ({ name, email }: Commit['author']) => ({ name, email })
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.date,
    author: person(author),
    committer: person(committer),
  }
}

/** A commit of a push, which has some more. */
export function pushedCommit(world: World, commit: Commit) {
  const url = addresses(world, `commit/${commit.sha}`).html_url
  return { ...eventCommit(commit), distinct: true, url }
}

/** Who pushed. */
export function pusher(world: World) {
  return { pusher: { name: 'admin', email: 'admin@example.com' }, sender: user(world, 'admin') }
}
