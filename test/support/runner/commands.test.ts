import { expect, test } from 'vitest'
import { annotationOf, limitStep } from './annotations.ts'
import { parseCommand } from './commands.ts'
import { parseFile } from './files.ts'

test.each([
  ['::error::Wrong', 'error', {}, 'Wrong'],
  ['  ::ERROR file=a.csv,line=2::Wrong', 'error', { file: 'a.csv', line: '2' }, 'Wrong'],
  ['::error title=a%3Ab%2Cc,file=,=x,line::100%25%0A%250A', 'error', { title: 'a:b,c' }, '100%\n%0A'],
  ['::notice title=a=b::x::y', 'notice', { title: 'a=b' }, 'x::y'],
  ['cell ##[error]x', 'error', {}, 'x'],
  ['##[warning file=a%3Bb;line=3]x%5D', 'warning', { file: 'a;b', line: '3' }, 'x]'],
  ['a ##[add-matcher]m.json', 'add-matcher', {}, 'm.json'],
  ['::nothing::##[error]x', 'error', {}, 'x'],
])('%s is a command', (line, name, properties, data) => {
  expect(parseCommand(line)).toEqual({ name, properties, data })
})

test.each(['text ::error::x', '::nothing::x', '::error', '##[nothing]##[error]x', '##[error', ': :error::x'])(
  '%s is text',
  (line) => {
    expect(parseCommand(line)).toBeUndefined()
  },
)

test.each([
  ['line=2,endLine=2,col=1,endColumn=4', { line: 2, endLine: 2, col: 1, endColumn: 4 }],
  ['line=2,endLine=3,col=1,endColumn=4', { line: 2, endLine: 3 }],
  ['line=3,endLine=2', {}],
  ['line=3,endLine=2,col=1', {}],
  ['line=3,col=5,endColumn=4', { line: 3 }],
  ['line=3,col=5', { line: 3, col: 5 }],
  ['col=5', {}],
])('%s', (place, kept) => {
  const command = parseCommand(`::error ${place}::x`)
  expect(command && annotationOf(command)).toEqual({ level: 'error', message: 'x', ...kept })
})

test('a message is cut, and an empty one is none', () => {
  expect(annotationOf({ name: 'error', properties: {}, data: 'x'.repeat(4097) })?.message).toHaveLength(4096)
  expect(annotationOf({ name: 'error', properties: {}, data: '' })).toBeUndefined()
})

test('ten of a level are kept', () => {
  const errors = Array.from({ length: 11 }, (_, index) => ({
    level: 'error' as const,
    message: String(index),
  }))
  const { kept, dropped } = limitStep([...errors, { level: 'notice', message: 'n' }])
  expect([kept.length, kept.at(-1)?.message, dropped]).toEqual([11, 'n', 1])
})

test('environment files hold lines and blocks', () => {
  expect(parseFile('a=b=c\nd<<END\nx\n\ny=1\nEND\ne=<<f\n')).toEqual({ a: 'b=c', d: 'x\n\ny=1', e: '<<f' })
  expect(() => parseFile('a<<END\nx\n')).toThrow(/delimiter not found/)
  expect(() => parseFile('words')).toThrow(/Invalid format/)
})
