import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readConfiguration } from '../src/configuration.ts'
import { InputError } from '../src/mistakes.ts'
import { rules } from '../src/rules/index.ts'
import { settingNames, settings } from '../src/settings.ts'
import {
  draw,
  encodeAs,
  otherKindText,
  runs,
  stagedText,
  tangledText,
  writing,
} from './support/generators.ts'

/** A password that YAML takes for a text, a key, a tag, an anchor or an alias, as it is written. */
const password = fc
  .tuple(
    fc.constantFrom('', ': ', ':', '!', '*', '&', '"', "'", '- ', '? ', '[', '{', '@', '%', '|\n '),
    fc.constantFrom('', ':', ': x', ',', ']', '}', '"'),
  )
  .map(([before, after]) => `${before}CANARY${after}`)

/** A batch with a password put anywhere. */
const batch = fc
  .tuple(
    fc.oneof(stagedText, otherKindText, tangledText),
    fc.array(fc.tuple(fc.nat(), password), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, places]) =>
    places.reduce((marked, [place, each]) => {
      const at = place % (marked.length + 1)
      return marked.slice(0, at) + each + marked.slice(at)
    }, text),
  )

const name = fc.constantFrom(
  ...settingNames,
  ...rules.map(({ id }) => id),
  ...['EmailAddress', 'Password', 'fail_on', 'rule', 'CANARY', 'toString', '1', '? [a]'],
)
const value = fc.oneof(
  password,
  fc.constantFrom(
    'error',
    'off',
    'CANARY',
    'CANARY,CANARY',
    'contoso.com,CANARY',
    '',
    '5',
    '{ toString: CANARY }',
    '[CANARY, { a: CANARY }]',
  ),
)
/** Settings, some of them in lists or below others, most of them in a form that can be read. */
const written = fc.oneof(
  { weight: 2, arbitrary: value.map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: value },
)
const block = fc
  .tuple(
    name,
    fc.constantFrom('', '', 'rules:\n  ', 'federated-domains:\n  - '),
    fc.constantFrom(': ', ': ', ':\n    - ', ',', ';'),
    written,
  )
  .map(([each, above, between, text]) =>
    above.endsWith('- ') ? `${above}${text}` : `${above}${each}${between}${text}`,
  )
const sheet = fc.array(block, { minLength: 1, maxLength: 3 }).map((blocks) => blocks.join('\n'))

/** Everything that is said of a configuration file. */
async function saidOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { given, mistakes } = await readConfiguration('batch.csv', bytes)
  try {
    settings(given, mistakes)
  } catch (error) {
    if (error instanceof InputError) return error.mistakes
    throw error
  }
  return []
}

test.each([
  ['a batch', batch],
  ['settings', sheet],
])('nothing that is written in %s is shown when it is named as the configuration', async (_, text) => {
  await fc.assert(
    fc.asyncProperty(text, writing, async (written, as) => {
      expect((await saidOf(encodeAs(written, as))).join('\n')).not.toContain('CANARY')
    }),
    runs,
  )
})

test.each([
  ['unknown settings', /there is no such setting/],
  ['unknown rules', /there is no such rule/],
  ['severities', /rules: a severity must be/],
  ['words', /must be .* or /],
  ['lists of domains', /federated-domains: entry \d is not a domain/],
  ['what is no YAML', /this is not YAML/],
  ['what is no map', /write settings such as/],
])('the generators reach %s', async (_, message) => {
  const said = await Promise.all([...draw(sheet), ...draw(batch)].map((text) => saidOf(Buffer.from(text))))

  expect(said.filter((each) => each.some((line) => message.test(line))).length).toBeGreaterThan(5)
})

test.each([
  'EmailAddress,Password\na@contoso.com,CANARY: x\n',
  'emailaddress\na@contoso.com\n',
  '"EmailAddress","Password"\r\n"a@contoso.com","CANARY"\r\n',
])('a batch is called one: %j', async (text) => {
  for (const encoding of ['utf-8', 'utf-16le'] as const) {
    expect(await saidOf(encodeAs(text, { encoding, mark: true }))).toEqual([
      'batch.csv: this is a batch, not a configuration file. To check it, name it without --config.',
    ])
  }
})
