/** The most domains that a command names. */
const MOST = 5

/**
 * What settles it where nobody could say who is federated: a sentence without its full stop, with one command.
 * @param list what is written in federated-domains by now
 */
export function cureFor(domains: readonly string[], list: string): string {
  if (domains.length > MOST)
    return 'Run the check again with an export of the domains: --directory-export domains.csv (docs/who-is-federated.md shows how)'
  const command = `--federated-domains "${[list, ...domains].join(',')}"`
  return domains.length === 1
    ? `If it is, run the check again with ${command}; if not, with "${list},!${domains[0]}"`
    : `Run the check again with ${command}, and ! before each that is not`
}
