/** The yardstick: csv-parse alone reads every file of a folder into arrays. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

const folder = process.argv[2] ?? '.'
let rows = 0
for (const name of readdirSync(folder))
  rows += parse(readFileSync(join(folder, name)), { bom: true, relax_column_count: true }).length
console.log(rows)
