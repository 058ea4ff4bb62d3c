import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/** What the runner needs from an action.yml. */
export interface Manifest {
  readonly main: string
  readonly post: string | undefined
  readonly postIf: string
  /** The inputs with their defaults; an input without one is empty. */
  readonly defaults: Readonly<Record<string, string>>
}

/** Reads an action.yml; `values` are the expressions its defaults may hold. */
export async function readManifest(
  root: string,
  values: Readonly<Record<string, string>>,
): Promise<Manifest> {
  const { inputs = {}, runs } = parse(await readFile(join(root, 'action.yml'), 'utf8'))
  if (runs.using !== 'node24') throw new Error(`The action runs on ${runs.using} instead of node24`)
  const defaults = Object.entries<{ default?: unknown } | null>(inputs).map(([name, input]) => {
    return [name, evaluate(String(input?.default ?? ''), values)]
  })
  return {
    main: runs.main,
    post: runs.post,
    postIf: runs['post-if'] ?? 'always()',
    defaults: Object.fromEntries(defaults),
  }
}

function evaluate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = values[expression]
    if (value === undefined) throw new Error(`The runner double does not know the expression ${expression}`)
    return value
  })
}

/** The environment that carries inputs: upper case, blanks become underscores, hyphens stay. */
export function inputEnvironment(
  { defaults }: Manifest,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const stranger = Object.keys(inputs).find((name) => !(name in defaults))
  if (stranger) throw new Error(`action.yml has no input ${stranger}`)
  const pairs = Object.entries({ ...defaults, ...inputs })
  return Object.fromEntries(
    pairs.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  )
}

/** Whether the post step runs after such a main step. */
export function runsPost({ post, postIf }: Manifest, failed: boolean): boolean {
  const conditions: Readonly<Record<string, boolean>> = {
    'always()': true,
    '!cancelled()': true,
    'success()': !failed,
    'failure()': failed,
    'success() || failure()': true,
    'cancelled()': false,
  }
  const answer = conditions[postIf.replace(/^\$\{\{\s*(.*?)\s*\}\}$/, '$1')]
  if (answer === undefined) throw new Error(`The runner double does not know the condition ${postIf}`)
  return post !== undefined && answer
}
