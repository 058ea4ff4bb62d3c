import { describe, expect, test } from 'vitest'
import { createFolder, type Files, runCli } from '../support/cli.ts'
import { encodeAs } from '../support/generators.ts'

const PASSWORD = 'Pa55-CANARY-w0rd'
/** Shorter than a password may be. */
const SHORT = 'Pa55xy'
const HEADER = 'EmailAddress,Password,ForceChangePassword\r\n'
const MOVE = 'EmailAddress,MailboxType,BadItemLimit,LargeItemLimit\r\n'

/** Ways to tangle the quotes of a cell, each with the password in every part of it. */
const tangled = [
  `"${PASSWORD}"${PASSWORD}`,
  `"${PASSWORD}" `,
  ` "${PASSWORD}" ${PASSWORD}"x" `,
  `${PASSWORD}"${PASSWORD}"${PASSWORD}`,
  `${PASSWORD}"`,
  `"${PASSWORD}"",${PASSWORD}"x`,
  `"${PASSWORD}\r\n${PASSWORD}" x`,
]
/** A quote never closed has everything behind it. */
const neverClosed = [`"${PASSWORD}`, `${PASSWORD}"${PASSWORD},x`, `"x""${PASSWORD}`]

/** A password in every place of a batch, right or wrong. */
const texts: Readonly<Record<string, string>> = {
  'in its column': `${HEADER}a@contoso.com,${PASSWORD},True\r\nb@contoso.com,${PASSWORD},yes\r\nbad,${PASSWORD},True\r\n`,
  'in quotes': `${HEADER}"a@contoso.com","${PASSWORD}""x","True"\r\n`,
  'over two lines': `${HEADER}a@contoso.com,"${PASSWORD}\r\n${PASSWORD}",True\r\n`,
  'as ForceChangePassword': `${HEADER}a@contoso.com,True,${PASSWORD}\r\nb@fabrikam.com,,${PASSWORD}\r\nc@contoso.com,,"True ${PASSWORD}"\r\n`,
  'as EmailAddress': `${HEADER}${PASSWORD},a@contoso.com,True\r\n"${PASSWORD} ",x,\r\n${PASSWORD}@,x,False\r\n@${PASSWORD},x,yes\r\n`,
  'as an address with blanks': `${HEADER}a b@contoso.com ${PASSWORD},x,True\r\na@contoso.com@${PASSWORD},x,True\r\n`,
  'as Username': `EmailAddress,Username,ForceChangePassword\r\na@contoso.com,${PASSWORD},True\r\n`,
  'in an imap batch': `EmailAddress,UserName,Password\r\n${PASSWORD},${PASSWORD},\r\n,${PASSWORD},${PASSWORD}\r\n`,
  'too short': `${HEADER}a@contoso.com,${SHORT},True\r\nb@fabrikam.com,"${SHORT}",False\r\nc@fabrikam.com," ""${SHORT.slice(0, 4)}",\r\n`,
  'with blanks at its edges': `${HEADER}a@contoso.com," ${PASSWORD}",True\r\nb@fabrikam.com,"${PASSWORD}\u00a0",False\r\nc@fabrikam.com,"\t${SHORT}\r\n",\r\n`,
  'of a user who stands there twice': `${HEADER}a@contoso.com,${PASSWORD},True\r\nA@contoso.com,${PASSWORD}2,${PASSWORD}\r\na@CONTOSO.com,${SHORT},x\r\n`,
  'as EmailAddress, twice': `${HEADER}${PASSWORD},x,True\r\n${PASSWORD},x,False\r\n"${PASSWORD}@",x,\r\n${PASSWORD}@,x,\r\n${SHORT} @contoso.com,,\r\n${SHORT} @contoso.com,,\r\n`,
  'as EmailAddress of a move, twice': `${MOVE}${PASSWORD},,,\r\n${PASSWORD},PrimaryOnly,1,1\r\n`,
  'as EmailAddress alone, twice': `EmailAddress\r\n${PASSWORD}\r\n${PASSWORD}\r\n`,
  'as a value of a move': `${MOVE}a@contoso.com,${PASSWORD},${PASSWORD},${PASSWORD}\r\nb@contoso.com,Primary${PASSWORD},"5 ${PASSWORD}","Unlimited, ${PASSWORD}"\r\nc@contoso.com,${SHORT},${SHORT},"${SHORT}""x"\r\n`,
  'as a target': `EmailAddress,TargetDatabase,TargetArchiveDatabase\r\na@contoso.com,${PASSWORD},${PASSWORD}\r\na@contoso.com,"${PASSWORD}" ,\r\n`,
  'in an imap batch, twice': `EmailAddress,UserName,Password,UserRoot\r\na@contoso.com,${PASSWORD},${PASSWORD},${PASSWORD}\r\na@contoso.com,${PASSWORD},${SHORT},\r\n${PASSWORD},x," ${SHORT}",${PASSWORD}\r\n`,
  'in a google batch': `EmailAddress,Username\r\na@contoso.com,${PASSWORD}\r\na@contoso.com,${PASSWORD}@\r\n`,
  'of an unknown domain': `${HEADER}a@nowhere.example,${PASSWORD},True\r\nb@nowhere.example,${SHORT},True\r\n`,
  'in tangled quotes':
    HEADER + tangled.map((cell, row) => `user${row}@contoso.com,${cell},True\r\n`).join(''),
  'in tangled quotes, as EmailAddress':
    HEADER + tangled.map((cell) => `${cell},${PASSWORD},True\r\n`).join(''),
  'in tangled quotes, as ForceChangePassword':
    HEADER + tangled.map((cell, row) => `user${row}@contoso.com,${PASSWORD},${cell}\r\n`).join(''),
  'in tangled quotes, in a move':
    MOVE + tangled.map((cell, row) => `user${row}@contoso.com,${cell},${cell},${cell}\r\n`).join(''),
  'in tangled quotes, shifted': HEADER + tangled.map((cell) => `x,a@contoso.com,${cell},True\r\n`).join(''),
  'in tangled quotes, in the header':
    tangled.map((cell) => `EmailAddress,Password,${cell},ForceChangePassword\r\n`).join('') +
    `a@contoso.com,${PASSWORD},x,True\r\n`,
  ...Object.fromEntries(
    neverClosed.flatMap((cell, shape) => [
      [
        `in quote ${shape} never closed`,
        `${HEADER}a@contoso.com,x,True\r\nb@contoso.com,${cell},True\r\nc@x\r\n`,
      ],
      [`in quote ${shape} never closed, in a move`, `${MOVE}a@contoso.com,${cell},1,1\r\n${PASSWORD},,,\r\n`],
      [
        `in quote ${shape} never closed, as EmailAddress`,
        `${HEADER}a@contoso.com,${SHORT},True\r\n${cell},x,True\r\n`,
      ],
    ]),
  ),
  'shifted to the left': `${HEADER}${PASSWORD},True\r\n${PASSWORD},True,\r\n`,
  'shifted to the right': `${HEADER},a@contoso.com,${PASSWORD}\r\n,,a@contoso.com,${PASSWORD},True\r\n`,
  'with a comma': `${HEADER}a@contoso.com,${PASSWORD},${PASSWORD},True\r\n`,
  'alone in a line': `${HEADER}${PASSWORD}\r\n   ${PASSWORD}\r\n`,
  'as the header': `${PASSWORD}\r\na@contoso.com\r\n`,
  'in the header': `EmailAddress,${PASSWORD},ForceChangePassword\r\na@contoso.com,x,True\r\n`,
  'in a header without EmailAddress': `Email-Address,${PASSWORD},ForceChangePassword\r\na@contoso.com,x,True\r\n`,
  'without a header': `a@contoso.com,${PASSWORD},True\r\nb@contoso.com,${PASSWORD},True\r\n`,
  'without a header, quoted': `"${PASSWORD}","a@contoso.com","False"\r\n`,
  'separated by semicolons': `${HEADER}a@contoso.com,${PASSWORD},True\r\n`.replaceAll(',', ';'),
  'separated by semicolons, no header': `a@contoso.com;${PASSWORD};True\r\n`,
  'separated by tabs': `${HEADER}a@contoso.com,${PASSWORD},True\r\n`.replaceAll(',', '\t'),
  'behind sep=': `sep=${PASSWORD}\r\n${HEADER}a@contoso.com,${PASSWORD},True\r\n`,
  'behind #TYPE': `#TYPE ${PASSWORD}\r\n${HEADER}a@contoso.com,${PASSWORD},True\r\n`,
  'behind a closing quote': `${HEADER}a@contoso.com,"${PASSWORD}" ,True\r\nb@contoso.com,"x"${PASSWORD},True\r\n`,
  'around quotes': `${HEADER}a@contoso.com,${PASSWORD}"x"${PASSWORD},True\r\n`,
  'in quotes never closed': `${HEADER}a@contoso.com,pw,True\r\nb@contoso.com,"${PASSWORD},True\r\n`,
  'in a header with a quote never closed': `"EmailAddress,${PASSWORD}\r\na@contoso.com,${PASSWORD},True\r\n`,
  'beside a quote never closed': `EmailAddress,"${PASSWORD}\r\na@contoso.com,${PASSWORD}\r\n`,
  'in a column named twice': `EmailAddress,EmailAddress,ForceChangePassword\r\na@contoso.com,${PASSWORD},True\r\n${PASSWORD},x,x\r\n`,
  'with control characters': `${HEADER}a@contoso.com,\u001b[31m${PASSWORD}\u0000,True\r\n${PASSWORD}\u2028x,y,z\r\n`,
}

