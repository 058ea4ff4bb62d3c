import { expect, test } from 'vitest'
import { noteIdle } from '../../src/federation/idle.ts'

const many = Array.from({ length: 8 }, (_, index) => `long-name-${index}.example.com`)

test.each<[string, string[], string[], string[]]>([
  ['nobody is in the run', ['contoso.com'], [], []],
  ['every name is used', ['contoso.com'], ['contoso.com'], []],
  ['a name is used below it', ['contoso.com'], ['eu.contoso.com'], []],
  [
    'a name is misspelt',
    ['exampel.com'],
    ['example.com'],
    ['No user of these batches is in exampel.com, which federated-domains names: did you mean example.com?'],
  ],
  [
    'the near one is in the list itself',
    ['contoso.com', 'contoso.co'],
    ['contoso.com'],
    ['No user of these batches is in contoso.co, which federated-domains names.'],
  ],
  [
    'two names are far from all',
    ['contoso.com', 'fabrikam.com'],
    ['example.com'],
    ['No user of these batches is in contoso.com or fabrikam.com, which federated-domains names.'],
  ],
  [
    'three names are, and one is near',
    ['contoso.com', 'exampl.com', 'fabrikam.com', 'a.b.fabrikam.com'],
    ['example.com'],
    [
      'No user of these batches is in exampl.com, which federated-domains names: did you mean example.com?',
      'No user of these batches is in contoso.com, fabrikam.com or a.b.fabrikam.com, which federated-domains names.',
    ],
  ],
  [
    'many names are',
    many,
    ['contoso.com'],
    [
      `No user of these batches is in ${many.slice(0, 5).join(', ')} or 3 more domains, which federated-domains names.`,
    ],
  ],
])('%s', (_, names, domains, notes) => {
  expect(noteIdle(names, domains)).toEqual(notes)
})
