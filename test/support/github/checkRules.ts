import { Refusal } from './answer.ts'
import type { Annotation, CheckRunRequest } from './checkRun.ts'

/** https://docs.github.com/rest/checks/runs#create-a-check-run; the fifty annotations are in the description. */
const longestTitle = 255
const largestSummary = 65_535
const largestMessage = 64 * 1024

/** Refuses what GitHub refuses although its description does not say so, or says it less strictly. */
export function refuseRequest(request: CheckRunRequest): void {
  const { title, summary, annotations = [] } = request.output ?? {}
  const completes = request.status === 'completed' || request.completed_at !== undefined
  const wrongs = [
    bytes(summary) > largestSummary &&
      `Only ${largestSummary} characters are allowed; ${bytes(summary)} were supplied.`,
    (title?.length ?? 0) > longestTitle && `Only ${longestTitle} characters are allowed in the title.`,
    request.conclusion === 'stale' && 'Only GitHub can make a check run stale.',
    completes && !request.conclusion && 'A completed check run needs a conclusion.',
    ...annotations.map(wrongOf),
  ]
  const wrong = wrongs.find((sentence) => typeof sentence === 'string')
  if (wrong) throw new Refusal(422, `Invalid request.\n\n${wrong}`)
}

/** Columns mean something on a single line only; lengths count bytes. */
function wrongOf(annotation: Annotation): string | undefined {
  const { start_line, end_line, start_column, end_column, title, message, raw_details } = annotation
  const hasColumns = start_column !== undefined || end_column !== undefined
  if (start_line < 1 || end_line < start_line) return 'end_line must not be before start_line.'
  if (hasColumns && start_line !== end_line)
    return 'Columns are allowed only if start_line and end_line are equal.'
  if (message === '') return 'A message must not be empty.'
  if ((title?.length ?? 0) > longestTitle) return `Only ${longestTitle} characters are allowed in the title.`
  if (Math.max(bytes(message), bytes(raw_details)) > largestMessage) return 'Only 64 KB are allowed.'
  return undefined
}

function bytes(text: string | null | undefined): number {
  return Buffer.byteLength(text ?? '')
}
