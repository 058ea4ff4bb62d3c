import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { known, staged } from '../support/staged.ts'

describe('more domains than it is asked about', () => {
  const batchOf = (count: number) =>
    staged(...Array.from({ length: count }, (_, index) => `a@d${index}.contoso.com,True`))

  test.each([
    [50, 1],
    [51, 2],
  ])('%i: exit status %i', async (count, status) => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder({ 'a.csv': batchOf(count) })
    const answer = await runCli(folder, [], { env: microsoft.env })

    expect(answer.status).toBe(status)
    expect(microsoft.requests).toHaveLength(count === 50 ? 50 : 0)
    if (status === 2) expect(answer.stdout).toContain('is asked about 50 domains a run at most')
  })

  test('over two files: what was answered is kept', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder({
      'a.csv': batchOf(30),
      'b.csv': batchOf(60),
      'c.csv': staged('z@contoso.com,True'),
    })
    const { status, stdout } = await runCli(folder, ['--format', 'json'], { env: microsoft.env })
    const { files, notChecked } = JSON.parse(stdout)

    expect(status).toBe(2)
    expect(files.map(({ federated }: { federated: number }) => federated)).toEqual([30, 30, 1])
    expect(notChecked).toMatchObject([{ path: 'b.csv' }])
  })
})
