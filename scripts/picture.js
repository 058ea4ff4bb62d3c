/**
 * Draws what the command line prints for the examples, as it looks in a terminal:
 *   node scripts/picture.js > docs/picture.svg
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ARGUMENTS = ['dist/cli/index.js', 'examples']
/** The width of the terminal, in characters. */
const COLUMNS = 100
/** The size of a character, and the room around the text and above it for the title bar, in pixels. */
const [WIDTH, HEIGHT, ROOM, BAR] = [8.4, 20, 20, 36]

/** What each ANSI sequence that switches a style on stands for here. */
const STYLES = new Map([
  ['1', 'bold'],
  ['31', 'red'],
  ['32', 'green'],
  ['33', 'yellow'],
  ['34', 'blue'],
  ['90', 'grey'],
])

/** @typedef {{ text: string, style: string | undefined }} Run */

process.stdout.write(draw(`PS> node ${ARGUMENTS.join(' ')}\n${coloured(ARGUMENTS)}`))

/**
 * What a command prints in colour.
 * @param {string[]} args
 */
function coloured(args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, FORCE_COLOR: '1' },
    encoding: 'utf8',
  })
  if (status !== 1) throw new Error(`The examples must have findings, not exit status ${status}: ${stderr}`)
  return stdout
}

/** @param {string} output */
function draw(output) {
  const lines = output.trimEnd().split('\n').map(toRuns).flatMap(wrap)
  const width = Math.ceil(COLUMNS * WIDTH + 2 * ROOM)
  const height = BAR + lines.length * HEIGHT + ROOM
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (colour, index) => `<circle cx="${ROOM + 6 + index * 20}" cy="18" r="6" fill="${colour}"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>What Migration Batch Check prints for the example batches</title>
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #d6dbe3 }
.bold { font-weight: 700; fill: #ffffff } .red { fill: #ff7b72 } .green { fill: #7ee787 }
.yellow { fill: #e3b341 } .blue { fill: #79c0ff } .grey { fill: #8b949e }
</style>
<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>
<path d="M0 ${BAR}V10A10 10 0 0 1 10 0H${width - 10}A10 10 0 0 1 ${width} 10V${BAR}Z" fill="#21262d"/>
${dots.join('')}
<text x="${width / 2}" y="23" text-anchor="middle" class="grey">Migration Batch Check</text>
${lines.flatMap(drawLine).join('\n')}
</svg>
`
}

/**
 * One line of output as pieces of text with one style each.
 * @param {string} line
 * @returns {Run[]}
 */
function toRuns(line) {
  /** @type {string | undefined} */
  let style
  return line
    .split('\x1b[')
    .map((part, index) => {
      if (index === 0) return { text: part, style }
      const end = part.indexOf('m')
      style = STYLES.get(part.slice(0, end))
      return { text: part.slice(end + 1), style }
    })
    .filter(({ text }) => text !== '')
}

/**
 * Breaks a line that is wider than the terminal between two words; only lines of one style are that long.
 * @param {Run[]} runs
 * @returns {Run[][]}
 */
function wrap(runs) {
  const [first, ...others] = runs
  if (first === undefined || others.length > 0 || first.text.length <= COLUMNS) return [runs]
  const indent = /^ */.exec(first.text)?.[0] ?? ''
  const end = first.text.lastIndexOf(' ', COLUMNS)
  const rest = { ...first, text: indent + first.text.slice(end + 1) }
  return [[{ ...first, text: first.text.slice(0, end) }], ...wrap([rest])]
}

/**
 * @param {Run[]} runs
 * @param {number} row
 */
function drawLine(runs, row) {
  let column = 0
  return runs.flatMap(({ text, style }) => {
    const shown = text.trim()
    const start = column + text.indexOf(shown)
    column += text.length
    if (shown === '') return []
    const x = (ROOM + start * WIDTH).toFixed(1)
    const y = BAR + (row + 1) * HEIGHT + 6
    const length = (shown.length * WIDTH).toFixed(1)
    const named = style === undefined ? '' : ` class="${style}"`
    return [
      `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${named}>${escaped(shown)}</text>`,
    ]
  })
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
