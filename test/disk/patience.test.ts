import { describe, expect, test } from 'vitest'
import { withPatience } from '../../src/disk/patience.ts'

const error = (code: string) => Object.assign(new Error(code), { code })

/** Fails some times with a code; tells how often it was tried, and how long was waited before each try. */
function act(times: number, code: string) {
  const waited: number[] = []
  let tries = 0
  const run = () =>
    withPatience(
      () => {
        if (++tries <= times) throw error(code)
        return 'done'
      },
      (milliseconds) => waited.push(milliseconds),
    )
  return { run, waited, tries: () => tries }
}

describe('a file that another program has open', () => {
  test('is tried again until it lets go, less and less often', () => {
    const { run, waited } = act(3, 'EBUSY')

    expect(run()).toBe('done')
    expect(waited).toEqual([50, 100, 200])
  })

  test('is given up after five tries, and less than a second', () => {
    const { run, waited, tries } = act(9, 'EBUSY')

    expect(run).toThrow('EBUSY')
    expect(tries()).toBe(5)
    expect(waited.reduce((sum, each) => sum + each)).toBeLessThan(1000)
  })
})

test.each(['ENOENT', 'EISDIR', ...(process.platform === 'win32' ? [] : ['EACCES', 'EPERM'])])(
  'what does not pass is not tried again: %s',
  (code) => {
    const { run, tries } = act(1, code)

    expect(run).toThrow(code)
    expect(tries()).toBe(1)
  },
)
