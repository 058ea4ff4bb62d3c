/** The options of the command line, as `parseArgs` takes them. */
export const OPTIONS = {
  'federated-domains': { type: 'string' },
  'directory-export': { type: 'string', multiple: true },
  config: { type: 'string' },
  fix: { type: 'boolean' },
  scan: { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
  'max-rows': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

export type OptionName = keyof typeof OPTIONS

export function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name)
}

/** `-FederatedDomains`, as PowerShell's own commands have it; ours begin with two hyphens. */
export function isSingleHyphened(argument: string): boolean {
  return /^-[a-z]{2}/i.test(argument)
}
