import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding } from '../../src/outcome.ts'
import { type Fitted, fitMarks } from '../../src/report/fit.ts'
import { type Budget, type Mark, SEVERITIES } from '../../src/report/fold.ts'
import { someBudget, someFindings } from '../support/findings.ts'
import { draw, runs } from '../support/generators.ts'

type Severity = Finding['severity']

/** Findings and a budget, and how they were fitted. */
interface Case extends Fitted {
  readonly findings: readonly Finding[]
  readonly budget: Budget
  /** The places that the marks take, and the count of the rest. */
  readonly used: Budget
}

function caseOf(findings: readonly Finding[], budget: Budget): Case {
  const { marks, left } = fitMarks(findings, budget)
  const places = [...marks.map(([first]) => first), ...left.slice(0, 1)]
  const used = (severity: Severity) => ofSeverity(severity, places).length
  const [error, warning, notice] = [used('error'), used('warning'), used('notice')]
  return { findings, budget, marks, left, used: { error, warning, notice, total: places.length } }
}

function ofSeverity(wanted: Severity, findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === wanted)
}

/** How many more marks of a severity the budget allows. */
function roomFor({ used, budget }: Case, severity: Severity): number {
  return Math.min(budget[severity] - used[severity], budget.total - used.total)
}

/** All that may fold, each with its neighbours, found without any cleverness. */
function neighboursIn(findings: readonly Finding[]): Finding[][] {
  const kindOf = ({ path, rule, severity }: Finding) => `${path} ${rule} ${severity}`
  return [...new Set(findings.map(kindOf))].flatMap((kind) => {
    const groups: Finding[][] = []
    for (const finding of findings.filter((one) => kindOf(one) === kind)) {
      const before = groups.at(-1)?.at(-1)
      const near = before?.row != null && finding.row !== null && finding.row - before.row <= 1
      if (near && !before.more && !finding.more) groups.at(-1)!.push(finding)
      else groups.push([finding])
    }
    return groups
  })
}

/** Neighbours that have marks of their own. */
function apartIn({ findings, marks }: Case): Finding[][] {
  const single = new Set(marks.filter(({ length }) => length === 1).flat())
  return neighboursIn(findings).filter((group) => group.length > 1 && group.some((one) => single.has(one)))
}

/** How many of a severity there are in each file. */
function filesOf(severity: Severity, findings: readonly Finding[]): Map<string, number> {
  const files = new Map<string, number>()
  for (const { path } of ofSeverity(severity, findings)) files.set(path, (files.get(path) ?? 0) + 1)
  return files
}

function firstsOf(marks: readonly Mark[]): Finding[] {
  return marks.map(([first]) => first)
}

