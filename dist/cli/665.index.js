export const id = 665;
export const ids = [665];
export const modules = {

/***/ 9665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jsonWriter: () => (/* binding */ jsonWriter)
/* harmony export */ });
/** The report for programs (docs/schema/report.schema.json); findings go out file by file. */
function jsonWriter() {
    const files = [];
    let separator = '{"version":1,"findings":[\n';
    return {
        file(result) {
            const { outcome, fixed } = result;
            let text = '';
            for (const finding of outcome.findings) {
                text += separator + JSON.stringify(publicFinding(finding, fixed));
                separator = ',\n';
            }
            files.push(JSON.stringify(publicFile(result)));
            return text;
        },
        end({ totals, asked, notChecked, conclusion }) {
            const { federated: _, ...counted } = totals;
            const start = separator === ',\n' ? '' : separator;
            const rest = JSON.stringify({ totals: counted, asked, notChecked, conclusion }).slice(1);
            return `${start}\n],"files":[\n${files.join(',\n')}\n],${rest}\n`;
        },
    };
}
function publicFinding(finding, fileFixed) {
    const { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix } = finding;
    const fixed = fileFixed && fix !== undefined;
    return { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix, fixed };
}
function publicFile({ outcome, fixed }) {
    const { path, kind, rows, federated, findings } = outcome;
    return { path, kind, rows, federated, findings: findings.length, fixed: fixed ? outcome.edits.length : 0 };
}


/***/ })

};
