/**
 * Cuts the operations the GitHub double serves, and the events it sends, out of GitHub's REST description, as JSON Schema:
 *   npm install --prefix FOLDER @octokit/openapi@23.0.2
 *   node scripts/cut-openapi.js FOLDER/node_modules/@octokit/openapi/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from 'node:fs'

const served = [
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/branches/{branch}',
  'GET /repos/{owner}/{repo}/rules/branches/{branch}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-suites',
  'GET /repos/{owner}/{repo}/commits/{ref}/status',
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
  'GET /repos/{owner}/{repo}/git/ref/{ref}',
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  'POST /repos/{owner}/{repo}/check-runs',
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
]

const sent = [
  'webhook-push',
  'webhook-merge-group-checks-requested',
  'webhook-workflow-dispatch',
  'webhook-pull-request-synchronize',
]

const prose = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'default',
])
const source = process.argv[2]
if (!source) throw new Error('Usage: node scripts/cut-openapi.js api.github.com.json')

const description = JSON.parse(readFileSync(source, 'utf8'))
/** @type {Record<string, unknown>} */
const schemas = {}
const operations = Object.fromEntries(served.map((name) => [name, operation(name)]))
const events = Object.fromEntries(
  sent.map((name) => [name, { $ref: reference(`#/components/schemas/${name}`) }]),
)
const target = new URL('../test/support/github/openapi.json', import.meta.url)
writeFileSync(
  target,
  `${JSON.stringify({ version: description.info.version, operations, events, schemas })}\n`,
)

/** @param {string} name */
function operation(name) {
  const [method = '', path = ''] = name.split(' ')
  const found = description.paths[path]?.[method.toLowerCase()]
  if (!found) throw new Error(`The description has no ${name}`)
  return {
    parameters: (found.parameters ?? []).map(resolve).map(parameter),
    body: jsonSchema(found.requestBody),
    answers: Object.fromEntries(
      Object.entries(found.responses)
        .filter(([status]) => status.startsWith('2'))
        .map(([status, answer]) => [status, jsonSchema(resolve(answer))]),
    ),
  }
}

/** @param {any} found */
function parameter(found) {
  return { name: found.name, in: found.in, required: found.required, schema: schema(found.schema) }
}

/** @param {any} holder */
function jsonSchema(holder) {
  const found = holder?.content?.['application/json']?.schema
  return found && schema(found)
}

/** @param {any} node */
function resolve(node) {
  return node.$ref ? at(node.$ref) : node
}

/** @param {string} ref */
function at(ref) {
  return ref
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], description)
}

/**
 * @param {any} node
 * @returns {any}
 */
function schema(node) {
  if (Array.isArray(node)) return node.map(schema)
  if (node === null || typeof node !== 'object') return node
  if (node.$ref) return nullable(node, { $ref: reference(node.$ref) })
  /** @type {Record<string, unknown>} */
  const cut = {}
  for (const [key, value] of Object.entries(node)) {
    if (prose.has(key) || key.startsWith('x-') || key === 'nullable' || key === 'discriminator') continue
    if (key === 'properties')
      cut[key] = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, schema(v)]))
    else cut[key] = key === 'enum' || key === 'required' ? value : schema(value)
  }
  return nullable(node, cut)
}

/**
 * OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own.
 * @param {any} node
 * @param {any} cut
 */
function nullable(node, cut) {
  if (!node.nullable) return cut
  if (typeof cut.type !== 'string' || cut.enum) return { anyOf: [cut, { type: 'null' }] }
  return { ...cut, type: [cut.type, 'null'] }
}

/** @param {string} ref */
function reference(ref) {
  const name = ref.slice('#/components/schemas/'.length)
  if (!(name in schemas)) {
    schemas[name] = null // breaks the circle of a schema that refers to itself
    schemas[name] = schema(at(ref))
  }
  return `#/schemas/${name}`
}
