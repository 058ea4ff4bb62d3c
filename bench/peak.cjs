// Preloaded into a measured process: leaves its peak memory (KiB) in a file when it ends.
const { writeFileSync } = require('node:fs')
process.on('exit', () => writeFileSync(process.env.PEAK_FILE ?? '', String(process.resourceUsage().maxRSS)))
