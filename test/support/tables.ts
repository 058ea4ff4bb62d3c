/** The cells of the first table below a line of a page, without the heading row. */
export function tableBelow(page: string, line: string): string[][] {
  const [, below = ''] = page.split(`${line}\n`)
  const lines = below.split('\n')
  const start = lines.findIndex((each) => each.startsWith('|'))
  const table = lines.slice(start)
  const end = table.findIndex((each) => !each.startsWith('|'))
  return table.slice(2, end < 0 ? undefined : end).map(cellsOf)
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