const latin1: Files = {
  'windows-1252.csv': Buffer.from(
    `${HEADER}M\u00fcller ${PASSWORD},M\u00fcller${PASSWORD},True\r\n`,
    'latin1',
  ),
  'utf-16 without a mark.csv': encodeAs(`${HEADER}a@contoso.com,${PASSWORD},True\r\n`, {
    encoding: 'utf-16le',
    mark: false,
  }),
  'half.csv': encodeAs(`${HEADER}a@contoso.com,${PASSWORD},True`, {
    encoding: 'utf-16be',
    mark: true,
  }).subarray(0, -1),
}

const files: Files = {
  ...latin1,
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([place, text], index) => [
      [`${place}.csv`, text],
      [`${place}, wide.csv`, encodeAs(text, { encoding: index % 2 ? 'utf-16le' : 'utf-32be', mark: true })],
      [`${place}, marked.csv`, encodeAs(text, { encoding: 'utf-8', mark: true })],
    ]),
  ),
}

/** Every rule that is off, switched on. */
const EVERY_RULE: Files = { 'every-rule.yml': 'rules: { password-in-repository: error }\n' }

/** Any part of the password, in any case, in bytes of one or two. */
const leaks = (...outputs: readonly (string | Uint8Array)[]) =>
  outputs.filter((output) => /canary|pa55/i.test(Buffer.from(output).toString('latin1').replaceAll('\0', '')))

