import type { Given } from './settings.ts'

/** Where the configuration file is looked for. */
export const CONFIGURATION = '.github/migration-batch-check.yml'

/** The settings a configuration file holds, and every mistake in its form, each with its line. */
export async function readConfiguration(
  path: string,
  bytes: Uint8Array,
): Promise<{ given: Given[]; mistakes: string[] }> {
  const { isMap, LineCounter, parseDocument, visit } = await import('yaml') // many runs have no configuration
  const lines = new LineCounter()
  const document = parseDocument(new TextDecoder().decode(bytes), {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  })
  const place = (offset: number) => `${path}:${lines.linePos(offset).line}`
  const unreadable = [...document.errors, ...document.warnings].map(({ pos, code }) => ({ at: pos[0], code }))
  visit(document, {
    Alias(_, alias) {
      if (alias.source !== '' && !alias.resolve(document))
        unreadable.push({ at: alias.range![0], code: 'BAD_ALIAS' })
    },
  })
  if (unreadable.length > 0) {
    const cure = 'Put values that begin with *, ! or @ in quotes.'
    return {
      given: [],
      mistakes: unreadable.map(({ at, code }) => `${place(at)}: this is not YAML (${code}). ${cure}`),
    }
  }
  const values: Record<string, unknown> | null = document.toJS()
  if (values === null) return { given: [], mistakes: [] }
  if (!isMap(document.contents))
    return { given: [], mistakes: [`${path}: the file is a list of settings such as "fail-on: warning".`] }
  const given = document.contents.items.map(({ key }) => {
    const name = String(key)
    return { key: name, value: values[name], where: place(key.range[0]) }
  })
  return { given: given.filter(({ value }) => value !== null && value !== ''), mistakes: [] }
}
