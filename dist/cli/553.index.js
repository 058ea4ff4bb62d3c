export const id = 553;
export const ids = [553];
export const modules = {

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
