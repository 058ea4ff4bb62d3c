import type { Finding } from '../outcome.ts'
import { type Budget, fold, type Mark, rank, SEVERITIES } from './fold.ts'

/** What is marked, in the order given but the worst first, and what is left out, likewise. */
export interface Fitted {
  readonly marks: readonly Mark[]
  readonly left: readonly Finding[]
}

/**
 * Fits findings into a budget: neighbours fold as far as needed, and if that is not enough the worst are marked, spread over
 * the files. If any is left out, one place stays free for the annotation that counts them, as severe as the first of them.
 * @param findings those of a file in order of place
 */
export function fitMarks(findings: readonly Finding[], budget: Budget): Fitted {
  const inOrder = findings.toSorted((a, b) => rank(a) - rank(b))
  const marks = fold(inOrder, budget)
  const most = choose(marks, budget)
  const left = marks.find((mark) => !most.has(mark))
  if (left === undefined) return { marks, left: [] }
  const [{ severity }] = [...most].findLast(([first]) => rank(first) <= rank(left[0]))!
  const shown = choose(marks, { ...budget, [severity]: budget[severity] - 1, total: budget.total - 1 })
  return {
    marks: marks.filter((mark) => shown.has(mark)),
    left: marks.flatMap((mark) => (shown.has(mark) ? [] : mark)),
  }
}

/** As many marks as there is room for. */
function choose(marks: readonly Mark[], budget: Budget): ReadonlySet<Mark> {
  const shown = new Set<Mark>()
  for (const wanted of SEVERITIES) {
    const own = marks.filter(([{ severity }]) => severity === wanted)
    const room = Math.min(budget[wanted], budget.total - shown.size)
    for (const mark of takeTurns(own, shown).slice(0, room)) shown.add(mark)
  }
  return shown
}

/** The first of every file, then the second of every file, and so on; files that are marked already wait. */
function takeTurns(marks: readonly Mark[], shown: Iterable<Mark>): Mark[] {
  const marked = new Set(Array.from(shown, ([{ path }]) => path))
  const turns = new Map<string, number>()
  return marks
    .map((mark) => {
      const { path } = mark[0]
      const turn = turns.get(path) ?? 0
      turns.set(path, turn + 1)
      return { mark, turn, wait: marked.has(path) ? 1 : 0 }
    })
    .sort((a, b) => a.turn - b.turn || a.wait - b.wait)
    .map(({ mark }) => mark)
}