const FORMATS = ['terminal', 'json', 'csv', 'github'] as const
const LISTS = ['contoso.com', 'auto'] as const
const cases = FORMATS.flatMap((format) => LISTS.map((list) => ({ format, list })))

describe('a password is shown nowhere', () => {
  test.concurrent.each(cases)('$format, $list: neither found nor fixed', async ({ format, list }) => {
    await using folder = await createFolder({ ...files, ...EVERY_RULE })
    const lists = ['--federated-domains', list, '--max-rows', '1', '--config', 'every-rule.yml']
    const args = ['--format', format, ...lists]
    const [found, written, fixed] = [
      await runCli(folder, args),
      await runCli(folder, [...args, '--output', 'report.txt']),
      await runCli(folder, [...args, '--fix']),
    ]
    const report = await folder.read('report.txt')

    expect(
      leaks(found.stdout, found.stderr, written.stdout, written.stderr, fixed.stdout, fixed.stderr, report),
    ).toEqual([])
    expect(found.stdout.length).toBeGreaterThan(1000)
    expect(report.length).toBeGreaterThan(1000)
  })

  test.concurrent.each(Object.keys(files).filter((name) => !/wide|marked/.test(name)))(
    'on standard input: %s',
    async (name) => {
      await using folder = await createFolder(EVERY_RULE)
      const lists = ['--federated-domains', 'contoso.com', '--config', 'every-rule.yml']
      const args = ['-', ...lists, '--format', 'json']
      const fixed = await runCli(folder, [...args, '--fix'], { input: files[name]! })

      expect(leaks(fixed.stderr)).toEqual([])
      expect(fixed.stderr).not.toBe('')
    },
  )

  test('although every rule about what cells hold has something to say', async () => {
    await using folder = await createFolder({ ...files, ...EVERY_RULE })
    const { stdout } = await runCli(folder, [
      ...['--federated-domains', 'contoso.com', '--format', 'json', '--config', 'every-rule.yml'],
    ])
    const found = new Set(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule))

    expect([...found]).toEqual(
      expect.arrayContaining([
        'ambiguous-quoting',
        'duplicate-user',
        'federated-password',
        'invalid-email-address',
        'invalid-force-change-password',
        'invalid-password',
        'invalid-value',
        'not-unicode',
        'password-in-repository',
        'wrong-column-count',
      ]),
    )
  })

  test('in a mistake about the command line either, which names the batch as configuration', async () => {
    await using folder = await createFolder(files)
    const answers = await Promise.all(
      ['in its column.csv', 'as the header.csv', 'separated by tabs.csv', 'in quotes never closed.csv'].map(
        (name) => runCli(folder, ['--config', name]),
      ),
    )

    for (const { status, stdout, stderr } of answers) {
      expect(status).toBe(2)
      expect(leaks(stdout, stderr)).toEqual([])
    }
  })
})

test('it stays in the corrected batch', async () => {
  await using folder = await createFolder(files)
  await runCli(folder, ['--fix', '--federated-domains', 'contoso.com'])
  const before = Buffer.from(files['in its column.csv']!).toString()
  expect(leaks(before)).toEqual([before])

  expect((await folder.read('in its column.csv')).toString()).toBe(
    before.replace(/True|yes/g, 'False').replace(/False(?=\r\n$)/, 'True'),
  )
})
