export const id = 15;
export const ids = [15,553];
export const modules = {

/***/ 3015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  githubWriter: () => (/* binding */ githubWriter)
});

;// CONCATENATED MODULE: ./build/report/annotations.js
/** The runner keeps the first ten of a level in a step. */
const LOG_BUDGET = { error: 10, warning: 10, notice: 10 };
/**
 * Fits findings into a budget. What does not fit is counted in the last annotation of its severity, which stands at
 * the first finding that is left out.
 * @returns errors first, then in the order given
 */
function toAnnotations(findings, budget) {
    return ['error', 'warning', 'notice'].flatMap((severity) => {
        const all = findings.filter((finding) => finding.severity === severity);
        const most = budget[severity];
        if (all.length <= most)
            return all.map(annotate);
        const shown = Math.max(0, most - 1);
        return [
            ...all.slice(0, shown).map(annotate),
            ...all.slice(shown, most).map((first) => closing(first, all.length - shown)),
        ];
    });
}
/** One budget for all severities together: errors take what they need, then warnings, then notices. */
function shareBudget(findings, total) {
    const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
    const error = Math.min(count('error'), total);
    const warning = Math.min(count('warning'), total - error);
    return { error, warning, notice: total - error - warning };
}
function annotate(finding) {
    const { severity, path, rule, message, onGitHub, line, column, endLine, endColumn } = finding;
    return { severity, path, title: rule, message, ...(onGitHub ?? { line, column, endLine, endColumn }) };
}
function closing(first, left) {
    const message = `${left} more of this kind (${first.severity}) begin here; the summary and the report have them all.`;
    return { ...annotate(first), title: 'More findings', message };
}

// EXTERNAL MODULE: ./build/report/terminal.js + 1 modules
var terminal = __webpack_require__(6553);
;// CONCATENATED MODULE: ./build/report/github.js


/** The report as workflow commands: annotations for a step that runs the command line. */
function githubWriter() {
    const findings = [];
    return {
        file({ outcome, fixed }) {
            findings.push(...outcome.findings.filter((finding) => !(fixed && finding.fix !== undefined)));
            return '';
        },
        end: (summary) => [...toAnnotations(findings, LOG_BUDGET).map(command), (0,terminal.totalsLine)(summary), ''].join('\n'),
    };
}
/** Columns belong to one line; the runner drops them otherwise. */
function command({ severity, path, title, message, line, column, endLine, endColumn }) {
    const place = { file: path, line, endLine, ...(line === endLine && { col: column, endColumn }) };
    const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
    return `::${severity} ${properties.join(',')}::${escapeData(message)}`;
}
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}


/***/ }),

/***/ 6553:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  terminalWriter: () => (/* binding */ terminalWriter),
  totalsLine: () => (/* binding */ totalsLine)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/report/plain.js
/**
 * Text that can be printed anywhere: control characters are spelled out, and nothing in it can be taken for a
 * command by the Actions runner, which obeys `##[…]` anywhere in a line and `::…::` at its start.
 */
function plain(text) {
    return text
        .replace(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`)
        .replaceAll('##[', '## [')
        .replace(/^\s*::/, './$&');
}
/** `1 row`, `2 rows`. */
function count(number, noun, plural = `${noun}s`) {
    return `${number} ${number === 1 ? noun : plural}`;
}

;// CONCATENATED MODULE: ./build/report/terminal.js


/** The report for people. */
function terminalWriter(colour) {
    const paint = (style, text) => (colour ? (0,external_node_util_.styleText)(style, text, { validateStream: false }) : text);
    const leftAlone = [];
    return {
        file({ outcome, fixed }, draw) {
            if (outcome.leftAlone !== undefined)
                leftAlone.push(outcome);
            return outcome.findings
                .map((finding, index) => describe({ finding, fixed, draw: () => draw(index) }, paint))
                .join('');
        },
        end: (summary) => `${[...sayLeftAlone(leftAlone), ...sayNotChecked(summary), totalsLine(summary)].join('\n')}\n`,
    };
}
const STYLES = { error: 'red', warning: 'yellow', notice: 'blue' };
/** Place, rule, sentence, the drawn row with carets under the cell, and the cure. */
function describe({ finding, fixed, draw }, paint) {
    const { path, line, column, severity, rule, message } = finding;
    const place = paint('bold', `${plain(path)}:${line}:${column}`);
    const said = `${place} ${paint(STYLES[severity], severity)} ${rule}\n  ${plain(message)}\n`;
    const drawing = draw();
    if (drawing === undefined)
        return `${said}\n`;
    const carets = ' '.repeat(drawing.from) + '^'.repeat(Math.max(1, drawing.to - drawing.from));
    const gutter = paint('gray', `${' '.repeat(String(line).length)} |`);
    const marked = `  ${gutter} ${paint(STYLES[severity], carets)} ${paint('green', cureOf(finding, fixed))}`;
    return `${said}\n  ${paint('gray', `${line} |`)} ${plain(drawing.text)}\n${marked.trimEnd()}\n\n`;
}
function cureOf({ fix }, fixed) {
    if (fix === undefined)
        return '';
    return fixed ? `now ${fix}` : `write ${fix}`;
}
/** How many files are named before the rest is only counted. */
const NAMED = 5;
function sayLeftAlone(outcomes) {
    if (outcomes.length === 0)
        return [];
    const named = outcomes.slice(0, NAMED).map(({ path, leftAlone }) => `  ${plain(path)}: ${leftAlone}`);
    const more = outcomes.length > NAMED ? [`  and ${count(outcomes.length - NAMED, 'more file')}`] : [];
    return [`${count(outcomes.length, 'file')} left alone, not a batch:`, ...named, ...more];
}
function sayNotChecked({ notChecked }) {
    return notChecked.map(({ path, why }) => `${plain(path)} could not be checked in full. ${plain(why)}.`);
}
/** What was checked and what is left, in one line. */
function totalsLine({ totals }) {
    const { files, batches, rows, federated, errors, warnings, notices, fixed, fixable } = totals;
    if (files === 0)
        return 'No files to check: nothing matches.';
    const checked = `${count(batches, 'batch', 'batches')} checked, ${count(rows, 'row')}, ${count(federated, 'federated user')}`;
    const parts = [count(errors, 'error'), count(warnings, 'warning'), count(notices, 'notice')].filter((part) => !part.startsWith('0 '));
    const left = parts.length > 0 ? parts.join(', ') : 'nothing is wrong';
    const cured = fixed > 0 ? ` ${count(fixed, 'cell')} fixed.` : '';
    const curable = fixable > 0 ? ` ${fixable} can be fixed with --fix.` : '';
    return `${checked}: ${left}.${cured}${curable}`;
}


/***/ })

};
