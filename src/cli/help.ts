/** What --help prints. */
export const help = `Checks Exchange migration batches (CSV) the way Exchange reads them.

Usage: migration-batch-check [options] [file | folder | glob ...]
       migration-batch-check domains [options] [file | folder | glob ...]
       Without a file, every **/*.csv below the current folder is checked. "domains" only tells which
       domains of the batches are federated, and how that is known.

  --federated-domains LIST   who is federated: domains separated by commas (sub-domains included,
                             ! before a domain excludes it), * for all, none, auto (default): ask
                             Microsoft's sign-in service, about domains only, or exports: never ask it
  --directory-export FILE    an exported list of domains or users, CSV or JSON (repeatable)
  --config FILE              settings file (default: the nearest .github/migration-batch-check.yml in
                             the folder of what is named or above it)
  --fix                      write the corrected files
  --scan                     the files were found, not named (for hooks): what is no batch is left alone
  --format NAME              terminal (default), json, csv or github
  --output FILE              write the report there instead of standard output
  --fail-on LEVEL            error (default), warning or never
  --max-rows N               how many rows a batch may have (default: the limit of its kind; staged 2000)
  -                          read one batch from standard input; with --fix write it to standard output
  -h, -?, /?, --help         show this
  -v, --version              show the version

Exit status: 0 no finding of severity --fail-on or higher is left, 1 at least one is, 2 the check could
             not be made.
`
