/**
 * What is taken for a column although it is set for the whole batch, by the name in lower case: the parameter of
 * New-MigrationBatch that takes the value. Words that other lists have too, such as Name or Locale, are left out.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/new-migrationbatch
 */
const PARAMETERS = new Map(
  [
    'AdoptPreexisting',
    'AllowIncrementalSyncs',
    'AllowUnknownColumnsInCsv',
    'ArchiveDomain',
    'ArchiveOnly',
    'AutoComplete',
    'AutoRetryCount',
    'AutoStart',
    'AvoidMergeOverlap',
    'CompleteAfter',
    'CSVData',
    'DisallowExistingUsers',
    'ExcludeDumpsters',
    'ExcludeFolders',
    'IncludeFolders',
    'MoveOptions',
    'NotificationEmails',
    'PrimaryOnly',
    'RemoveOnCopy',
    'ReportInterval',
    'SkipCalendar',
    'SkipContacts',
    'SkipMail',
    'SkipMerging',
    'SkipMoving',
    'SkipRules',
    'SkipSteps',
    'SourceEndpoint',
    'SourcePFPrimaryMailboxGuid',
    'StartAfter',
    'TargetDeliveryDomain',
    'TargetEndpoint',
    'WorkflowControlFlags',
  ].map((name) => [name.toLowerCase(), name]),
)

/** Other names under which people write the value of a parameter. */
const ALIASES = new Map([
  ['batchname', 'Name'],
  ['targetaddress', 'TargetDeliveryDomain'],
])

/** The parameter of New-MigrationBatch that takes what a column of this name holds. */
export function parameterOf(name: string): string | undefined {
  const key = name.toLowerCase()
  return PARAMETERS.get(key) ?? ALIASES.get(key)
}
