import { testMode } from '../support/faults/testing.ts'

await testMode('none')
