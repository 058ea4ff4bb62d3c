import { actionsBot } from './settings.ts'
import { times, user } from './shapes.ts'
import type { World } from './world.ts'

/** The app that `GITHUB_TOKEN` and the jobs of workflows belong to. */
export function actionsApp(world: World) {
  return appShape(world, { id: 15368, slug: 'github-actions', name: 'GitHub Actions' })
}

/** The app a token belongs to; a person's token belongs to none. */
export function tokenApp(world: World): ReturnType<typeof appShape> | undefined {
  const { viewer } = world.settings
  if (viewer === actionsBot) return actionsApp(world)
  const [, slug] = /^(.+)\[bot\]$/.exec(viewer) ?? []
  return slug === undefined ? undefined : appShape(world, { id: 4711, slug, name: slug })
}

/** An app of a check run. */
export function appOf(world: World, id: number) {
  const own = tokenApp(world)
  return own?.id === id ? own : actionsApp(world)
}

function appShape(world: World, app: { readonly id: number; readonly slug: string; readonly name: string }) {
  return {
    ...app,
    node_id: `A_${app.id}`,
    owner: user(world, 'github', 'Organization'),
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `https://github.com/apps/${app.slug}`,
    created_at: times.created_at,
    updated_at: times.updated_at,
    permissions: { checks: 'write', contents: 'write', metadata: 'read' },
    events: [],
  }
}
