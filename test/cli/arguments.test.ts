import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/cli/arguments.ts'

describe('help and version are asked for as', () => {
  test.each([
    ['--help'],
    ['-h'],
    ['-?'],
    ['/?'],
    ['help'],
    ['help', 'domains'],
    ['domains', '/?'],
    ['a.csv', '-?'],
  ])('%s %s', (...args) => {
    expect(readArguments(args.filter((arg) => arg))).toMatchObject({ help: true, mistakes: [] })
  })

  test.each(['--version', '-v'])('%s', (argument) => {
    expect(readArguments([argument])).toMatchObject({ version: true, help: false, mistakes: [] })
  })

  test.each([['./help'], ['--', './help'], ['a.csv', 'help'], ['sub/?']])('not as %s %s', (...args) => {
    expect(readArguments(args.filter((arg) => arg))).toMatchObject({ help: false, mistakes: [] })
  })
})

describe('the value of an option that does not exist is no file', () => {
  test.each<[string[], string[]]>([
    [['--outputt', 'report.json', 'a.csv'], ['a.csv']],
    [['--tenant', 'contoso.com'], []],
    [['-Output', 'report.json', 'a.csv'], ['a.csv']],
    [['-x', 'y', 'a.csv'], ['a.csv']],
    [['--tenant=contoso.com', 'a.csv'], ['a.csv']],
    [
      ['a.csv', '--tenant', 'contoso.com', 'b.csv'],
      ['a.csv', 'b.csv'],
    ],
  ])('%j', (args, targets) => {
    const { mistakes, ...read } = readArguments(args)

    expect(read.targets).toEqual(targets)
    expect(mistakes).toEqual([expect.stringMatching(/: there is no such option/)])
  })

  test('but what follows an option that takes none is', () => {
    expect(readArguments(['--fix', 'a.csv', '--scan', 'b.csv'])).toMatchObject({
      targets: ['a.csv', 'b.csv'],
      fix: true,
      scan: true,
      mistakes: [],
    })
  })
})

test('domains takes no --scan: it judges nothing', () => {
  expect(readArguments(['domains', '--scan']).mistakes).toEqual([
    expect.stringMatching(/^--scan does not belong to domains/),
  ])
})
