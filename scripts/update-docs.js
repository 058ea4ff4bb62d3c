/**
 * Writes into the documentation what the program says now: the text blocks of the rules' pages, the console blocks of the
 * README and of the page on who is federated, the tables of failures there, and the picture. Build first, and read the change before you commit it. It imports TypeScript, so it needs Node 24.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rules } from '../src/rules/index.ts'
import { failureTables, putTables } from '../test/support/failures/table.ts'
import { examplesOf, judgeExample, linesOf } from '../test/support/page.ts'

for (const { id } of rules) update(`docs/rules/${id}.md`, (page) => updatePage(page, id))
for (const path of ['README.md', 'docs/who-is-federated.md']) update(path, updateConsoles)
const tables = await failureTables()
update('docs/who-is-federated.md', (page) => putTables(page, tables))
update('docs/picture.svg', () => node(['scripts/picture.js'], '.'))

/**
 * @param {string} path
 * @param {(text: string) => string} change
 */
function update(path, change) {
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  if (after === before) return
  writeFileSync(path, after)
  console.log(`updated ${path}`)
}

/**
 * @param {string} page
 * @param {string} id
 */
function updatePage(page, id) {
  return examplesOf(page).reduceRight((text, example) => {
    const { start, says } = example
    return text.slice(0, start) + linesOf(judgeExample(example), id) + text.slice(start + says.length)
  }, page)
}

/** @param {string} page */
function updateConsoles(page) {
  return page.replace(/^```console\nPS> node (dist\/cli\/index\.js)([^\n]*)\n.*?^```$/gms, (_, cli, args) => {
    const folder = mkdtempSync(join(tmpdir(), 'readme-'))
    cpSync('examples', join(folder, 'examples'), { recursive: true })
    const printed = node([resolve(cli), ...args.split(' ').filter(Boolean)], folder)
    rmSync(folder, { recursive: true })
    return `\`\`\`console\nPS> node ${cli}${args}\n${printed}\`\`\``
  })
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function node(args, cwd) {
  const env = { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9' } // refuses every connection
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env }).stdout
}