const properties: Record<string, (fitted: Case) => void> = {
  'every finding is marked once or left out once'({ findings, marks, left }) {
    const all = [...marks.flat(), ...left]
    expect(all).toHaveLength(findings.length)
    expect(new Set(all)).toEqual(new Set(findings))
  },

  'no budget is exceeded, not by the count of the rest either'({ budget, used }) {
    for (const limit of [...SEVERITIES, 'total'] as const) {
      expect(used[limit]).toBeLessThanOrEqual(budget[limit])
    }
  },

  'the worst come first, those of one severity in the order given'({ findings, marks, left }) {
    const order = SEVERITIES.flatMap((severity) => ofSeverity(severity, findings))
    const places = firstsOf(marks).map((finding) => order.indexOf(finding))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(left[0]).toBe(order.find((finding) => left.includes(finding)))
  },

  'findings that share a mark are neighbours, and none is missing'({ findings, marks }) {
    const groups = neighboursIn(findings)
    for (const mark of marks.filter(({ length }) => length > 1)) expect(groups).toContainEqual(mark)
  },

  'nothing folds that has room, and the longest fold first'(fitted) {
    const apart = apartIn(fitted)
    for (const { length, 0: first } of fitted.marks.filter(({ length }) => length > 1)) {
      expect(length - 1).toBeGreaterThan(roomFor(fitted, first.severity))
      const alike = apart.filter(([one]) => one!.severity === first.severity)
      expect(Math.max(0, ...alike.map((group) => group.length))).toBeLessThanOrEqual(length)
    }
  },

  'nothing folds to make room for something milder that could fold'(fitted) {
    const apart = apartIn(fitted)
    for (const { length, 0: first } of fitted.marks.filter(({ length }) => length > 1)) {
      const milder = SEVERITIES.slice(SEVERITIES.indexOf(first.severity) + 1)
      const could = apart.filter(([one]) => milder.includes(one!.severity))
      const total = fitted.used.total - could.reduce((sum, group) => sum + group.length - 1, 0)
      const used = { ...fitted.used, total }
      expect(length - 1).toBeGreaterThan(roomFor({ ...fitted, used }, first.severity))
    }
  },

  'nothing is left out while neighbours of that severity are marked apart, or places are free'(fitted) {
    for (const severity of new Set(fitted.left.map(({ severity }) => severity))) {
      expect(apartIn(fitted).filter(([one]) => one!.severity === severity)).toEqual([])
      expect(roomFor(fitted, severity)).toBe(0)
    }
  },

  'nothing is left out if all fits once everything folds'({ findings, budget, left }) {
    const firsts = neighboursIn(findings).map(([first]) => first!)
    const fits = SEVERITIES.every((severity) => ofSeverity(severity, firsts).length <= budget[severity])
    expect(left.length === 0).toBe(fits && firsts.length <= budget.total)
  },

  'nothing is left out for something milder'({ budget, used, marks, left }) {
    for (const [index, severity] of SEVERITIES.entries()) {
      const full = used[severity] === budget[severity]
      if (full || ofSeverity(severity, left).length === 0) continue
      for (const milder of SEVERITIES.slice(index + 1))
        expect(ofSeverity(milder, firstsOf(marks))).toEqual([])
    }
  },

  'a file is not marked twice in a severity before all are, and unmarked ones come first'({ marks, left }) {
    const marked = new Set<string>()
    for (const severity of SEVERITIES) {
      const files = filesOf(severity, firstsOf(marks))
      for (const path of filesOf(severity, left).keys()) {
        const own = files.get(path) ?? 0
        for (const many of files.values()) expect(many).toBeLessThanOrEqual(own + 1)
        if (own === 0 && !marked.has(path))
          expect([...files.keys()].filter((file) => marked.has(file))).toEqual([])
      }
      for (const path of files.keys()) marked.add(path)
    }
  },

  'what is left out of a file stands below what is marked'({ findings, marks, left }) {
    const kindOf = ({ path, severity }: Finding) => `${path} ${severity}`
    const last = new Map(firstsOf(marks).map((first) => [kindOf(first), findings.indexOf(first)]))
    for (const finding of left)
      expect(findings.indexOf(finding)).toBeGreaterThan(last.get(kindOf(finding)) ?? -1)
  },
}

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(
    fc.property(someFindings, someBudget, (findings, budget) => property(caseOf(findings, budget))),
    runs,
  )
})

test('the cases are hard', () => {
  const cases = draw(fc.tuple(someFindings, someBudget)).map(([findings, budget]) => caseOf(findings, budget))
  const folds = ({ marks }: Case) => marks.some(({ length }) => length > 1)
  const kinds: readonly ((fitted: Case) => boolean)[] = [
    (fitted) => fitted.left.length === 0 && !folds(fitted),
    (fitted) => fitted.left.length === 0 && folds(fitted),
    (fitted) => fitted.left.length > 0 && !folds(fitted),
    (fitted) => fitted.left.length > 0 && folds(fitted),
    ({ left }) => left[0]?.severity === 'notice',
    ({ used, budget }) => used.total === budget.total && used.error < budget.error,
  ]

  expect(Math.min(...kinds.map((kind) => cases.filter(kind).length))).toBeGreaterThan(20)
})
