/**
 * Writes into the documentation what the program says now: the text blocks of the rules' pages, the console blocks of the
 * README, and the picture. Build first, and read the change before you commit it. It imports TypeScript, so it needs Node 24.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rules } from '../src/rules/index.ts'
import { examplesOf, judgeExample, linesOf } from '../test/support/page.ts'

for (const { id } of rules) update(`docs/rules/${id}.md`, (page) => updatePage(page, id))
update('README.md', updateReadme)
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

/** @param {string} readme */
function updateReadme(readme) {
  return readme.replace(
    /^```console\nPS> node (dist\/cli\/index\.js)([^\n]*)\n.*?^```$/gms,
    (_, cli, args) => {
      const folder = mkdtempSync(join(tmpdir(), 'readme-'))
      for (const path of ['examples', '.github/migration-batch-check.yml'])
        cpSync(path, join(folder, path), { recursive: true })
      const printed = node([resolve(cli), ...args.split(' ').filter(Boolean)], folder)
      rmSync(folder, { recursive: true })
      return `\`\`\`console\nPS> node ${cli}${args}\n${printed}\`\`\``
    },
  )
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function node(args, cwd) {
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' }).stdout
}
