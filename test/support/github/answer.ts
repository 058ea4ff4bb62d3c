import type { Permissions, World } from './world.ts'

/** An answer before it is written: an object becomes JSON, bytes stay bytes. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A request as an operation sees it. */
export interface Request {
  readonly path: string
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly accept: string
}

/** An operation: takes a request, answers or throws a Refusal. */
export type Handler = (world: World, request: Request) => Promise<Answer>

/** GitHub says no, with a status and a sentence. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The body GitHub sends with a refusal. */
export function refusalBody(status: number, message: string) {
  return { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }
}

/** Throws GitHub's refusal unless the token may do it. Anybody may read what is public. */
export function demand(world: World, kind: keyof Permissions, level: 'read' | 'write'): void {
  if (!isAllowed(world, kind, level)) throw new Refusal(403, 'Resource not accessible by integration')
}

/** Whether the token may do it. */
export function isAllowed(world: World, kind: keyof Permissions, level: 'read' | 'write'): boolean {
  const granted = world.permissions[kind]
  if (level === 'write') return granted === 'write'
  return granted !== 'none' || world.settings.visibility === 'public'
}

/** Throws GitHub's refusal while nobody has pushed anything: https://github.com/github/docs/issues/31951 */
export async function demandCommits(world: World): Promise<void> {
  if (await world.git.isEmpty()) throw new Refusal(409, 'Git Repository is empty.')
}

/** Thirty a page unless asked or usual here; nobody gets more than a hundred by asking: https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function pageOf<T>(world: World, { path, query }: Request, all: readonly T[], usual = 30) {
  const asked = Math.min(Number(query.get('per_page')), 100)
  const size = asked > 0 ? asked : usual
  const page = Math.max(Number(query.get('page') ?? 1) || 1, 1)
  const last = Math.max(Math.ceil(all.length / size), 1)
  const link = (number: number, rel: string) => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(number))
    return `<${world.url}${path}?${parameters}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ]
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {}
  return { items: all.slice((page - 1) * size, page * size), page, headers }
}

/** Whether the caller asked for the bytes instead of JSON: https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types */
export function wantsRaw(accept: string): boolean {
  return /application\/vnd\.github(\.v3)?\.raw(\+json)?\b/.test(accept)
}

/** Bytes as GitHub encodes them: lines of sixty characters. */
export function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,60}/g, '$&\n')
}

/** An answer of bytes. */
export function rawAnswer(bytes: Buffer): Answer {
  const headers = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }
  return { status: 200, body: bytes, headers }
}
