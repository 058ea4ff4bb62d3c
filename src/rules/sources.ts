import type { Kind } from '../batch/kinds.ts'

/** The pages that state the facts behind the rules. */
export const sources = {
  kb2845956: 'https://support.microsoft.com/help/2845956',
  csvFiles: 'https://learn.microsoft.com/exchange/mailbox-migration/csv-files-for-migration',
  stagedMigration:
    'https://learn.microsoft.com/exchange/mailbox-migration/perform-a-staged-migration/perform-a-staged-migration',
  imapCsvFiles:
    'https://learn.microsoft.com/exchange/mailbox-migration/migrating-imap-mailboxes/csv-files-for-imap-migrations',
  rowChecks:
    'https://technet.microsoft.com/library/ms.exch.ecp.emailmigrationviewmigrationvalidationerrorslearnmore',
  moveCsvFiles: 'https://learn.microsoft.com/exchange/csv-files-for-mailbox-migration-exchange-2013-help',
  googleMigration:
    'https://learn.microsoft.com/exchange/mailbox-migration/perform-gspace-migration-powershell',
  newMigrationBatch: 'https://learn.microsoft.com/powershell/module/exchangepowershell/new-migrationbatch',
} as const

/** What states a fact: a page or, where none does, what Exchange was observed to do. */
export type Source = (typeof sources)[keyof typeof sources] | 'observed'

/** The page that lists the columns of each kind of batch. */
export const columnsPage: Readonly<Record<Kind, Source>> = {
  staged: sources.csvFiles,
  imap: sources.imapCsvFiles,
  move: sources.moveCsvFiles,
  google: sources.googleMigration,
  unknown: sources.csvFiles,
}
