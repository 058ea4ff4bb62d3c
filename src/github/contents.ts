import type { Content, Entry } from '../source.ts'
import { fetchBlob, fetchTexts, isBlob, MOST_TEXT } from './blobs.ts'
import type { GitHub } from './client.ts'
import { refusalOf } from './refusal.ts'

/** How much one query asks for. */
const MOST_OF_A_QUERY = { blobs: 100, bytes: 2_000_000 }

/** What GitHub shows in place of bytes that are not UTF-8: the corrected file would get that for its name. */
const NO_NAME = '\ufffd'
const NOT_UTF8 = 'its name is not UTF-8, and GitHub cannot be told which file is meant: rename it'

/**
 * Reads blobs in path order, many with one query, each proved by its SHA-1; what a query cannot give exactly comes one by
 * one. A blob that GitHub refuses is unavailable and says why.
 */
export async function* readBlobs(gitHub: GitHub, entries: readonly Entry[]): AsyncGenerator<Content> {
  for (const part of inParts(entries)) {
    const texts = await fetchTexts(gitHub, part)
    for (const entry of part) {
      const text = texts.get(entry.id)
      if (entry.path.includes(NO_NAME)) yield { entry, unavailable: NOT_UTF8 }
      else if (text !== undefined && isBlob(text, entry.id)) yield { entry, bytes: text }
      else yield await readBlob(gitHub, entry)
    }
  }
}

async function readBlob(gitHub: GitHub, entry: Entry): Promise<Content> {
  try {
    const bytes = await fetchBlob(gitHub, entry.id)
    return isBlob(bytes, entry.id)
      ? { entry, bytes }
      : { entry, unavailable: 'GitHub sent other bytes than the commit has' }
  } catch (error) {
    return { entry, unavailable: refusalOf(error, `send ${entry.path}`, 'contents: read').replace(/\.$/, '') }
  }
}

/** Cuts the list so that each part fits a query; a larger blob is alone. */
function* inParts(entries: readonly Entry[]): Generator<Entry[]> {
  let part: Entry[] = []
  let bytes = 0
  for (const entry of entries) {
    const size = entry.size > MOST_TEXT ? 0 : entry.size
    if (part.length === MOST_OF_A_QUERY.blobs || bytes + size > MOST_OF_A_QUERY.bytes) {
      yield part
      part = []
      bytes = 0
    }
    part.push(entry)
    bytes += size
  }
  if (part.length > 0) yield part
}
