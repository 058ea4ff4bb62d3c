import { expect, test } from 'vitest'
import { patiently } from '../../src/disk/patience.ts'

/** What is refused with a code so many times, and the pauses that were made. */
function refusing(times: number, code: string) {
  const pauses: number[] = []
  let tries = 0
  return {
    pauses,
    act: () => {
      if (tries++ < times) throw Object.assign(new Error(code), { code })
      return 'done'
    },
    wait: async (milliseconds: number) => {
      pauses.push(milliseconds)
    },
  }
}

test('what succeeds at once is not waited for', async () => {
  const { act, pauses, wait } = refusing(0, 'EBUSY')

  expect(await patiently(act, { codes: ['EBUSY'], wait })).toBe('done')
  expect(pauses).toEqual([])
})

test('a file that another program lets go of is tried again', async () => {
  const { act, pauses, wait } = refusing(2, 'EPERM')

  expect(await patiently(act, { codes: ['EBUSY', 'EPERM'], wait })).toBe('done')
  expect(pauses).toEqual([50, 100])
})

test('one that it keeps is given up within two seconds', async () => {
  const { act, pauses, wait } = refusing(100, 'EACCES')

  await expect(patiently(act, { codes: ['EACCES'], wait })).rejects.toMatchObject({ code: 'EBUSY' })
  expect(pauses.reduce((sum, pause) => sum + pause)).toBeLessThan(2000)
})

test('any other trouble is told at once', async () => {
  const { act, pauses, wait } = refusing(100, 'ENOENT')

  await expect(patiently(act, { codes: ['EBUSY'], wait })).rejects.toMatchObject({ code: 'ENOENT' })
  expect(pauses).toEqual([])
})
