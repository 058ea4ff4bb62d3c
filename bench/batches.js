import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const DOMAINS = ['contoso.com', 'fabrikam.com', 'mail.example.com']

/**
 * Writes batches as an admin's export makes them: CRLF, three domains, a third of the users with True; one in
 * `offenders` rows is a finding because contoso.com is federated.
 * @param {string} folder
 * @param {{ files: number, rows: number, offenders: number }} size
 */
export function writeBatches(folder, { files, rows, offenders }) {
  mkdirSync(folder, { recursive: true })
  for (let file = 0; file < files; file++) {
    const lines = Array.from({ length: rows }, (_, row) => lineOf(file * rows + row, offenders))
    const text = ['EmailAddress,Password,ForceChangePassword', ...lines, ''].join('\r\n')
    writeFileSync(join(folder, `batch-${String(file).padStart(4, '0')}.csv`), text)
  }
}

/**
 * @param {number} user
 * @param {number} offenders
 */
function lineOf(user, offenders) {
  const offender = user % offenders === 0
  const domain = offender ? DOMAINS[0] : DOMAINS[user % 3]
  const change = offender || (user % 3 !== 0 && user % 2 === 0) ? 'True' : 'False'
  return `firstname.lastname${user}@${domain},Pa$$w0rd${user},${change}`
}
