import { expect, test } from 'vitest'
import { sayForecast } from '../../src/action/forecast.ts'

const own = 'Migration batches'
const required = {
  checks: ['check', own, 'legacy/ci'],
  workflows: ['.github/workflows/scan.yml'],
  complete: true,
}
const forecast = { branch: 'main', required, byWorkflow: true }
const nothing = { checks: [], workflows: [], complete: true }
const unread = 'What main requires could not be read in full: look at the pull request whether a check waits.'
const cure =
  'To start them, approve the waiting workflow runs of the pull request, close and reopen it, or push another commit. ' +
  'With the token of a GitHub App they start by themselves (docs/commit.md).'

test.each([
  [true, 'a commit by GITHUB_TOKEN'],
  [undefined, 'a commit by GITHUB_TOKEN, if that is the token,'],
])(
  "what the branch requires besides our own check run will wait; the workflow's own token: %s",
  (byWorkflow, who) => {
    expect(sayForecast({ ...forecast, byWorkflow }, own)).toEqual([
      `Required on main and left waiting by ${who}: check, legacy/ci, .github/workflows/scan.yml. ${cure}`,
    ])
  },
)

test.each([
  ['the token is another one', { ...forecast, byWorkflow: false }],
  ['nothing is required', { ...forecast, required: nothing }],
  ['only our own check run is required', { ...forecast, required: { ...nothing, checks: [own] } }],
])('nothing is said where %s', (_, foreseen) => {
  expect(sayForecast(foreseen, own)).toEqual([])
})

test.each([
  ['whatever else is known', forecast, 2],
  ['where nothing else is known', { ...forecast, required: nothing }, 1],
  ['although the token is another one', { ...forecast, byWorkflow: false }, 1],
])('it is said if not everything could be read, %s', (_, foreseen, sentences) => {
  const said = sayForecast({ ...foreseen, required: { ...foreseen.required, complete: false } }, own)
  expect([said[0], said.length]).toEqual([unread, sentences])
})
