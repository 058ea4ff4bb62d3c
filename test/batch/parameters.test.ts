import { describe, expect, test } from 'vitest'
import { parameterOf } from '../../src/batch/parameters.ts'
import { judge } from '../support/checking.ts'

describe('a parameter of New-MigrationBatch taken for a column', () => {
  test.each([
    ['TargetDeliveryDomain', 'TargetDeliveryDomain'],
    ['targetdeliverydomain', 'TargetDeliveryDomain'],
    ['TargetAddress', 'TargetDeliveryDomain'],
    ['BatchName', 'Name'],
    ['ArchiveOnly', 'ArchiveOnly'],
    ['PrimaryOnly', 'PrimaryOnly'],
    ['SourceEndpoint', 'SourceEndpoint'],
    ['CompleteAfter', 'CompleteAfter'],
    ['NotificationEmails', 'NotificationEmails'],
    ['Name', undefined],
    ['Locale', undefined],
    ['EmailAddress', undefined],
    ['', undefined],
  ])('%j: %s', (name, parameter) => {
    expect(parameterOf(name)).toBe(parameter)
  })

  test.each([
    [
      'any number of them leaves a batch what it is',
      'BatchName,EmailAddress,TargetAddress,ArchiveOnly',
      'unknown',
    ],
    ['beside Password', 'BatchName,Password,EmailAddress', 'staged'],
    ['but not beside what no batch has', 'BatchName,EmailAddress,Department', 'not-a-batch'],
  ])('%s', (_, header, kind) => {
    expect(judge(`${header}\na,b@contoso.com,c,d\n`).kind).toBe(kind)
  })
})
