import { posix } from 'node:path'
import type { Document } from 'yaml'
import { readBatch } from './batch/read.ts'
import type { Given } from './given.ts'

/** Where the configuration file is looked for. */
export const CONFIGURATION = '.github/migration-batch-check.yml'

/** The largest configuration that is read, in bytes: YAML takes long over some that are larger. */
const LARGEST = 64 * 1024

/** The settings a configuration file holds, and every mistake in its form, each with its line. */
export async function readConfiguration(
  path: string,
  bytes: Uint8Array,
): Promise<{ given: Given[]; mistakes: string[] }> {
  if (bytes.length > LARGEST)
    return { given: [], mistakes: [`${path}: the file is larger than ${LARGEST / 1024} KiB. Shorten it.`] }
  if (isBatch(path, bytes))
    return { given: [], mistakes: [`${path}: this is a batch, not a configuration file. ${NAME_IT}`] }
  if (/^(fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString('hex'))) {
    return { given: [], mistakes: [`${path}: the file is UTF-16. Save it as UTF-8.`] }
  }
  const { isMap, isScalar, LineCounter, parseDocument, visit } = await import('yaml') // many runs have no configuration
  const lines = new LineCounter()
  const document = parseDocument(new TextDecoder().decode(bytes), {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  })
  const place = (offset: number) => `${path}:${lines.linePos(offset).line}`
  const unreadable = [...document.errors, ...document.warnings].map(({ pos, code }) => ({ at: pos[0], code }))
  const anchors = new Set<string>()
  visit(document, {
    Alias(_, alias) {
      if (alias.source !== '' && !anchors.has(alias.source))
        unreadable.push({ at: alias.range![0], code: 'BAD_ALIAS' })
    },
    Value(_, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor)
    },
  })
  if (unreadable.length > 0) {
    return { given: [], mistakes: unreadable.map(({ at, code }) => `${place(at)}: ${explain(code)}`) }
  }
  const values = toValues(document)
  if (values === undefined) return { given: [], mistakes: [`${path}: it refers to itself too often.`] }
  if (values === null) return { given: [], mistakes: [] }
  if (!isMap(document.contents))
    return { given: [], mistakes: [`${path}: write settings such as "fail-on: warning", one per line.`] }
  const base = baseOf(path)
  const given = document.contents.items.map(({ key, value }) => {
    const name = String(key)
    const names = isMap(value) ? value.items.map((item) => item.key).filter(isScalar) : []
    const places = new Map(names.map((each) => [String(each), place(each.range![0])]))
    const where = place(key.range[0])
    return {
      key: name,
      value: values[name],
      where,
      ...(base && { base }),
      ...(places.size > 0 && { places }),
    }
  })
  return { given: given.filter(({ value }) => value !== null && value !== ''), mistakes: [] }
}

/** Whether the first line names EmailAddress as a batch's does, which no setting is called. */
function isBatch(path: string, bytes: Uint8Array): boolean {
  return readBatch(path, bytes).header.columns.has('EmailAddress')
}

const NAME_IT = 'To check it, name it without --config.'

/** The folder that paths in the file are relative to: the one that holds its .github; empty: the one that is checked. */
function baseOf(path: string): string {
  const [, folder = ''] = /^(.*)[/\\]\.github[/\\]migration-batch-check\.yml$/.exec(path) ?? []
  return folder === '' || folder === '.' ? '' : posix.normalize(folder.replaceAll('\\', '/'))
}

/** YAML's own codes, in words with a cure. */
function explain(code: string): string {
  if (code === 'TAB_AS_INDENT') return 'this is not YAML: indent with spaces, not with tabs.'
  if (code === 'DUPLICATE_KEY') return 'this setting is there already. Remove one of the two.'
  const quotes = /ALIAS|TAG|SCALAR|UNEXPECTED/.test(code)
    ? ' Put values that begin with *, ! or @ in quotes.'
    : ''
  return `this is not YAML (${code}).${quotes}`
}

/** The document's values; nothing if its aliases would blow it up. */
function toValues(document: Document): Record<string, unknown> | null | undefined {
  try {
    return document.toJS()
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}
