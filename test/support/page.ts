import { parse } from 'yaml'
import type { Batch } from '../../src/batch/batch.ts'
import { readBatch } from '../../src/batch/read.ts'
import { beginJudgement, type Checked, check, type Judgement } from '../../src/check.ts'
import type { Answer, User } from '../../src/federation/answer.ts'
import { createDirectory, type Directory } from '../../src/federation/directory.ts'
import type { Given } from '../../src/given.ts'
import { settings } from '../../src/settings.ts'

/** An example of a rule's page. */
export interface Example {
  /** Batches by path, in the order they are checked in. */
  readonly batches: ReadonlyMap<string, Buffer>
  /** What the rule says of them, and where the page says it. */
  readonly says: string
  readonly start: number
  /** The batch after the correction, if there is one. */
  readonly after: Buffer | undefined
  readonly given: readonly Given[]
  /** Whether somebody named the files, so that they must be batches. */
  readonly named: boolean
}

const PART =
  /(?<named>named on the command line)|\bWith `(?<key>[a-z-]+): (?<value>[^`]+)`|\b[Ii]n `(?<name>[\w-]+\.csv)`|^```(?<language>\w+)\n(?<text>.*?)^```$/gms

/**
 * The examples of a page: a csv block, a text block with what the rule says, and a csv block if there is a correction.
 * "With `key: value`" above them sets something from there on. "In `first.csv`" names the csv block below it, and several
 * that are named so are checked one after the other. Below "named on the command line" the files are. In a csv block `<E9>` is one byte, and `<9 more such rows>` repeats the row.
 */
export function examplesOf(page: string): Example[] {
  const parts = Array.from(page.matchAll(PART), ({ index, groups }) => ({ index, ...groups }) as Part)
  const given: Given[] = []
  const examples: Example[] = []
  let batches = new Map<string, Buffer>()
  let path = 'batch.csv'
  let correction: Part | undefined
  let named = false
  for (const [position, part] of parts.entries()) {
    const { key, value, name = path, language, text = '' } = part
    path = name
    if (part.named !== undefined) named = true
    if (key !== undefined) given.push({ key, value, where: 'page' })
    if (language === 'csv' && part !== correction) batches.set(path, bytesOf(text))
    if (language !== 'text') continue

    const [next, afterNext] = parts.slice(position + 1)
    correction = next?.language === 'csv' && afterNext?.language !== 'text' ? next : undefined
    const after = correction && bytesOf(correction.text!)
    const start = part.index + '```text\n'.length
    examples.push({ batches, says: text, start, after, given: [...given], named })
    batches = new Map()
    path = 'batch.csv'
  }
  return examples
}

type Part = { readonly index: number } & {
  readonly [group in 'key' | 'value' | 'name' | 'named' | 'language' | 'text']?: string
}

function bytesOf(text: string): Buffer {
  const parts = text
    .replace(/^(.*\n)<(\d+) more such rows>\n/gm, (_, row, more) => row.repeat(1 + Number(more)))
    .split(/<([0-9A-F]{2})>/)
  return Buffer.concat(parts.map((part, index) => Buffer.from(part, index % 2 === 1 ? 'hex' : 'utf8')))
}

/** A batch of an example, and what was found in it. */
export interface JudgedBatch {
  readonly batch: Batch
  readonly checked: Checked
}

/** Checks the batches of an example in one run. */
export function judgeExample({
  batches,
  given,
  named,
}: Omit<Example, 'says' | 'start' | 'after'>): JudgedBatch[] {
  const judgement = judgementOfPage(given)
  return Array.from(batches, ([path, bytes]) => {
    const batch = readBatch(path, bytes)
    return { batch, checked: check(batch, judgement, named) }
  })
}

/** What a rule says, as a page shows it. */
export function linesOf(judged: readonly JudgedBatch[], id: string): string {
  return judged
    .flatMap(({ checked }) => checked.findings)
    .filter(({ rule }) => rule === id)
    .map(({ path, line, column, severity, message }) => {
      const file = judged.length > 1 ? `${path}:` : ''
      return `${file}${line}:${column} ${severity} ${message}\n`
    })
    .join('')
}

/** What the examples of a rule's page are judged by: settings that the page names, as `key: value`. */
export function judgementOfPage(given: readonly Given[]): Judgement {
  const values = given.map((each) =>
    each.key === 'rules' ? { ...each, value: parse(String(each.value)) } : each,
  )
  const found = settings(values)
  return beginJudgement({ ...found, directory: knowingAll(createDirectory([found.federatedDomains])) })
}

/** Asks nobody: a domain that is to be asked for is one that no tenant has. */
function knowingAll(directory: Directory): Directory {
  const lookup = (user: User): Answer => {
    const answer = directory.lookup(user)
    const { domain, unanswered } = answer
    if (unanswered === undefined) return answer
    const nobody = 'no Microsoft 365 organisation has'
    return { domain, federated: undefined, why: `${nobody} it`, because: `${nobody} ${domain}` }
  }
  return { ...directory, lookup }
}
