/** The pages that state the facts behind the rules. */
export const sources = {
  kb2845956: 'https://support.microsoft.com/help/2845956',
  csvFiles: 'https://learn.microsoft.com/exchange/mailbox-migration/csv-files-for-migration',
  stagedMigration:
    'https://learn.microsoft.com/exchange/mailbox-migration/what-to-know-about-a-staged-migration',
} as const
