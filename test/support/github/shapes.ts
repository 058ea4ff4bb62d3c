import type { World } from './world.ts'

const server = 'https://github.com'

/** An account as GitHub shows it. */
export function user(world: World, login: string, type = 'User') {
  const name = encodeURIComponent(login) // a bot's has brackets
  const url = `${world.url}/users/${name}`
  return {
    login,
    id: 1,
    node_id: 'U_1',
    avatar_url: `${server}/${name}.png`,
    gravatar_id: '',
    url,
    html_url: `${server}/${name}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  }
}

/** Links of a repository, as GitHub spells the places to fill in. */
const links = [
  'archive{/archive_format}{/ref}',
  'assignees{/user}',
  'branches{/branch}',
  'collaborators{/collaborator}',
  'comments{/number}',
  'commits{/sha}',
  'compare/{base}...{head}',
  'contents/{+path}',
  'contributors',
  'deployments',
  'downloads',
  'events',
  'forks',
  'hooks',
  'issues{/number}',
  'keys{/key_id}',
  'labels{/name}',
  'languages',
  'merges',
  'milestones{/number}',
  'notifications{?since,all,participating}',
  'pulls{/number}',
  'releases{/id}',
  'stargazers',
  'statuses/{sha}',
  'subscribers',
  'subscription',
  'tags',
  'teams',
]

/** The repository as REST and events show it, or somebody's fork of it. */
export function repository(world: World, owner = world.owner) {
  const fork = owner !== world.owner
  const url = `${world.url}/repos/${owner}/${world.name}`
  const html = `${server}/${owner}/${world.name}`
  return {
    id: fork ? 2 : 1,
    node_id: fork ? 'R_2' : 'R_1',
    name: world.name,
    full_name: `${owner}/${world.name}`,
    owner: user(world, owner, fork ? 'User' : 'Organization'),
    private: world.settings.visibility === 'private',
    visibility: world.settings.visibility,
    default_branch: world.settings.defaultBranch,
    fork,
    url,
    html_url: html,
    ...Object.fromEntries(links.map((link) => [`${/^\w+/.exec(link)}_url`, `${url}/${link}`])),
    blobs_url: `${url}/git/blobs{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    git_url: `git://github.com/${owner}/${world.name}.git`,
    ssh_url: `git@github.com:${owner}/${world.name}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    ...features,
    ...times,
  }
}

const features = {
  description: null,
  homepage: null,
  language: null,
  license: null,
  archived: false,
  disabled: false,
  has_issues: true,
  has_projects: true,
  has_downloads: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  is_template: false,
  allow_forking: true,
  web_commit_signoff_required: false,
  topics: [],
  size: 1,
  forks: 0,
  forks_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  network_count: 0,
  subscribers_count: 0,
}

/** When everything of the double began. */
export const times = {
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  pushed_at: '2026-01-01T00:00:00Z',
}

/** The page of something in the repository, and its address in the API. */
export function addresses(world: World, path: string) {
  return {
    url: `${world.url}/repos/${world.owner}/${world.name}/${path}`,
    html_url: `${server}/${world.owner}/${world.name}/${path}`,
  }
}

/** A path as it stands in an address. */
export function inAddress(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
