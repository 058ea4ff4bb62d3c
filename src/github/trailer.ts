const RUN = 'Migration-Batch-Check-Run'
const CORRECTS = 'Migration-Batch-Check-Corrects'

/** The last lines of our commits' messages: the run that made it, and the commit that it corrects. */
export function trailerOf(run: string, head: string): string {
  return `${RUN}: ${run}\n${CORRECTS}: ${head}`
}

/** Whether a commit with this message corrects `head`, whichever run made it. */
export function isCorrectionOf(message: string, head: string): boolean {
  return new RegExp(`^${CORRECTS}: ${head}$`, 'm').test(message)
}
