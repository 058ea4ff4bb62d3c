import * as core from '@actions/core'
import { OPEN_CHECK_RUNS } from './action/announce.ts'
import { runWorkflow } from './action/workflow.ts'
import { closeOrphan } from './github/checks.ts'
import { connect } from './github/client.ts'
import { readEvent } from './github/event.ts'
import { InputError } from './mistakes.ts'
import { plain } from './report/plain.ts'

const POST = 'is-post'

try {
  if (core.getState(POST) === '') {
    core.saveState(POST, 'true')
    const verdict = await runWorkflow(process.env)
    if (verdict.conclusion === 'failure') process.exitCode = 1 // setFailed would spend one of ten error annotations
  } else {
    const open = OPEN_CHECK_RUNS.map((state) => core.getState(state)).filter((id) => id !== '')
    for (const id of open)
      await closeOrphan(connect(core.getInput('token'), readEvent(process.env)), Number(id))
  }
} catch (error) {
  if (!(error instanceof InputError)) core.setFailed(error as Error)
  else for (const mistake of error.mistakes) core.setFailed(plain(mistake))
}
