#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 7066:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tty");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 4675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ow: () => (/* binding */ domainOf),
/* harmony export */   PW: () => (/* binding */ isAddress),
/* harmony export */   T5: () => (/* binding */ canonicalDomain),
/* harmony export */   l0: () => (/* binding */ isDomain),
/* harmony export */   zP: () => (/* binding */ LONGEST)
/* harmony export */ });
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3136);
/* harmony import */ var _characters_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4639);


const LONGEST = 254;
const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~\\-\\p{L}\\p{M}]+";
const LETTER = '[a-z0-9\\p{L}\\p{M}\\p{N}]';
const LABEL = `${LETTER}+(?:-+${LETTER}+)*`;
const DOMAIN = `${LABEL}(?:\\.${LABEL})+`;
const ASCII_DOMAIN = /^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)+$/;
const UNSEEN = new RegExp(`[${_characters_js__WEBPACK_IMPORTED_MODULE_1__/* .INVISIBLE */ .k}]`, 'u');
const BEYOND_ASCII = /[^\0-\x7f]/;
let pattern;
function isAddress(value) {
    pattern ??= new RegExp(`^${ATOM}(?:\\.${ATOM})*@${DOMAIN}$`, 'iu');
    return value.length <= LONGEST && pattern.test(value) && !UNSEEN.test(value);
}
function isDomain(value) {
    const name = canonicalDomain(value);
    return name.length <= 253 && ASCII_DOMAIN.test(name);
}
function canonicalDomain(domain) {
    const name = domain.toLowerCase().replace(/\.$/, '');
    return (BEYOND_ASCII.test(name) && (0,node_url__WEBPACK_IMPORTED_MODULE_0__.domainToASCII)(name)) || name;
}
function domainOf(address) {
    return canonicalDomain(address.slice(address.lastIndexOf('@') + 1));
}


/***/ }),

/***/ 3808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ dropBlanks),
/* harmony export */   Bq: () => (/* binding */ trim),
/* harmony export */   RF: () => (/* binding */ blanksOf),
/* harmony export */   pw: () => (/* binding */ skipBlanks),
/* harmony export */   qw: () => (/* binding */ hasEdgeBlank)
/* harmony export */ });
const BLANKS = new Set('\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000');
function trim(text) {
    const [before, after] = blanksOf(text);
    return text.slice(before.length, text.length - after.length);
}
function blanksOf(text) {
    let start = 0;
    while (start < text.length && BLANKS.has(text[start]))
        start++;
    let end = text.length;
    while (end > start && BLANKS.has(text[end - 1]))
        end--;
    return [text.slice(0, start), text.slice(end)];
}
function skipBlanks(bytes, start, end) {
    let at = start;
    while (at < end) {
        const byte = bytes[at];
        if (byte > 0x20 && byte < 0x80)
            break;
        const size = blankAt(bytes, at);
        if (size === 0)
            break;
        at += size;
    }
    return Math.min(at, end);
}
function dropBlanks(bytes, start, end) {
    let at = end;
    while (at > start) {
        const last = bytes[at - 1];
        if (last > 0x20 && last < 0x80)
            break;
        let lead = at - 1;
        while (lead > start && (bytes[lead] & 0xc0) === 0x80)
            lead--;
        if (lead + blankAt(bytes, lead) !== at)
            break;
        at = lead;
    }
    return at;
}
function hasEdgeBlank(bytes, start, end) {
    return skipBlanks(bytes, start, end) > start || dropBlanks(bytes, start, end) < end;
}
function blankAt(bytes, at) {
    const byte = bytes[at];
    if (byte < 0x80)
        return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) ? 1 : 0;
    if (byte === 0xc2)
        return bytes[at + 1] === 0x85 || bytes[at + 1] === 0xa0 ? 2 : 0;
    if (byte < 0xe1 || byte > 0xe3)
        return 0;
    return isWideBlank((byte << 16) | (bytes[at + 1] << 8) | bytes[at + 2]) ? 3 : 0;
}
function isWideBlank(utf8) {
    return ((utf8 >= 0xe28080 && utf8 <= 0xe2808a) ||
        (utf8 >= 0xe280a8 && utf8 <= 0xe280a9) ||
        utf8 === 0xe280af ||
        utf8 === 0xe2819f ||
        utf8 === 0xe19a80 ||
        utf8 === 0xe38080);
}


/***/ }),

/***/ 4639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ nameOfCharacter),
/* harmony export */   k: () => (/* binding */ INVISIBLE)
/* harmony export */ });
const INVISIBLE = '\\p{Default_Ignorable_Code_Point}\\p{Cc}';
const NAMES = new Map([
    [0x09, 'tab'],
    [0x0a, 'line feed'],
    [0x0d, 'carriage return'],
    [0x1a, 'Ctrl-Z'],
    [0x20, 'space'],
    [0x27, 'single quote'],
    [0x2e, 'full stop'],
    [0x3b, 'semicolon'],
    [0x85, 'next line'],
    [0xa0, 'no-break space'],
    [0xad, 'soft hyphen'],
    [0x061c, 'Arabic letter mark'],
    [0x2002, 'en space'],
    [0x2003, 'em space'],
    [0x2007, 'figure space'],
    [0x2009, 'thin space'],
    [0x200b, 'zero-width space'],
    [0x200c, 'zero-width non-joiner'],
    [0x200d, 'zero-width joiner'],
    [0x200e, 'left-to-right mark'],
    [0x200f, 'right-to-left mark'],
    [0x2010, 'hyphen'],
    [0x2011, 'non-breaking hyphen'],
    [0x2012, 'figure dash'],
    [0x2013, 'en dash'],
    [0x2014, 'em dash'],
    [0x2015, 'horizontal bar'],
    [0x2018, 'left single quotation mark'],
    [0x2019, 'right single quotation mark'],
    [0x201a, 'low single quotation mark'],
    [0x201c, 'left double quotation mark'],
    [0x201d, 'right double quotation mark'],
    [0x201e, 'low double quotation mark'],
    [0x2028, 'line separator'],
    [0x2029, 'paragraph separator'],
    [0x202a, 'left-to-right embedding'],
    [0x202b, 'right-to-left embedding'],
    [0x202c, 'pop directional formatting'],
    [0x202d, 'left-to-right override'],
    [0x202e, 'right-to-left override'],
    [0x202f, 'narrow no-break space'],
    [0x2060, 'word joiner'],
    [0x2066, 'left-to-right isolate'],
    [0x2067, 'right-to-left isolate'],
    [0x2068, 'first strong isolate'],
    [0x2069, 'pop directional isolate'],
    [0x2212, 'minus sign'],
    [0x3000, 'ideographic space'],
    [0xfeff, 'byte-order mark'],
    [0xff20, 'full-width @'],
]);
function nameOfCharacter(character) {
    const code = character.codePointAt(0);
    const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    const name = NAMES.get(code);
    return name === undefined ? number : `${number} ${name}`;
}


/***/ }),

/***/ 4028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EZ: () => (/* binding */ kinds),
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   ZY: () => (/* binding */ tellsBatch)
/* harmony export */ });
const LIMIT = { words: ['Unlimited'], largest: 2_147_483_647, onPremises: true };
const kinds = {
    staged: {
        name: 'staged',
        columns: ['EmailAddress', 'Password', 'ForceChangePassword', 'Username'],
        required: ['EmailAddress'],
        addresses: ['EmailAddress', 'Username'],
        booleans: ['ForceChangePassword'],
        newPassword: 'Password',
        maxRows: 2000,
    },
    imap: {
        name: 'imap',
        columns: ['EmailAddress', 'Username', 'Password', 'UserRoot'],
        required: ['EmailAddress', 'Username', 'Password'],
        addresses: ['EmailAddress'],
        trimmed: ['Username'],
        maxRows: 50_000,
    },
    move: {
        name: 'move',
        columns: [
            'EmailAddress',
            'MailboxType',
            'BadItemLimit',
            'LargeItemLimit',
            'TargetDatabase',
            'TargetArchiveDatabase',
        ],
        required: ['EmailAddress'],
        addresses: ['EmailAddress'],
        values: {
            MailboxType: { words: ['PrimaryOnly', 'ArchiveOnly', 'PrimaryAndArchive'] },
            BadItemLimit: LIMIT,
            LargeItemLimit: LIMIT,
        },
    },
    google: {
        name: 'google',
        columns: ['EmailAddress', 'Username'],
        required: ['EmailAddress'],
        addresses: ['EmailAddress', 'Username'],
    },
    unknown: {
        name: 'unknown',
        columns: ['EmailAddress'],
        required: ['EmailAddress'],
        addresses: ['EmailAddress'],
    },
};
const ONLY_IN_MOVES = [
    'TargetDatabase',
    'TargetArchiveDatabase',
    'BadItemLimit',
    'LargeItemLimit',
];
function tellsBatch(columns) {
    return (columns.has('ForceChangePassword') ||
        ONLY_IN_MOVES.some((column) => columns.has(column)) ||
        (columns.has('UserRoot') && (columns.has('Username') || columns.has('Password'))));
}
function kindOf({ columns, foreign, parameters, addressFirst }) {
    if (columns.has('ForceChangePassword'))
        return 'staged';
    if (!columns.has('EmailAddress'))
        return undefined;
    const isBatch = tellsBatch(columns) || foreign === parameters || (addressFirst && foreign === 1);
    return isBatch ? kindByColumns(columns) : undefined;
}
function kindByColumns(columns) {
    if (ONLY_IN_MOVES.some((column) => columns.has(column)))
        return 'move';
    if (columns.has('UserRoot'))
        return 'imap';
    if (columns.has('Password'))
        return columns.has('Username') ? 'imap' : 'staged';
    if (columns.has('MailboxType'))
        return 'move';
    return columns.has('Username') ? 'google' : 'unknown';
}


/***/ }),

/***/ 4611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pf: () => (/* binding */ nearColumn),
/* harmony export */   pA: () => (/* binding */ nearest),
/* harmony export */   uV: () => (/* binding */ columnOf),
/* harmony export */   yW: () => (/* binding */ isOtherAddressName),
/* harmony export */   yZ: () => (/* binding */ bareName)
/* harmony export */ });
/* harmony import */ var _blanks_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3808);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4028);


const COLUMNS = [...new Set(Object.values(_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .EZ).flatMap((kind) => kind.columns))];
const BY_LOWER_CASE = new Map(COLUMNS.map((column) => [column.toLowerCase(), column]));
const LONGEST = Math.max(...COLUMNS.map((column) => column.length));
function columnOf(name) {
    return BY_LOWER_CASE.get(name.toLowerCase());
}
const ALIASES = new Map([['forcepasswordchange', 'ForceChangePassword']]);
const SPELLINGS = [...BY_LOWER_CASE, ...ALIASES];
const OTHER_ADDRESS_NAMES = new Set([
    'email',
    'mail',
    'primarysmtpaddress',
    'smtpaddress',
    'windowsemailaddress',
]);
const NO_PART_OF_A_NAME = /["'\u2018\u2019\u201c\u201d\ufffd]|\p{Cc}|\p{Cf}/gu;
function bareName(text) {
    return (0,_blanks_js__WEBPACK_IMPORTED_MODULE_0__/* .trim */ .Bq)(text.replace(NO_PART_OF_A_NAME, ''));
}
function nearColumn(name) {
    if (name.length > 2 * LONGEST)
        return undefined;
    const letters = lettersOf(name);
    const near = SPELLINGS.map(([spelling, column]) => ({
        column,
        distance: distance(letters, spelling),
        allowed: spelling.length < 10 ? 1 : 2,
    })).filter(({ distance, allowed }) => distance <= allowed);
    return near.sort((a, b) => a.distance - b.distance)[0]?.column;
}
function isOtherAddressName(name) {
    return OTHER_ADDRESS_NAMES.has(lettersOf(name));
}
function lettersOf(name) {
    return bareName(name)
        .toLowerCase()
        .replace(/[\s_-]/g, '');
}
function nearest(name, known) {
    const ranked = known.map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate) }));
    const best = ranked.sort((a, b) => a.distance - b.distance)[0];
    return best !== undefined && best.distance <= Math.min(3, Math.ceil(name.length / 3))
        ? best.candidate
        : undefined;
}
function distance(a, b) {
    let above = [];
    let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const same = a[row - 1] === b[column - 1];
            const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            current.push(Math.min(previous[column - 1] + (same ? 0 : 1), previous[column] + 1, current[column - 1] + 1, swapped ? above[column - 2] + 1 : Number.POSITIVE_INFINITY));
        }
        above = previous;
        previous = current;
    }
    return previous[b.length];
}


/***/ }),

/***/ 3986:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _cli_arguments_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3895);
/* harmony import */ var _cli_local_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3230);
/* harmony import */ var _disk_reason_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4638);
/* harmony import */ var _disk_streams_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9313);
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(183);
/* harmony import */ var _report_plain_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2071);






try {
    process.exitCode = await (0,_cli_local_js__WEBPACK_IMPORTED_MODULE_1__/* .runLocally */ .g)((0,_cli_arguments_js__WEBPACK_IMPORTED_MODULE_0__/* .readArguments */ .l)(process.argv.slice(2)));
}
catch (error) {
    process.exitCode = 2;
    await (0,_disk_streams_js__WEBPACK_IMPORTED_MODULE_3__/* .standardSink */ .P)('stderr')
        .pass(`${sentencesOf(error).join('\n')}\n`)
        .catch(() => { });
}
function sentencesOf(error) {
    if (error instanceof _mistakes_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d)
        return error.mistakes.map(_report_plain_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj);
    const { syscall, stack } = error;
    return [syscall === 'write' ? `The report cannot be written (${(0,_disk_reason_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A)(error)}).` : stack];
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  l: () => (/* binding */ readArguments)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./build/report/writers.js + 4 modules
var writers = __nccwpck_require__(7626);
// EXTERNAL MODULE: ./build/batch/names.js
var names = __nccwpck_require__(4611);
;// CONCATENATED MODULE: ./build/cli/options.js
const OPTIONS = {
    'federated-domains': { type: 'string' },
    'directory-export': { type: 'string', multiple: true },
    config: { type: 'string' },
    fix: { type: 'boolean' },
    scan: { type: 'boolean' },
    format: { type: 'string' },
    output: { type: 'string' },
    'fail-on': { type: 'string' },
    'max-rows': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
};
function isOption(name) {
    return Object.hasOwn(OPTIONS, name);
}
function isSingleHyphened(argument) {
    return /^-[a-z]{2}/i.test(argument);
}

;// CONCATENATED MODULE: ./build/cli/argument-mistakes.js



const LATER = ['sarif', 'html'];
const OF_DOMAINS = ['federated-domains', 'directory-export', 'config', 'format', 'output', 'help', 'version'];
const formatsOfDomains = ['terminal', 'json'];
function mistakesOfArguments({ args, options, command, format, targets }) {
    return [
        ...options.filter(({ index }) => !isSingleHyphened(args[index])).flatMap(mistakesOfOption),
        ...args.filter(isSingleHyphened).map(mistakeOfSingleHyphen),
        ...mistakesOfRepetition(options.map(({ name }) => name)),
        ...(command === 'domains' ? mistakesOfDomains(options) : []),
        ...mistakesOfFormat(format, command),
        ...mistakesOfTargets(targets),
    ];
}
function mistakesOfOption({ name, rawName, value, inlineValue }) {
    if (!isOption(name))
        return [`${rawName}: there is no such option. ${suggestion(name)}`];
    const { type } = OPTIONS[name];
    const swallowed = !inlineValue && /^--?[a-z]/i.test(value ?? '');
    if (type === 'string' && (!value || swallowed))
        return [`${rawName} needs a value. See --help.`];
    return type === 'boolean' && value !== undefined ? [`${rawName} takes no value.`] : [];
}
function suggestion(name) {
    const meant = name.length < 4 ? undefined : (0,names/* nearest */.pA)(name, Object.keys(OPTIONS));
    return meant ? `Did you mean --${meant}?` : 'See --help.';
}
function mistakeOfSingleHyphen(argument) {
    const name = argument
        .slice(1)
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase();
    return `${argument}: there is no such option, and options begin with two hyphens. ${suggestion(name)}`;
}
function mistakesOfRepetition(names) {
    const once = names.filter((name) => isOption(name) && name !== 'directory-export');
    const repeated = once.filter((name, index) => once.indexOf(name) < index);
    return [...new Set(repeated)].map((name) => `--${name} is given twice. Give it once.`);
}
function mistakesOfDomains(options) {
    const foreign = options.filter(({ name }) => isOption(name) && !OF_DOMAINS.includes(name));
    return foreign.map(({ rawName }) => `${rawName} does not belong to domains, which changes and judges nothing.`);
}
function mistakesOfFormat(asked, command) {
    const [allowed, of] = command === 'domains' ? [formatsOfDomains, ' for domains'] : [writers/* formats */.Fx, ''];
    if (asked === undefined || allowed.some((each) => each === asked))
        return [];
    if (LATER.includes(asked))
        return [`--format ${asked} is not available in this version. Use ${list(allowed)}.`];
    return [`--format must be ${list(allowed)}${of}, not "${asked}".`];
}
function mistakesOfTargets(targets) {
    const empty = targets.includes('') ? ['An argument is empty: name a file, a folder or a pattern.'] : [];
    const alone = !targets.includes('-') || targets.length === 1;
    return alone
        ? empty
        : [...empty, '"-" reads one batch from standard input, so it stands alone: leave out the other files.'];
}
function list(words) {
    return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

;// CONCATENATED MODULE: ./build/cli/arguments.js




const HELP = ['/?', '-?'];
const SETTINGS = ['federated-domains', 'directory-export', 'fail-on', 'max-rows'];
function readArguments(typed) {
    const args = typed.map((argument) => (HELP.includes(argument) ? '--help' : argument));
    const parsed = (0,external_node_util_.parseArgs)({ args, options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
    const { values, tokens } = parsed;
    const options = tokens.filter((token) => token.kind === 'option');
    const text = (name) => (typeof values[name] === 'string' ? values[name] : undefined);
    const format = text('format');
    const { command, help, targets } = commandOf(positionalsOf(args, tokens));
    return {
        command,
        targets,
        format: writers/* formats */.Fx.find((each) => each === format) ?? 'terminal',
        output: text('output'),
        fix: values.fix === true,
        scan: values.scan === true,
        config: text('config'),
        help: help || values.help === true,
        version: values.version === true,
        given: SETTINGS.flatMap((key) => {
            const value = values[key];
            return value === undefined || typeof value === 'boolean' ? [] : [{ key, value, where: 'command line' }];
        }),
        mistakes: mistakesOfArguments({ args, options, command, format, targets }),
    };
}
function positionalsOf(args, tokens) {
    const isUnknown = ({ kind, index, name = '', value }) => kind === 'option' && value === undefined && (!isOption(name) || isSingleHyphened(args[index]));
    const unknown = new Set(tokens.filter(isUnknown).map(({ index }) => index));
    return tokens
        .filter(({ kind, index }) => kind === 'positional' && !unknown.has(index - 1))
        .map(({ index }) => args[index]);
}
function commandOf(positionals) {
    const [first, ...others] = positionals;
    if (first === 'domains')
        return { command: 'domains', help: false, targets: others };
    if (first === 'help')
        return { command: 'check', help: true, targets: others };
    return { command: 'check', help: false, targets: positionals };
}


/***/ }),

/***/ 3230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  g: () => (/* binding */ runLocally)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./build/mistakes.js
var build_mistakes = __nccwpck_require__(183);
;// CONCATENATED MODULE: ./build/disk/patience.js
const PAUSES = [50, 150, 300];
const sleep = (milliseconds) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};
const PATIENCE = { wait: sleep, platform: process.platform };
function patiently(action, { wait, platform }) {
    for (const pause of PAUSES) {
        try {
            return action();
        }
        catch (error) {
            if (!mayBeHeld(error, platform))
                throw error;
            wait(pause);
        }
    }
    return action();
}
function mayBeHeld(error, platform) {
    const { code } = error;
    return code === 'EBUSY' || (platform === 'win32' && (code === 'EPERM' || code === 'EACCES'));
}

// EXTERNAL MODULE: ./build/disk/reason.js
var reason = __nccwpck_require__(4638);
;// CONCATENATED MODULE: ./build/disk/read.js




const MOST_BYTES = 1 << 28;
async function* readFiles(folder, entries, patience = PATIENCE) {
    const read = createReader();
    for (const entry of entries) {
        const path = (0,external_node_path_.resolve)(folder, entry.path);
        yield { entry, ...readOne(() => patiently(() => read(path), patience)) };
        await new Promise(setImmediate);
    }
}
function readOne(read) {
    try {
        return { bytes: read() };
    }
    catch (error) {
        return { unavailable: `the file cannot be read (${(0,reason/* reasonOf */.A)(error)})` };
    }
}
function createReader() {
    let buffer = Buffer.alloc(0);
    return (path) => {
        const file = (0,external_node_fs_.openSync)(path, 'r');
        try {
            const { size } = (0,external_node_fs_.fstatSync)(file);
            if (size > MOST_BYTES)
                throw Object.assign(new Error(), { code: 'it is larger than 256 MiB' });
            if (size > buffer.length)
                buffer = Buffer.allocUnsafe(size * 2);
            return buffer.subarray(0, fill(file, buffer.subarray(0, size)));
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    };
}
function fill(file, buffer) {
    let length = 0;
    while (length < buffer.length) {
        const read = (0,external_node_fs_.readSync)(file, buffer, length, buffer.length - length, length);
        if (read === 0)
            break;
        length += read;
    }
    return length;
}

;// CONCATENATED MODULE: ./build/disk/input.js




const CURE = 'Pipe a batch into it, or name a file.';
async function mistakeOfInput() {
    try {
        const stats = (0,external_node_fs_.fstatSync)(0);
        if (stats.isDirectory())
            return `-: standard input is a folder. ${CURE}`;
        if (!stats.isCharacterDevice())
            return undefined;
        const { isatty } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7066, 19));
        return isatty(0) ? undefined : `-: nothing is connected to standard input. ${CURE}`;
    }
    catch (error) {
        return sayUnreadable((0,reason/* reasonOf */.A)(error));
    }
}
async function readInput(named) {
    const bytes = await readAll();
    const entry = { path: '-', id: '', size: bytes.length, mode: '100644', named };
    return {
        bytes,
        async *contents() {
            yield { entry, bytes };
        },
    };
}
async function readAll() {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of process.stdin) {
            chunks.push(chunk);
            size += chunk.length;
            if (size > MOST_BYTES)
                break;
        }
    }
    catch (error) {
        throw new build_mistakes/* InputError */.d([sayUnreadable((0,reason/* reasonOf */.A)(error))]);
    }
    if (size > MOST_BYTES)
        throw new build_mistakes/* InputError */.d([sayUnreadable('it is larger than 256 MiB')]);
    return Buffer.concat(chunks);
}
function sayUnreadable(reason) {
    return `-: standard input cannot be read (${reason}).`;
}

// EXTERNAL MODULE: ./build/disk/streams.js
var streams = __nccwpck_require__(9313);
;// CONCATENATED MODULE: ./build/disk/replace.js



function replaceFile(target, bytes, { isUnchanged, patience }) {
    const old = (0,external_node_fs_.statSync)(target);
    const random = crypto.randomUUID();
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.${(0,external_node_path_.basename)(target).slice(0, 60)}.${random}.tmp`);
    const file = (0,external_node_fs_.openSync)(temporary, 'wx', 0o600);
    try {
        writeAll(file, bytes, old);
        (0,external_node_fs_.chmodSync)(temporary, old.mode & 0o7777);
        const done = patiently(() => isUnchanged() && rename(temporary, target), patience);
        if (!done)
            (0,external_node_fs_.rmSync)(temporary);
        return done;
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(temporary, { force: true });
        throw error;
    }
}
function rename(from, to) {
    (0,external_node_fs_.renameSync)(from, to);
    return true;
}
function writeAll(file, bytes, { uid, gid }) {
    try {
        for (let written = 0; written < bytes.length;)
            written += (0,external_node_fs_.writeSync)(file, bytes, written);
        if (process.getuid?.() === 0)
            (0,external_node_fs_.fchownSync)(file, uid, gid);
        (0,external_node_fs_.fsyncSync)(file);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}

;// CONCATENATED MODULE: ./build/disk/signals.js
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
function finishBeforeSignals() {
    for (const signal of SIGNALS)
        if (!process.listeners(signal).includes(end))
            process.once(signal, end);
}
function end(signal) {
    for (const each of SIGNALS)
        process.off(each, end);
    process.kill(process.pid, signal);
}

;// CONCATENATED MODULE: ./build/disk/write.js






const CHANGED = 'the file changed while it was checked';
function writeCorrection(folder, { path, before, after }, patience = PATIENCE) {
    try {
        const target = (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)(folder, path));
        const isUnchanged = () => (0,external_node_fs_.readFileSync)(target).equals(before);
        const refused = patiently(isUnchanged, patience) ? whyNot(target) : CHANGED;
        if (refused !== undefined)
            return refused;
        finishBeforeSignals();
        return replaceFile(target, after, { isUnchanged, patience }) ? undefined : CHANGED;
    }
    catch (error) {
        return `the file cannot be written (${(0,reason/* reasonOf */.A)(error)})`;
    }
}
function whyNot(target) {
    if ((0,external_node_fs_.statSync)(target).nlink > 1)
        return 'the file has a second name (a hard link), which would keep the old text';
    try {
        (0,external_node_fs_.accessSync)(target, external_node_fs_.constants.W_OK);
        return undefined;
    }
    catch (error) {
        const { code } = error;
        return `the file cannot be written (${code === 'EPERM' ? 'it is read-only' : (0,reason/* reasonOf */.A)(error)})`;
    }
}

;// CONCATENATED MODULE: ./build/network/client.js
const CONNECTING = 6000;
const BROKEN_OFF = 'PROXY_BROKE_OFF';
let connecting;
async function disconnect() {
    const { dispatcher } = (await connecting?.catch(() => undefined)) ?? {};
    connecting = undefined;
    await dispatcher?.destroy();
}
function client() {
    connecting ??= connect();
    return connecting;
}
async function connect() {
    const { EnvHttpProxyAgent, fetch, Pool } = await __nccwpck_require__.e(/* import() */ 752).then(__nccwpck_require__.t.bind(__nccwpck_require__, 6752, 19));
    const timeout = CONNECTING;
    const limits = { connect: { timeout }, requestTls: { timeout }, proxyTls: { timeout } };
    return { fetch, dispatcher: new EnvHttpProxyAgent({ ...limits, clientFactory: toProxy }) };
    function toProxy(proxy, options) {
        const pool = new Pool(proxy, { ...options, headersTimeout: CONNECTING });
        const connectOnce = pool.connect.bind(pool);
        const connectOrFail = (asked) => connectOnce(asked).catch((cause) => {
            throw Object.assign(new Error('', { cause }), { code: BROKEN_OFF });
        });
        return Object.assign(pool, { connect: connectOrFail });
    }
}

// EXTERNAL MODULE: ./build/report/decided.js
var decided = __nccwpck_require__(6239);
// EXTERNAL MODULE: ./build/report/json.js
var json = __nccwpck_require__(9665);
// EXTERNAL MODULE: ./build/report/plain.js
var plain = __nccwpck_require__(2071);
// EXTERNAL MODULE: ./build/report/terminal.js
var terminal = __nccwpck_require__(3299);
;// CONCATENATED MODULE: ./build/report/domains.js




function domainsAsJson(report) {
    const { batches, rows, configuration, notes, asked, notChecked } = report;
    const domains = report.domains.map(({ domain, signInDomain, answer, because, unanswered, users }) => {
        return { domain, signInDomain, answer, because: unanswered ?? because, users };
    });
    const all = { version: 1, batches, rows, domains, configuration, notes, asked, notChecked };
    return `${(0,json/* harmless */.I)(JSON.stringify(all, null, 1))}\n`;
}
function domainsAsText(report) {
    const { batches, rows, domains, notChecked, unanswered } = report;
    const left = rows - domains.reduce((sum, each) => sum + each.users, 0);
    const users = domains.map((each) => (0,plain/* count */.U9)(each.users, 'user'));
    const widths = {
        answer: widest(domains.map(({ answer }) => answer)),
        domain: widest(domains.map(({ domain }) => domain)),
        users: widest(users),
    };
    const lines = domains.map(({ answer, domain, because }, index) => [
        answer.padEnd(widths.answer),
        domain.padEnd(widths.domain),
        users[index].padEnd(widths.users),
        (0,plain/* plain */.pj)(because),
    ].join('  '));
    return [
        ...lines,
        ...(lines.length > 0 ? [''] : []),
        ...notChecked.map(({ path, why }) => `${(0,plain/* plain */.pj)(path)} was left out: ${(0,plain/* plain */.pj)(why)}.`),
        ...(unanswered === undefined ? [] : [`${(0,plain/* plain */.pj)(unanswered)}.`]),
        ...(left > 0 ? [`Left out: ${(0,plain/* count */.U9)(left, 'row')} without a valid address in its place.`] : []),
        ...(0,terminal/* saySources */.IE)(report),
        (0,decided/* sayConfiguration */.U)(report),
        batches + notChecked.length === 0
            ? 'No batch was found: there is nobody to ask about.'
            : `${(0,plain/* count */.U9)(batches, 'batch', 'batches')}, ${(0,plain/* count */.U9)(domains.length, 'domain')}.`,
        '',
    ].join('\n');
}
function widest(texts) {
    return texts.reduce((most, { length }) => Math.max(most, length), 0);
}

// EXTERNAL MODULE: ./build/report/writers.js + 4 modules
var writers = __nccwpck_require__(7626);
;// CONCATENATED MODULE: ./build/version.js
const VERSION = '0.1.0';

// EXTERNAL MODULE: ./build/batch/blanks.js
var blanks = __nccwpck_require__(3808);
// EXTERNAL MODULE: ./build/batch/characters.js
var characters = __nccwpck_require__(4639);
;// CONCATENATED MODULE: ./build/batch/boolean-words.js


const EXCEL = [
    ['Czech', 'pravda', 'nepravda'],
    ['Danish', 'sand', 'falsk'],
    ['Dutch', 'waar', 'onwaar'],
    ['Finnish', 'tosi', 'epätosi'],
    ['French', 'vrai', 'faux'],
    ['German', 'wahr', 'falsch'],
    ['Hungarian', 'igaz', 'hamis'],
    ['Italian', 'vero', 'falso'],
    ['Norwegian', 'sann', 'usann'],
    ['Polish', 'prawda', 'fałsz'],
    ['Portuguese', 'verdadeiro', 'falso'],
    ['Romanian', 'adevărat', 'fals'],
    ['Russian', 'истина', 'ложь'],
    ['Slovak', 'pravda', 'nepravda'],
    ['Spanish', 'verdadero', 'falso'],
    ['Swedish', 'sant', 'falskt'],
    ['Turkish', 'doğru', 'yanlış'],
];
const OTHERS = [
    ['true', 'false'],
    ['yes', 'no'],
    ['y', 'n'],
    ['t', 'f'],
    ['on', 'off'],
    ['1', '0'],
    ['$true', '$false'],
    ['=true()', '=false()'],
    ['=true', '=false'],
];
const WORDS = new Map();
for (const [yes, no] of OTHERS) {
    note(yes, true);
    note(no, false);
}
for (const [language, yes, no] of EXCEL) {
    note(yes, true, language);
    note(no, false, language);
}
function note(word, means, language) {
    const before = WORDS.get(fold(word))?.language?.replace(' or ', ', ');
    const all = before === undefined ? language : `${before} or ${language}`;
    WORDS.set(fold(word), all === undefined ? { means } : { means, language: all });
}
function fold(word) {
    return word.normalize('NFC').toLowerCase().replaceAll('\u0307', '').replaceAll('ı', 'i');
}
const STRAY = `['‘’“”;.${characters/* INVISIBLE */.k}\\p{White_Space}]*`;
const BESIDE = new RegExp(`^(${STRAY})(.*?)(${STRAY})$`, 'su');
const LINE_END = /[\r\n\u2028\u2029]/;
const LONGEST = 40;
function booleanWordOf(text) {
    if (text.length > LONGEST || LINE_END.test(text))
        return undefined;
    const [, before = '', word = '', behind = ''] = BESIDE.exec(text);
    const meaning = WORDS.get(fold(word));
    if (meaning === undefined)
        return undefined;
    const [left, right] = [(0,blanks/* trim */.Bq)(before), (0,blanks/* trim */.Bq)(behind)];
    const [side, character] = left === '' ? ['behind', first(right)] : ['before', first(left)];
    return { ...meaning, word, stray: character === undefined ? undefined : { character, side } };
}
function first(text) {
    const [character] = text;
    return character;
}
function isExcelBoolean(text) {
    const found = booleanWordOf((0,blanks/* trim */.Bq)(text));
    if (found === undefined || found.word !== (0,blanks/* trim */.Bq)(text))
        return false;
    return found.language !== undefined || /^(?:true|false)$/i.test(found.word);
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: ./build/batch/damage.js

const REPLACEMENT = Buffer.from('\ufffd');
function findDamage(bytes, { file, encoding, mark, undecodable }) {
    const found = [];
    const note = (at, cause) => {
        if (at >= 0)
            found.push({ at, cause });
    };
    const nul = bytes.indexOf(0);
    note(nul, isUtf16(bytes, nul) ? 'utf-16' : 'nul');
    if (undecodable !== undefined)
        note(undecodable, beginsUtf16(bytes, undecodable) ? 'utf-16' : 'undecodable');
    if (!(0,external_node_buffer_.isAscii)(bytes))
        note(bytes.indexOf(REPLACEMENT), 'replaced');
    if (mark && encoding.startsWith('utf-16'))
        note(singleBytes(bytes, file, encoding), 'single-byte');
    return found.sort((a, b) => a.at - b.at)[0];
}
function beginsUtf16(bytes, at) {
    const behind = at + 2 * REPLACEMENT.length;
    return isUtf16(bytes, bytes[behind] === 0 ? behind : behind + 1);
}
function isUtf16(bytes, nul) {
    return bytes[nul] === 0 && bytes[nul + 1] !== 0 && bytes[nul + 2] === 0;
}
const ASCII_RUN = /[\t\r\n\x20-\x7e]{8,}/g;
const LIKE_ADDRESS = /[\w.+-]@[\w-]+\.\w/;
function singleBytes(bytes, file, encoding) {
    const body = Buffer.from(file.buffer, file.byteOffset, file.length);
    for (const { index, 0: run } of body.toString('latin1').matchAll(ASCII_RUN)) {
        if (!LIKE_ADDRESS.test(run))
            continue;
        const even = index + (index % 2);
        const before = Buffer.from(body.subarray(2, even));
        const units = (encoding === 'utf-16le' ? before : before.swap16()).toString('utf16le');
        return Math.min(Buffer.byteLength(units), bytes.length);
    }
    return -1;
}

;// CONCATENATED MODULE: ./build/batch/wide.js
function fromUtf16(body, bigEndian) {
    const littleEndian = bigEndian ? swap(body) : body;
    const units = Buffer.from(littleEndian).toString('utf16le');
    const text = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(littleEndian);
    if (units === text)
        return { text };
    let damage = 0;
    while (units[damage] === text[damage])
        damage++;
    return { text, damage };
}
function toUtf16(text, bigEndian) {
    const bytes = Buffer.from(text, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
}
function fromUtf32(body, bigEndian) {
    const view = new DataView(body.buffer, body.byteOffset, body.length);
    const characters = [];
    let length = 0;
    let damage;
    for (let at = 0; at < body.length; at += 4) {
        const code = at + 4 <= body.length ? view.getUint32(at, !bigEndian) : -1;
        const valid = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        if (!valid)
            damage ??= length;
        const character = valid ? String.fromCodePoint(code) : '\ufffd';
        characters.push(character);
        length += character.length;
    }
    const text = characters.join('');
    return damage === undefined ? { text } : { text, damage };
}
function toUtf32(text, bigEndian) {
    const codes = Array.from(text, (character) => character.codePointAt(0));
    const view = new DataView(new ArrayBuffer(codes.length * 4));
    for (const [index, code] of codes.entries())
        view.setUint32(index * 4, code, !bigEndian);
    return new Uint8Array(view.buffer);
}
function swap(bytes) {
    const copy = Buffer.from(bytes);
    copy.subarray(0, copy.length - (copy.length % 2)).swap16();
    return copy;
}

;// CONCATENATED MODULE: ./build/batch/decode.js



const MARKS = [
    ['utf-32le', [0xff, 0xfe, 0, 0]],
    ['utf-32be', [0, 0, 0xfe, 0xff]],
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
];
function decode(file) {
    const [encoding, mark] = MARKS.find(([, mark]) => mark.every((byte, i) => file[i] === byte)) ?? [
        'utf-8',
        [],
    ];
    const body = Buffer.from(file.buffer, file.byteOffset + mark.length, file.length - mark.length);
    const { bytes, undecodable } = encoding === 'utf-8' ? fromUtf8(body) : transcode(body, encoding);
    const text = { bytes, encoding, mark: mark.length > 0 };
    const damage = findDamage(bytes, { ...text, file, undecodable });
    return damage === undefined ? text : { ...text, damage };
}
function encode(text, bytes) {
    const mark = text.mark ? MARKS.find(([encoding]) => encoding === text.encoding)[1] : [];
    return Buffer.concat([Uint8Array.from(mark), encodeBody(text.encoding, bytes)]);
}
function encodeBody(encoding, bytes) {
    if (encoding === 'utf-8')
        return bytes;
    const string = Buffer.from(bytes).toString();
    const bigEndian = encoding.endsWith('be');
    return encoding.startsWith('utf-16') ? toUtf16(string, bigEndian) : toUtf32(string, bigEndian);
}
function fromUtf8(body) {
    if ((0,external_node_buffer_.isUtf8)(body))
        return { bytes: body };
    const bytes = Buffer.from(body.toString());
    return { bytes, undecodable: firstDifference(body, bytes) };
}
function firstDifference(before, after) {
    let at = 0;
    while (before[at] === after[at])
        at++;
    while ((after[at] & 0xc0) === 0x80)
        at--;
    return at;
}
function transcode(body, encoding) {
    const bigEndian = encoding.endsWith('be');
    const { text, damage } = encoding.startsWith('utf-16')
        ? fromUtf16(body, bigEndian)
        : fromUtf32(body, bigEndian);
    const bytes = Buffer.from(text);
    return damage === undefined ? { bytes } : { bytes, undecodable: Buffer.byteLength(text.slice(0, damage)) };
}

;// CONCATENATED MODULE: ./build/batch/edit.js

function replace(cell, text) {
    if (!cell.quoted)
        return { start: cell.start, end: cell.end, text };
    const [before, after] = (0,blanks/* blanksOf */.RF)(cell.value);
    return {
        start: cell.start + 1 + Buffer.byteLength(before),
        end: cell.end - 1 - Buffer.byteLength(after),
        text,
    };
}
function applyEdits(bytes, edits) {
    const parts = [];
    let from = 0;
    for (const { start, end, text } of edits) {
        parts.push(bytes.subarray(from, start), Buffer.from(text));
        from = end;
    }
    return Buffer.concat([...parts, bytes.subarray(from)]);
}

// EXTERNAL MODULE: ./build/batch/address.js
var batch_address = __nccwpck_require__(4675);
;// CONCATENATED MODULE: ./build/batch/ascii-address.js
const NotAscii = -1;
const Bad = 0;
const [PLAIN, SIGN, HYPHEN, DOT, AT, BEYOND] = [1, 2, 3, 4, 5, 6];
const ROLE = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
    set(character, PLAIN);
for (const character of "!#$%&'*+/=?^_`{|}~")
    set(character, SIGN);
set('-', HYPHEN);
set('.', DOT);
set('@', AT);
ROLE.fill(BEYOND, 0x80);
function set(character, role) {
    ROLE[character.charCodeAt(0)] = role;
}
function endOfLocalPart(bytes, start, end) {
    for (let at = start; at < end; at++) {
        while (ROLE[bytes[at]] === PLAIN)
            at++;
        if (at >= end)
            return Bad;
        const role = ROLE[bytes[at]];
        if (role === BEYOND)
            return NotAscii;
        if (role === 0)
            return Bad;
        if (role >= DOT && (at === start || ROLE[bytes[at - 1]] === DOT))
            return Bad;
        if (role === AT)
            return at;
    }
    return Bad;
}
function isAsciiDomain(bytes, start, end) {
    let dots = 0;
    let before = DOT;
    for (let i = start; i < end; i++) {
        const role = ROLE[bytes[i]];
        if (role === BEYOND)
            return NotAscii;
        if (role === PLAIN)
            before = PLAIN;
        else if (role === HYPHEN && before !== DOT)
            before = HYPHEN;
        else if (role === DOT && before === PLAIN) {
            before = DOT;
            dots++;
        }
        else
            return Bad;
    }
    return before === PLAIN && dots > 0 ? 1 : Bad;
}

;// CONCATENATED MODULE: ./build/batch/aside.js
function isOut(cause) {
    return cause !== undefined && cause !== 'swapped-word';
}

;// CONCATENATED MODULE: ./build/batch/boolean.js

const SMALL = 0x20202020;
const TRUE = wordAt(Buffer.from('true'), 0);
const FALS = wordAt(Buffer.from('fals'), 0);
const E = 0x65;
function booleanAt(bytes, start, end) {
    const first = (0,blanks/* skipBlanks */.pw)(bytes, start, end);
    const length = (0,blanks/* dropBlanks */.$Q)(bytes, first, end) - first;
    if (length === 4 && wordAt(bytes, first) === TRUE)
        return true;
    if (length !== 5 || wordAt(bytes, first) !== FALS)
        return undefined;
    return (bytes[first + 4] | (SMALL & 0xff)) === E ? false : undefined;
}
function wordAt(bytes, at) {
    return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3] | SMALL;
}

;// CONCATENATED MODULE: ./build/batch/memory.js
function addQuad(quads, quad) {
    const at = quads.count++ * 4;
    if (at === quads.memory.length)
        quads.memory = grown(quads.memory, Uint32Array);
    quads.memory.set(quad, at);
}
function quadAt({ memory }, index) {
    const at = index * 4;
    return [memory[at], memory[at + 1], memory[at + 2], memory[at + 3]];
}
function zeros(type, length, used) {
    const room = used !== undefined && used.buffer.byteLength >= length * used.BYTES_PER_ELEMENT;
    return room ? new type(used.buffer, 0, length).fill(0) : new type(length);
}
function grown(array, type) {
    const larger = new type(array.length * 2);
    larger.set(array);
    return larger;
}

;// CONCATENATED MODULE: ./build/batch/table.js

function createTable(bytes, used) {
    const slots = 64 + (bytes.length >> 3);
    return {
        bytes,
        rows: 0,
        width: 0,
        start: used?.start ?? new Uint32Array(slots),
        end: used?.end ?? new Uint32Array(slots),
        shape: used?.shape ?? new Uint8Array(slots),
        numbers: used?.numbers ?? new Uint32Array(slots >> 1),
        recordStart: used?.recordStart ?? new Uint32Array(slots >> 1),
        line: used?.line ?? new Uint32Array(slots >> 1),
        lineStart: used?.lineStart ?? new Uint32Array(slots >> 1),
        loneCr: false,
        misshapen: { memory: used?.misshapen.memory ?? new Uint32Array(64), count: 0 },
        ambiguous: { memory: used?.ambiguous.memory ?? new Uint32Array(64), count: 0 },
    };
}
function makeRoom(table, slot) {
    if (slot < table.shape.length)
        return;
    table.start = grown(table.start, Uint32Array);
    table.end = grown(table.end, Uint32Array);
    table.shape = grown(table.shape, Uint8Array);
}
function keepRow(table, number, start) {
    if (table.rows === table.numbers.length) {
        table.numbers = grown(table.numbers, Uint32Array);
        table.recordStart = grown(table.recordStart, Uint32Array);
        table.line = grown(table.line, Uint32Array);
        table.lineStart = grown(table.lineStart, Uint32Array);
    }
    table.numbers[table.rows] = number;
    table.recordStart[table.rows] = start.first;
    table.line[table.rows] = start.line;
    table.lineStart[table.rows] = start.lineStart;
    table.rows++;
}

;// CONCATENATED MODULE: ./build/batch/scan.js



const QUOTE = 0x22;
const COMMA = 0x2c;
const CR = 0x0d;
const LF = 0x0a;
const E2 = 0xe2;
const Quoted = 1;
const Escaped = 2;
const Ambiguous = 4;
const STOPS = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, CR, LF, E2])
    STOPS[byte] = 1;
function scan(bytes, used) {
    const table = createTable(bytes, used);
    const scanner = { table, bytes, line: 1, lineStart: 0 };
    let at = skipLineEnds(scanner, 0);
    for (let number = 0; at < bytes.length; number++)
        at = skipLineEnds(scanner, scanRecord(scanner, at, number));
    return table;
}
function scanRecord(scanner, first, number) {
    const { table, bytes, line, lineStart } = scanner;
    const base = table.rows * table.width;
    let cells = 0;
    for (let at = first;; at++) {
        const slot = number === 0 || cells < table.width ? base + cells : base;
        makeRoom(table, slot);
        at = scanCell(scanner, at, slot);
        if ((table.shape[slot] & Ambiguous) !== 0) {
            addQuad(table.ambiguous, [number, cells, table.start[slot], table.end[slot]]);
        }
        cells++;
        if (bytes[at] === COMMA)
            continue;
        if (number === 0)
            table.width = cells;
        if (cells === table.width)
            keepRow(table, number, { first, line, lineStart });
        else
            addQuad(table.misshapen, [number, first, at, cells]);
        return at;
    }
}
function scanCell(scanner, at, slot) {
    const { table, bytes } = scanner;
    const stop = endOfRun(bytes, at);
    const start = (0,blanks/* skipBlanks */.pw)(bytes, at, stop);
    if (bytes[stop] === QUOTE)
        return scanQuotes(scanner, { start, quote: stop, slot });
    table.start[slot] = start;
    table.end[slot] = (0,blanks/* dropBlanks */.$Q)(bytes, start, stop);
    table.shape[slot] = 0;
    return stop;
}
function endOfRun(bytes, at) {
    let stop = skipPlain(bytes, at);
    while (bytes[stop] === E2 && !separatorAt(bytes, stop))
        stop = skipPlain(bytes, stop + 1);
    return stop;
}
function skipPlain(bytes, at) {
    const last = bytes.length - 4;
    let stop = at;
    for (; stop <= last; stop += 4) {
        if (STOPS[bytes[stop]] !== 0)
            return stop;
        if (STOPS[bytes[stop + 1]] !== 0)
            return stop + 1;
        if (STOPS[bytes[stop + 2]] !== 0)
            return stop + 2;
        if (STOPS[bytes[stop + 3]] !== 0)
            return stop + 3;
    }
    while (stop < bytes.length && STOPS[bytes[stop]] === 0)
        stop++;
    return stop;
}
function scanQuotes(scanner, cell) {
    const { table, bytes } = scanner;
    const { start, slot } = cell;
    let shape = cell.quote === start ? Quoted : Ambiguous;
    let stop = cell.quote;
    while (bytes[stop] === QUOTE) {
        const closing = nextQuote(scanner, stop + 1);
        stop = endOfRun(bytes, closing + 1);
        if (closing === bytes.length || stop > closing + 1)
            shape |= Ambiguous;
        else if (bytes[stop] === QUOTE)
            shape |= Escaped;
    }
    stop = Math.min(stop, bytes.length);
    table.start[slot] = start;
    table.end[slot] = (0,blanks/* dropBlanks */.$Q)(bytes, start, stop);
    table.shape[slot] = shape;
    return stop;
}
function nextQuote(scanner, from) {
    const { bytes } = scanner;
    let at = from;
    while (at < bytes.length && bytes[at] !== QUOTE) {
        if (bytes[at] <= CR)
            countLine(scanner, at);
        at++;
    }
    return at;
}
function skipLineEnds(scanner, from) {
    const { bytes } = scanner;
    for (let at = from;;) {
        if (bytes[at] === LF || bytes[at] === CR)
            countLine(scanner, at++);
        else if (separatorAt(bytes, at))
            at += 3;
        else
            return at;
    }
}
function countLine(scanner, at) {
    const { bytes, table } = scanner;
    if (bytes[at] !== LF && (bytes[at] !== CR || bytes[at + 1] === LF))
        return;
    if (bytes[at] === CR)
        table.loneCr = true;
    scanner.line++;
    scanner.lineStart = at + 1;
}
function separatorAt(bytes, at) {
    return bytes[at] === E2 && bytes[at + 1] === 0x80 && (bytes[at + 2] === 0xa8 || bytes[at + 2] === 0xa9);
}

;// CONCATENATED MODULE: ./build/batch/value.js


function cellValue(bytes, { start, end, shape }) {
    const quotes = shape & Quoted;
    const text = textAt(bytes, start + quotes, end - quotes);
    return (shape & Escaped) === 0 ? text : text.replaceAll('""', '"');
}
const LONGEST_NAME = 1000;
function nameOf(bytes, cell) {
    return cell.end - cell.start > LONGEST_NAME ? `\0${cell.start}` : (0,blanks/* trim */.Bq)(cellValue(bytes, cell));
}
function textAt(bytes, start, end) {
    return bytes.toString('utf8', start, end);
}
function unquoted(text) {
    return (0,blanks/* trim */.Bq)(text).replace(/^"(.*)"$/s, '$1');
}

;// CONCATENATED MODULE: ./build/batch/domains.js


const CACHE = 256;
function createDomains(bytes, rows, used) {
    const names = [];
    const numbers = new Map();
    const ofRow = zeros(Uint32Array, rows, used?.ofRow);
    const cache = zeros(Uint32Array, CACHE * 2, used?.cache);
    function addName(row, name) {
        const number = numbers.get(name) ?? names.push(name);
        numbers.set(name, number);
        ofRow[row] = number;
        return number;
    }
    return {
        names,
        ofRow,
        cache,
        addName,
        recall(row, start, end) {
            const slot = slotOf(bytes, start, end);
            const number = cache[slot];
            if (number === 0 || names[number - 1].length !== end - start)
                return false;
            const first = cache[slot + 1];
            for (let i = start; i < end; i++)
                if (bytes[i] !== bytes[first + i - start])
                    return false;
            ofRow[row] = number;
            return true;
        },
        add(row, start, end) {
            const slot = slotOf(bytes, start, end);
            cache[slot] = addName(row, textAt(bytes, start, end).toLowerCase());
            cache[slot + 1] = start;
        },
    };
}
function slotOf(bytes, start, end) {
    const guess = end - start + bytes[start] * 7 + bytes[start + 1] * 31 + bytes[(start + end) >> 1] * 13;
    return (guess & (CACHE - 1)) * 2;
}

;// CONCATENATED MODULE: ./build/batch/password.js

const SHORTEST = 8;
const password_QUOTE = 0x22;
function mayBePassword(bytes, start, end) {
    return !(0,blanks/* hasEdgeBlank */.qw)(bytes, start, end) && isLong(bytes, start, end);
}
function isLong(bytes, start, end) {
    let units = 0;
    for (let at = start; at < end && units < SHORTEST; at++) {
        const byte = bytes[at];
        if (byte >= 0xf0)
            units += 2;
        else if ((byte & 0xc0) !== 0x80)
            units++;
        if (byte === password_QUOTE)
            at++;
    }
    return units >= SHORTEST;
}

;// CONCATENATED MODULE: ./build/batch/classify.js










const [UNREAD, EMPTY, OTHER, classify_TRUE, FALSE, ADDRESS, BAD_ADDRESS, BAD_VALUE, BAD_PASSWORD, EDGE_BLANK] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
];
const codes = {
    unread: UNREAD,
    empty: EMPTY,
    other: OTHER,
    true: classify_TRUE,
    false: FALSE,
    address: ADDRESS,
    'bad-address': BAD_ADDRESS,
    'bad-value': BAD_VALUE,
    'bad-password': BAD_PASSWORD,
    'edge-blank': EDGE_BLANK,
};
function isFilled(code) {
    return code >= OTHER;
}
function classifyText(of) {
    return { classes: classify(of, () => OTHER) };
}
function classifyBooleans(of) {
    const { bytes } = of.table;
    const classes = classify(of, (_, start, end) => {
        const value = booleanAt(bytes, start, end);
        if (value === undefined)
            return OTHER;
        return value ? classify_TRUE : FALSE;
    });
    return { classes };
}
function classifyValues(of, { words, largest = -1 }) {
    const { bytes } = of.table;
    const known = new Set(words.map((word) => word.toLowerCase()));
    const classes = classify(of, (_, start, end) => {
        const value = textAt(bytes, start, end);
        if (known.has(value.toLowerCase()))
            return OTHER;
        return /^[0-9]+$/.test(value) && Number(value) <= largest ? OTHER : BAD_VALUE;
    });
    return { classes };
}
function classifyPasswords(of) {
    const { bytes } = of.table;
    return {
        classes: classify(of, (_, start, end) => (mayBePassword(bytes, start, end) ? OTHER : BAD_PASSWORD)),
    };
}
function classifyTrimmed(of) {
    const { bytes } = of.table;
    return { classes: classify(of, (_, start, end) => ((0,blanks/* hasEdgeBlank */.qw)(bytes, start, end) ? EDGE_BLANK : OTHER)) };
}
function classifyAddresses(of) {
    const { bytes } = of.table;
    const domains = createDomains(bytes, of.table.rows, of.used?.domains);
    const classes = classify(of, (row, start, end) => {
        const at = endOfLocalPart(bytes, start, end);
        const fits = end - start <= batch_address/* LONGEST */.zP;
        if (fits && at > 0 && domains.recall(row, at + 1, end))
            return ADDRESS;
        const ascii = at > 0 ? isAsciiDomain(bytes, at + 1, end) : at;
        if (ascii === NotAscii)
            return judgeWide(row, textAt(bytes, start, end));
        if (!fits || ascii === 0)
            return BAD_ADDRESS;
        domains.add(row, at + 1, end);
        return ADDRESS;
    });
    function judgeWide(row, address) {
        if (!(0,batch_address/* isAddress */.PW)(address))
            return BAD_ADDRESS;
        domains.addName(row, (0,batch_address/* domainOf */.Ow)(address));
        return ADDRESS;
    }
    return { classes, domains };
}
function classify(of, judge) {
    const { text, table, column, used, exceptions } = of;
    const { start: starts, end: ends, shape: shapes, width, rows } = table;
    const damaged = text.damage !== undefined;
    const classes = zeros(Uint8Array, rows, used?.classes);
    for (let row = 1, slot = width + column; row < rows; row++, slot += width) {
        if (exceptions !== undefined && isOut(exceptions.aside.get(table.numbers[row])))
            continue;
        const shape = shapes[slot];
        const start = starts[slot] + (shape & Quoted);
        const end = ends[slot] - (shape & Quoted);
        if ((shape & Ambiguous) !== 0 || (damaged && isDamaged(text, start, end)))
            classes[row] = UNREAD;
        else if (exceptions?.unread.has(slot))
            classes[row] = UNREAD;
        else
            classes[row] = start === end ? EMPTY : judge(row, start, end);
    }
    return classes;
}
function isDamaged({ bytes, damage }, start, end) {
    return damage !== undefined && textAt(bytes, start, end).includes('\ufffd');
}

// EXTERNAL MODULE: ./build/batch/names.js
var batch_names = __nccwpck_require__(4611);
;// CONCATENATED MODULE: ./build/batch/records.js

function* misshapenRows({ misshapen }) {
    for (let index = 0; index < misshapen.count; index++) {
        const [number, start, end, cells] = quadAt(misshapen, index);
        yield { number, start, end, cells };
    }
}
function* ambiguousCells({ ambiguous }) {
    for (let index = 0; index < ambiguous.count; index++) {
        const [row, column, start, end] = quadAt(ambiguous, index);
        yield { row, column, start, end };
    }
}
function hasAmbiguousCell({ ambiguous: { memory, count } }, row) {
    const first = firstFrom(count, (index) => memory[index * 4] >= row);
    return first < count && memory[first * 4] === row;
}
function positionOf({ numbers, rows }, number) {
    const position = firstFrom(rows, (index) => numbers[index] >= number);
    return position < rows && numbers[position] === number ? position : undefined;
}
function firstFrom(count, reached) {
    let [low, high] = [0, count];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (reached(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
function recordAt(table, offset) {
    const { rows, recordStart, numbers, end: ends, width, misshapen } = table;
    const position = firstFrom(rows, (index) => recordStart[index] > offset) - 1;
    const end = position < 0 ? 0 : ends[(position + 1) * width - 1];
    if (offset < end)
        return { number: numbers[position], start: recordStart[position], end };
    const index = firstFrom(misshapen.count, (each) => misshapen.memory[each * 4 + 1] > offset) - 1;
    if (index < 0)
        return undefined;
    const [number, start, last] = quadAt(misshapen, index);
    return offset < last ? { number, start, end: last } : undefined;
}
function recordOf(table, number) {
    const row = positionOf(table, number);
    if (row === undefined)
        return misshapenRow(table, number);
    const last = (row + 1) * table.width - 1;
    return { start: table.recordStart[row], end: table.end[last] };
}
function misshapenRow(table, number) {
    for (const row of misshapenRows(table))
        if (row.number === number)
            return row;
    throw new RangeError(`there is no row ${number}`);
}
function firstLine(bytes, { start, end }) {
    let at = start;
    while (at < end && bytes[at] !== 0x0a && bytes[at] !== 0x0d)
        at++;
    return { start, end: at };
}

;// CONCATENATED MODULE: ./build/batch/joined.js




const SIGNS = [
    ['mark', '\ufeff'],
    ['ctrl-z', '\x1a'],
];
function findJoined(table, suspects) {
    const { bytes, numbers } = table;
    const found = new Map();
    const isHeader = headerLike(table);
    for (const [cause, sign] of SIGNS) {
        let line = { number: 0, start: 0, end: 0 };
        for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) {
            const record = recordAt(table, at);
            if (record === undefined || record.number === 0)
                continue;
            const { number, start, end } = record;
            if (number !== line.number)
                line = { number, ...firstLine(bytes, record) };
            const isMisshapen = positionOf(table, number) === undefined && at < line.end;
            const isAtEdge = at === start || at + 1 === end;
            if (isAtEdge || isMisshapen)
                found.set(number, isHeader(line) ? 'header-again' : cause);
        }
    }
    for (const position of suspects) {
        const start = table.recordStart[position];
        const end = table.end[(position + 1) * table.width - 1];
        if (isHeader({ start, end }))
            found.set(numbers[position], 'header-again');
    }
    for (const row of misshapenRows(table))
        if (isHeader(row))
            found.set(row.number, 'header-again');
    return found;
}
const joined_LONGEST = 1000;
const NAME = Buffer.from('emailaddress');
const joined_SMALL = 0x20;
function headerLike(table) {
    let own;
    return ({ start, end }) => {
        if (end - start > joined_LONGEST || !mayName(table.bytes, start, end))
            return false;
        const cells = textAt(table.bytes, start, end).split(',').map(nameIn);
        if (!cells.some((cell) => (0,batch_names/* columnOf */.uV)(cell) === 'EmailAddress'))
            return false;
        own ??= ownNames(table);
        return cells.every((cell) => cell === '' || (0,batch_names/* columnOf */.uV)(cell) !== undefined || own?.has(cell.toLowerCase()));
    };
}
function nameIn(cell) {
    return (0,blanks/* trim */.Bq)(unquoted(cell.replaceAll('\ufeff', '')));
}
function mayName(bytes, start, end) {
    for (let at = start; at + NAME.length <= end; at++) {
        let same = 0;
        while (same < NAME.length && (bytes[at + same] | joined_SMALL) === NAME[same])
            same++;
        if (same === NAME.length)
            return true;
    }
    return false;
}
function ownNames({ bytes, width, start, end, shape }) {
    const names = new Set();
    for (let slot = 0; slot < width; slot++) {
        names.add(nameOf(bytes, { start: start[slot], end: end[slot], shape: shape[slot] }).toLowerCase());
    }
    return names;
}

;// CONCATENATED MODULE: ./build/batch/line-breaks.js




function findBroken(table) {
    const found = { memory: new Uint32Array(16), count: 0 };
    const { bytes, rows, line, width } = table;
    const hasSeparators = bytes.includes('\u2028') || bytes.includes('\u2029');
    for (let row = 0; row < rows; row++) {
        const spans = row + 1 === rows || line[row + 1] > line[row] + 1;
        if (!spans && !hasSeparators)
            continue;
        for (let slot = row * width; slot < (row + 1) * width; slot++) {
            if (isBroken(table, slot))
                addQuad(found, [row, slot, Number(tookRow(table, slot)), 0]);
        }
    }
    return found;
}
const line_breaks_LF = 0x0a;
const line_breaks_CR = 0x0d;
const line_breaks_LINE_END = /\r\n|[\r\n\u2028\u2029]/;
const SEPARATOR = /[\u2028\u2029]/;
function isBroken({ bytes, start, end, shape }, slot) {
    if ((shape[slot] & Quoted) === 0 || (shape[slot] & Ambiguous) !== 0)
        return false;
    let isWide = false;
    for (let at = start[slot]; at < end[slot]; at++) {
        const byte = bytes[at];
        if (byte === line_breaks_LF || byte === line_breaks_CR)
            return true;
        if (byte === 0xe2)
            isWide = true;
    }
    return isWide && SEPARATOR.test(textAt(bytes, start[slot], end[slot]));
}
function tookRow({ bytes, start, end, width }, slot) {
    const [first = '', ...taken] = textAt(bytes, start[slot] + 1, end[slot] - 1).split(line_breaks_LINE_END);
    return hasAllCells(first, width) || taken.some((line) => hasAllCells(line, width) || hasAddress(line));
}
function hasAllCells(line, width) {
    const cells = line.split(',');
    return width > 1 && cells.length === width && cells.some((cell) => bare(cell) !== '');
}
function hasAddress(line) {
    return line.includes('@') && line.split(',').some((cell) => (0,batch_address/* isAddress */.PW)(bare(cell)));
}
function bare(cell) {
    return cell.replaceAll('"', '').trim();
}
function* brokenCells({ start, end }, found, from = 0) {
    for (let index = from; index < found.count; index++) {
        const [position, slot, took] = quadAt(found, index);
        yield { position, slot, start: start[slot], end: end[slot], tookRow: took === 1 };
    }
}
function brokenIn(table, found, position) {
    let [low, high] = [0, found.count];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (found.memory[middle * 4] >= position)
            high = middle;
        else
            low = middle + 1;
    }
    const cells = [];
    for (const cell of brokenCells(table, found, low)) {
        if (cell.position !== position)
            break;
        cells.push(cell);
    }
    return cells;
}

;// CONCATENATED MODULE: ./build/batch/swapped.js






function* wordsSwapped(rows) {
    const classes = rows.facts('ForceChangePassword')?.classes;
    if (classes === undefined || !rows.header.columns.has('Password'))
        return;
    for (const code of [codes.other, codes.empty]) {
        for (let at = classes.indexOf(code); at >= 0; at = classes.indexOf(code, at + 1)) {
            if (isWordsSwapped(rows, at))
                yield at;
        }
    }
}
function isWordsSwapped(rows, position) {
    const { table } = rows;
    if (!mayBeWord(rows, position) || !isExcelBoolean(valueAt(rows, position, 'Password')))
        return false;
    if (hasAmbiguousCell(table, table.numbers[position]))
        return false;
    return booleanWordOf((0,blanks/* trim */.Bq)(valueAt(rows, position, 'ForceChangePassword'))) === undefined;
}
const LONGEST_WORD = 24;
function mayBeWord({ table, header }, position) {
    const slot = position * table.width + header.columns.get('Password');
    const [start, end] = [table.start[slot], table.end[slot]];
    if (start === end || end - start > LONGEST_WORD)
        return false;
    for (let at = start; at < end; at++) {
        const byte = table.bytes[at];
        if (byte > 0x22 && (byte | 0x20) < 0x61)
            return false;
    }
    return true;
}
function* addressesSwapped(rows) {
    const { classes, domains } = rows.facts('EmailAddress') ?? {};
    if (classes === undefined || domains === undefined || !rows.header.columns.has('Password'))
        return;
    for (let at = classes.indexOf(BAD); at >= 0; at = classes.indexOf(BAD, at + 1)) {
        if (domainInPassword(rows, at) !== undefined)
            yield at;
    }
    const strange = strangeDomains(rows, domains);
    if (!strange.includes(1))
        return;
    for (let at = 1; at < domains.ofRow.length; at++)
        if (strange[domains.ofRow[at]] === 1)
            yield at;
}
const BAD = codes['bad-address'];
function strangeDomains(rows, { names, ofRow }) {
    const [UNSEEN, STRANGE, OWN] = [0, 1, 2];
    const verdicts = new Uint8Array(names.length + 1).fill(UNSEEN);
    verdicts[0] = OWN;
    const known = lazy(() => new Set(names));
    const usual = lazy(() => usualInPasswords(rows));
    const belongs = (domain) => known().has(domain) || rows.isNamed(domain) || usual() === domain;
    for (let row = 1; row < ofRow.length; row++) {
        const number = ofRow[row];
        if (verdicts[number] === OWN)
            continue;
        const other = domainInPassword(rows, row);
        const own = names[number - 1];
        const isStrange = other !== undefined && other !== own && belongs(other) && !rows.isNamed(own);
        verdicts[number] = isStrange ? STRANGE : OWN;
    }
    return verdicts;
}
function usualInPasswords(rows) {
    const classes = rows.facts('Password').classes;
    const counts = new Map();
    let filled = 0;
    for (let row = 1; row < classes.length; row++) {
        if (!isFilled(classes[row]))
            continue;
        filled++;
        const domain = domainInPassword(rows, row);
        if (domain === undefined || !ENDS_IN_LETTERS.test(domain))
            continue;
        const addresses = counts.get(domain) ?? new Set();
        counts.set(domain, addresses.add(valueAt(rows, row, 'Password').toLowerCase()));
    }
    return [...counts].find(([, addresses]) => addresses.size * 2 > filled)?.[0];
}
const ENDS_IN_LETTERS = /\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;
const swapped_AT = 0x40;
function domainInPassword(rows, position) {
    const { table, header } = rows;
    const slot = position * table.width + header.columns.get('Password');
    let at = table.start[slot];
    while (at < table.end[slot] && table.bytes[at] !== swapped_AT)
        at++;
    if (at === table.end[slot] || !isFilled(rows.facts('Password').classes[position]))
        return undefined;
    const value = (0,blanks/* trim */.Bq)(valueAt(rows, position, 'Password'));
    return (0,batch_address/* isAddress */.PW)(value) ? (0,batch_address/* domainOf */.Ow)(value) : undefined;
}
function valueAt({ table, header }, position, column) {
    const slot = position * table.width + header.columns.get(column);
    return cellValue(table.bytes, {
        start: table.start[slot],
        end: table.end[slot],
        shape: table.shape[slot],
    });
}
function lazy(make) {
    let made;
    return () => {
        made ??= { value: make() };
        return made.value;
    };
}

;// CONCATENATED MODULE: ./build/batch/exceptions.js




function findExceptions(rows, kind) {
    const { table, header } = rows;
    const { numbers, width } = table;
    const broken = findBroken(table);
    const unread = new Set();
    if (!header.columns.has('EmailAddress'))
        return { aside: new Map(), unread, broken };
    const took = new Set();
    for (const { position, slot, tookRow } of brokenCells(table, broken)) {
        if (!tookRow)
            continue;
        unread.add(slot);
        took.add(position);
    }
    const aside = new Map(findJoined(table, positionsOf(rows, 'bad-address')));
    const add = (position, cause) => {
        if (!took.has(position) && !aside.has(numbers[position]))
            aside.set(numbers[position], cause);
    };
    if (kind.columns.includes('Password')) {
        for (const position of addressesSwapped(rows))
            add(position, 'swapped-address');
    }
    for (const position of wordsSwapped(rows)) {
        add(position, 'swapped-word');
        if (aside.get(numbers[position]) !== 'swapped-word')
            continue;
        for (const column of ['Password', 'ForceChangePassword'])
            unread.add(position * width + header.columns.get(column));
    }
    return { aside, unread, broken };
}
function* positionsOf({ facts }, name) {
    const { classes } = facts('EmailAddress');
    for (let at = classes.indexOf(codes[name]); at >= 0; at = classes.indexOf(codes[name], at + 1))
        yield at;
}

;// CONCATENATED MODULE: ./build/batch/columns.js


function lazyColumns({ text, table, header, kind }, known, exceptions) {
    const used = new Map(known);
    known.clear();
    const { addresses, booleans, trimmed, values, newPassword } = kind;
    function classify(column, position) {
        const of = { text, table, column: position, used: used.get(column), exceptions };
        if (addresses.includes(column))
            return classifyAddresses(of);
        if (booleans?.includes(column))
            return classifyBooleans(of);
        if (column === newPassword)
            return classifyPasswords(of);
        if (trimmed?.includes(column))
            return classifyTrimmed(of);
        const allowed = values?.[column];
        return allowed === undefined ? classifyText(of) : classifyValues(of, allowed);
    }
    return (column) => {
        const position = header.columns.get(column);
        if (position === undefined)
            return undefined;
        const facts = known.get(column) ?? classify(column, position);
        known.set(column, facts);
        return facts;
    };
}
function classifyColumns(read, known) {
    const all = lazyColumns(read, known);
    let judged = all;
    let exceptions;
    function find() {
        if (exceptions !== undefined)
            return exceptions;
        exceptions = findExceptions({ ...read, facts: all }, read.kind);
        if (exceptions.aside.size + exceptions.unread.size > 0)
            judged = lazyColumns(read, new Map(), exceptions);
        return exceptions;
    }
    return {
        facts(column) {
            find();
            return judged(column);
        },
        get exceptions() {
            return find();
        },
    };
}

// EXTERNAL MODULE: ./build/batch/kinds.js
var kinds = __nccwpck_require__(4028);
;// CONCATENATED MODULE: ./build/batch/create-batch.js





function createBatch(parts, known = new Map()) {
    const { path, size, text, table, header, isNamed } = parts;
    const kind = kinds/* kinds */.EZ[header.kind ?? 'unknown'];
    const classified = classifyColumns({ text, table, header, kind, isNamed }, known);
    const columns = classified.facts;
    function cellAt(row, column) {
        const slot = row * table.width + header.columns.get(column);
        const start = table.start[slot];
        const end = table.end[slot];
        const shape = table.shape[slot];
        return {
            start,
            end,
            value: cellValue(table.bytes, { start, end, shape }),
            quoted: (shape & Quoted) !== 0,
        };
    }
    function createRow() {
        const domains = columns('EmailAddress')?.domains;
        return {
            position: 0,
            get index() {
                return table.numbers[this.position];
            },
            get domain() {
                return domains?.names[domains.ofRow[this.position] - 1];
            },
            get user() {
                return this.domain === undefined ? null : cellAt(this.position, 'EmailAddress').value;
            },
            cell(column) {
                return cellAt(this.position, column);
            },
        };
    }
    let moving;
    return {
        path,
        size,
        text,
        table,
        header,
        kind,
        rows: Math.max(0, table.rows + table.misshapen.count - 1),
        known,
        facts: columns,
        get aside() {
            return classified.exceptions.aside;
        },
        get broken() {
            return classified.exceptions.broken;
        },
        headerCells: () => readableHeader(text, table),
        get domains() {
            return columns('EmailAddress')?.domains;
        },
        where(column, name) {
            const classes = columns(column)?.classes;
            return {
                [Symbol.iterator]: () => classes === undefined ? NO_ROWS : moveOver(createRow(), classes, codes[name]),
            };
        },
        rowAt(position) {
            moving ??= createRow();
            moving.position = position;
            return moving;
        },
    };
}
function* readableHeader(text, { bytes, width, start, end, shape }) {
    for (let index = 0; index < width; index++) {
        const cell = { start: start[index], end: end[index], shape: shape[index] };
        const name = nameOf(bytes, cell);
        const readable = (cell.shape & Ambiguous) === 0 && !isDamaged(text, cell.start, cell.end);
        if (readable)
            yield { index, name, start: cell.start, end: cell.end };
    }
}
const END = { done: true, value: undefined };
const NO_ROWS = { next: () => END };
function moveOver(row, classes, code) {
    const step = { done: false, value: row };
    let at = -1;
    return {
        next() {
            at = classes.indexOf(code, at + 1);
            row.position = at;
            return at < 0 ? END : step;
        },
    };
}

;// CONCATENATED MODULE: ./build/batch/first-lines.js


const CODE_PAGES = ['windows-1252', 'windows-1250', 'windows-1251', 'windows-1254', 'ibm866'];
const GLANCE = 1 << 16;
const LONGEST_LINE = 1000;
const LINE_ENDS = /\r\n|[\r\n\u2028\u2029]/;
function readBeginning(text, file) {
    const { bytes, encoding, mark, damage } = text;
    const start = Buffer.from(file.subarray(0, GLANCE));
    const wide = encoding === 'utf-8' && !mark ? wideEncodingOf(start) : undefined;
    if (wide !== undefined)
        return [{ encoding: wide, lines: linesOf(decodeWide(start, wide)) }];
    if (isOnlyMarked(text))
        return [{ lines: linesOf(start.toString('latin1', 2)) }];
    const asRead = bytes.toString('utf8', 0, GLANCE);
    const isCodePage = encoding === 'utf-8' && damage?.cause === 'undecodable' && isMostlyLost(asRead);
    if (!isCodePage)
        return [{ lines: linesOf(asRead) }];
    const body = mark ? start.subarray(3) : start;
    return CODE_PAGES.map((page) => ({ encoding: page, lines: linesOf(new TextDecoder(page).decode(body)) }));
}
function isOnlyMarked({ bytes, damage }) {
    return damage?.cause === 'single-byte' && (0,blanks/* trim */.Bq)(bytes.toString('utf8', 0, damage.at)) === '';
}
function isMostlyLost(text) {
    const lost = text.split('\ufffd').length - 1;
    return lost > (text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0);
}
function linesOf(text) {
    return text
        .split(LINE_ENDS)
        .map((line, index) => ({ text: line.slice(0, LONGEST_LINE), number: index + 1 }))
        .filter((line) => line.text !== '');
}
function wideEncodingOf(start) {
    const end = start.indexOf(0x0a, 4);
    const line = start.subarray(0, end < 0 ? 40 : Math.min(end, 40));
    const nuls = [0, 0, 0, 0];
    for (const [index, byte] of line.entries())
        if (byte === 0)
            nuls[index % 4]++;
    const few = line.length / 16;
    const pattern = nuls.map((count) => (count > few ? '0' : 'x')).join('');
    return { x000: 'utf-32le', '000x': 'utf-32be', x0x0: 'utf-16le', '0x0x': 'utf-16be' }[pattern];
}
function decodeWide(start, encoding) {
    const decode = encoding.startsWith('utf-16') ? fromUtf16 : fromUtf32;
    return decode(start, encoding.endsWith('be')).text;
}

;// CONCATENATED MODULE: ./build/batch/parameters.js
const PARAMETERS = new Map([
    'AdoptPreexisting',
    'AllowIncrementalSyncs',
    'AllowUnknownColumnsInCsv',
    'ArchiveDomain',
    'ArchiveOnly',
    'AutoComplete',
    'AutoRetryCount',
    'AutoStart',
    'AvoidMergeOverlap',
    'CompleteAfter',
    'CSVData',
    'DisallowExistingUsers',
    'ExcludeDumpsters',
    'ExcludeFolders',
    'IncludeFolders',
    'MoveOptions',
    'NotificationEmails',
    'PrimaryOnly',
    'RemoveOnCopy',
    'ReportInterval',
    'SkipCalendar',
    'SkipContacts',
    'SkipMail',
    'SkipMerging',
    'SkipMoving',
    'SkipRules',
    'SkipSteps',
    'SourceEndpoint',
    'SourcePFPrimaryMailboxGuid',
    'StartAfter',
    'TargetDeliveryDomain',
    'TargetEndpoint',
    'WorkflowControlFlags',
].map((name) => [name.toLowerCase(), name]));
const ALIASES = new Map([
    ['batchname', 'Name'],
    ['targetaddress', 'TargetDeliveryDomain'],
]);
function parameterOf(name) {
    const key = name.toLowerCase();
    return PARAMETERS.get(key) ?? ALIASES.get(key);
}

;// CONCATENATED MODULE: ./build/batch/header.js



const MOST_COLUMNS = 100;
const MOST_TOLD = 5;
function nameColumns(cells) {
    const columns = new Map();
    const near = new Map();
    const unreadable = new Map();
    const counts = { foreign: 0, parameters: 0 };
    const foreignAt = [];
    let otherAddress;
    let index = 0;
    for (const { name, readable } of cells) {
        const exact = (0,batch_names/* columnOf */.uV)(readable ? name : (0,batch_names/* bareName */.yZ)(name));
        const meant = exact ?? (index < MOST_COLUMNS ? (0,batch_names/* nearColumn */.Pf)(name) : undefined);
        if (index < MOST_COLUMNS && (0,batch_names/* isOtherAddressName */.yW)(name))
            otherAddress ??= index;
        if (!readable)
            for (const column of swallowedIn(name))
                keepFirst(unreadable, column, index);
        if (!readable && meant !== undefined)
            keepFirst(unreadable, meant, index);
        else if (exact !== undefined)
            keepFirst(columns, exact, index);
        else if (meant !== undefined)
            keepFirst(near, meant, { name, index });
        if (name !== '' && isForeign(exact, meant)) {
            counts.foreign++;
            if (foreignAt.length < MOST_TOLD)
                foreignAt.push(index);
            if (index < MOST_COLUMNS && parameterOf((0,batch_names/* bareName */.yZ)(name)) !== undefined)
                counts.parameters++;
        }
        index++;
    }
    return { columns, near, unreadable, ...counts, foreignAt, otherAddress, width: index };
}
function swallowedIn(name) {
    const parts = name.split(/[\r\n]/, 1)[0].split(',');
    return parts.flatMap((part) => (0,batch_names/* columnOf */.uV)((0,batch_names/* bareName */.yZ)(part)) ?? []).filter((column) => column !== 'EmailAddress');
}
function keepFirst(map, column, value) {
    if (!map.has(column))
        map.set(column, value);
}
function isForeign(exact, meant) {
    return exact === undefined && (meant === undefined || meant === 'UserRoot');
}
function columnsNamed({ columns, near, unreadable }) {
    const nearly = [...near.keys()].filter((column) => column !== 'UserRoot');
    return new Set([...columns.keys(), ...nearly, ...unreadable.keys()]);
}
function kindOfNames(names) {
    const { columns, near, unreadable, foreign, parameters } = names;
    const places = [
        columns.get('EmailAddress'),
        near.get('EmailAddress')?.index,
        unreadable.get('EmailAddress'),
    ];
    const addressFirst = places.includes(0);
    return (0,kinds/* kindOf */.I)({ columns: columnsNamed(names), foreign, parameters, addressFirst });
}

;// CONCATENATED MODULE: ./build/batch/split-line.js



const SEPARATORS = [',', ';', '\t', '|', ':', '\uff0c', ' '];
function cellsOf(line, separator) {
    return separator === ' ' ? (0,blanks/* trim */.Bq)(line).split(/[ \t\u00a0]+/) : line.split(separator);
}
const QUOTES = /["'\u2018\u2019\u201c\u201d]/g;
function split_line_bare(cell) {
    return (0,blanks/* trim */.Bq)(cell.replace(QUOTES, ''));
}
const MOST_CELLS = 4;
function separatorOfRow(line) {
    return SEPARATORS.find((separator) => isRow(line, separator));
}
function isRow(line, separator) {
    const cells = cellsOf(line, separator).map(split_line_bare);
    const booleans = cells.filter((cell) => isExcelWord(booleanWordOf(cell)));
    return cells.length <= MOST_CELLS && booleans.length === 1 && cells.some(batch_address/* isAddress */.PW);
}
function isExcelWord(word) {
    return word !== undefined && (word.language !== undefined || /^(true|false)$/i.test(word.word));
}

;// CONCATENATED MODULE: ./build/batch/find-names.js





const LOOKED_AT = 5;
function findNames(lines, first) {
    for (const [index, { text }] of lines.slice(0, LOOKED_AT).entries()) {
        if (separatorOfRow(text) !== undefined)
            continue;
        const [found, ...others] = namesAt(index, lines, first);
        if (found !== undefined)
            return others.reduce(richer, found);
    }
    return undefined;
}
function richer(a, b) {
    return b.names.columns.size > a.names.columns.size ? b : a;
}
function* namesAt(index, lines, first) {
    const { text } = lines[index];
    const isBatch = index === 0 && !first.wide && kindOfNames(first.names) !== undefined;
    if (isBatch)
        yield { index, separator: ',', names: first.names };
    const above = lines.slice(0, index).map((line) => lineAbove(line.text));
    for (const separator of SEPARATORS) {
        const names = namesIn(text, separator);
        const isHeader = tellsAll(names) ||
            isBatchBetween(names, { isTable: /[;\t]/.test(separator) && text.includes(separator), above }) ||
            (index === 0 && separator === ',' && isBatchBut(text, names, first)) ||
            (index === 1 && separator === ',' && isBelowTitle(lines, names));
        if (isHeader)
            yield { index, separator, names };
    }
}
function tellsAll(names) {
    return (namesAddress(names) || names.otherAddress !== undefined) && (0,kinds/* tellsBatch */.ZY)(columnsNamed(names));
}
function namesAddress({ columns, near }) {
    return columns.has('EmailAddress') || near.has('EmailAddress');
}
function isBatchBetween(names, { isTable, above }) {
    const isBelow = above.some((line) => line === 'separator-line' || line === 'type-line');
    return (isTable || isBelow) && kindOfNames(names) !== undefined;
}
function isBatchBut(text, names, { tangled, wide }) {
    const quotes = quotesOf(text, tangled).filter((each) => each !== 'single' && each !== 'typographic');
    return (wide || quotes.length > 0) && kindOfNames(names) !== undefined;
}
function isBelowTitle([title, , row], names) {
    const filled = title.text.split(',').filter((cell) => (0,blanks/* trim */.Bq)(cell) !== '');
    const hasAddress = row?.text.split(',').some((cell) => (0,batch_address/* isAddress */.PW)(split_line_bare(cell)));
    return filled.length <= 1 && hasAddress === true && kindOfNames(names) !== undefined;
}
function lineAbove(line) {
    if (/^[\ufeff"']*sep=/i.test(line))
        return 'separator-line';
    if (/^[\ufeff"']*#TYPE /i.test(line))
        return 'type-line';
    return separatorOfRow(line) === undefined ? 'title' : 'row';
}
function namesIn(line, separator) {
    return nameColumns(cellsOf(line, separator).map((cell) => ({ name: split_line_bare(cell), readable: true })));
}
function quotesOf(line, tangled) {
    const kinds = [
        ...(/'/.test(line) ? ['single'] : []),
        ...(/[\u2018\u2019\u201c\u201d]/.test(line) ? ['typographic'] : []),
    ];
    if (line.split('"').length % 2 === 0)
        return [...kinds, 'open'];
    if (/^"[^"]*,[^"]*"$/.test((0,blanks/* trim */.Bq)(line)))
        return [...kinds, 'whole-line'];
    return tangled ? [...kinds, 'tangled'] : kinds;
}

;// CONCATENATED MODULE: ./build/batch/hidden-header.js




function findHiddenHeader(readings, first) {
    const found = readings.map((reading) => findIn(reading, first));
    const known = found.filter((hidden) => hidden !== undefined);
    return known.reduce((best, hidden) => (best !== undefined && best.words.length >= hidden.words.length ? best : hidden), undefined);
}
function findIn({ lines, encoding }, first) {
    const header = findNames(lines, { ...first, wide: encoding !== undefined && /^utf/.test(encoding) });
    const top = lines[0];
    if (top === undefined)
        return undefined;
    const found = { encoding, above: [], quotes: [], words: [], line: top.number };
    if (header === undefined) {
        const separator = separatorOfRow(top.text);
        return separator && { ...found, kind: 'unknown', names: undefined, separator };
    }
    const { index, separator, names } = header;
    const line = lines[index];
    return {
        ...found,
        kind: kindOfNames(names) ?? 'unknown',
        names,
        separator,
        line: line.number,
        above: lines.slice(0, index).map(({ text }) => lineAbove(text)),
        quotes: quotesOf(line.text, index === 0 && separator === ',' && first.tangled),
        words: wordsBelow(lines.slice(index + 1).map(({ text }) => text), { separator, names }),
    };
}
function wordsBelow(lines, { separator, names }) {
    const column = names.columns.get('ForceChangePassword') ?? names.near.get('ForceChangePassword')?.index ?? names.width;
    const found = lines.flatMap((line) => booleanWordOf(split_line_bare(cellsOf(line, separator)[column] ?? '')) ?? []);
    const words = found.filter(({ language }) => language !== undefined);
    return [...new Map(words.map((word) => [word.word.toLowerCase(), word])).values()];
}

;// CONCATENATED MODULE: ./build/batch/other-file.js
const SIGNATURES = [
    [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'this is an Excel workbook: save it as CSV UTF-8'],
    [[0x25, 0x50, 0x44, 0x46, 0x2d], 'this is a PDF document'],
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const WORKBOOK_PARTS = [
    '[Content_Types].xml',
    'xl/',
    'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
];
function otherFileOf(file) {
    const isWorkbook = () => {
        const start = Buffer.from(file.subarray(0, 4096)).toString('latin1');
        return WORKBOOK_PARTS.some((part) => start.includes(part));
    };
    if (beginsWith(file, ZIP))
        return isWorkbook() ? SIGNATURES[0][1] : 'this is a ZIP archive';
    return SIGNATURES.find(([signature]) => beginsWith(file, signature))?.[1];
}
const OTHER_TABLES = [
    [['folderpath', 'targetgroupmailbox'], 'this is a map of public folders'],
    [['folderpath', 'targetmailbox'], 'this is a map of public folders'],
    [['foldername', 'foldersize'], 'this is a list of public folders'],
    [['workload', 'filepath', 'mailbox'], 'this is a map of PST files'],
];
function otherTableOf(names) {
    const found = new Set(names.map((name) => name.toLowerCase()));
    return OTHER_TABLES.find(([columns]) => columns.every((column) => found.has(column)))?.[1];
}
function beginsWith(file, signature) {
    return signature.every((byte, index) => file[index] === byte);
}

;// CONCATENATED MODULE: ./build/batch/read-header.js







function readHeader({ file, text, table }) {
    const names = nameColumns(headerCells(table));
    const otherFile = otherFileOf(file);
    if (otherFile !== undefined)
        return { ...names, kind: undefined, otherFile };
    if (table.rows === 0)
        return { ...names, kind: 'unknown' };
    const kind = kindOfNames(names);
    const isKnown = names.unreadable.has('EmailAddress') && kind !== undefined;
    if (names.columns.has('EmailAddress') || isKnown)
        return { ...names, kind };
    const hidden = findHiddenHeader(readBeginning(text, file), { names, tangled: hasAmbiguousCell(table, 0) });
    if (hidden !== undefined)
        return { ...names, kind: hidden.kind, hidden };
    const otherTable = otherTableOf(firstNames(table));
    return { ...names, kind: undefined, ...(otherTable !== undefined && { otherFile: otherTable }) };
}
const MOST_NAMES = 20;
function firstNames(table) {
    return Array.from(headerCells({ ...table, width: Math.min(table.width, MOST_NAMES) }), ({ name }) => name);
}
const read_header_GLANCE = 1000;
function* headerCells({ bytes, width, start, end, shape }) {
    for (let slot = 0; slot < width; slot++) {
        const cell = { start: start[slot], end: end[slot], shape: shape[slot] };
        if ((cell.shape & Ambiguous) !== 0) {
            yield { name: textAt(bytes, cell.start, Math.min(cell.end, cell.start + read_header_GLANCE)), readable: false };
        }
        else {
            const name = nameOf(bytes, cell);
            yield { name, readable: !name.includes('\ufffd') };
        }
    }
}

;// CONCATENATED MODULE: ./build/batch/read.js




function readBatch(path, file, { used, isNamed = () => false } = {}) {
    const text = decode(file);
    const table = scan(text.bytes, used?.table);
    const header = readHeader({ file, text, table });
    return createBatch({ path, size: file.length, text, table, header, isNamed }, used?.known);
}

;// CONCATENATED MODULE: ./build/batch/witness.js







async function correct(batch, edits) {
    if (!edits.every(({ start, end }) => isWord(textAt(batch.text.bytes, start, end))))
        return { refused: NO_WORD };
    const bytes = encode(batch.text, applyEdits(batch.text.bytes, edits));
    const after = readBatch(batch.path, bytes);
    const texts = edits.map((edit) => edit.text);
    if (!changesOnly(texts, ownReading(batch.table), ownReading(after.table))) {
        return { refused: 'reading the corrected file again showed other changes than this one' };
    }
    try {
        const [before, now] = [await witnessReading(batch.text.bytes), await witnessReading(after.text.bytes)];
        return changesOnly(texts, before, now)
            ? { bytes }
            : { refused: 'a second CSV reader sees other changes than this one' };
    }
    catch {
        return { refused: 'a second CSV reader cannot read this file' };
    }
}
const NO_WORD = 'it would replace something else than a word for True or False';
const witness_LINE_END = /[\r\n\u2028\u2029]/;
function isWord(text) {
    return (0,blanks/* trim */.Bq)(text) === text && booleanWordOf(text) !== undefined;
}
function changesOnly(texts, before, after) {
    if (before.length !== after.length)
        return false;
    const changed = after.flatMap((value, index) => (value === before[index] ? [] : [[before[index], value]]));
    return (changed.length === texts.length &&
        changed.every(([was, is], index) => {
            return !witness_LINE_END.test(was) && isWord((0,blanks/* trim */.Bq)(unquoted(was))) && (0,blanks/* trim */.Bq)(unquoted(is)) === texts[index];
        }));
}
const witness_END = '\n\ud800';
function ownReading(table) {
    const { bytes, start, end, shape, rows, width } = table;
    const read = [];
    for (let slot = 0; slot < rows * width; slot++) {
        if (slot % width === 0)
            read.push(witness_END);
        read.push(cellValue(bytes, { start: start[slot], end: end[slot], shape: shape[slot] }));
    }
    for (const row of misshapenRows(table))
        read.push(textAt(bytes, row.start, row.end));
    return read;
}
async function witnessReading(bytes) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 175).then(__nccwpck_require__.bind(__nccwpck_require__, 5175));
    const records = parse(Buffer.from(bytes), {
        record_delimiter: ['\r\n', '\n', '\r', '\u2028', '\u2029'],
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
    });
    return records.flatMap((record) => [witness_END, ...record]);
}

;// CONCATENATED MODULE: ./build/batch/lines.js
function locate(table) {
    return {
        inEditor: countLines(table, rowJumps(table)),
        onGitHub: table.loneCr ? countLines(table, undefined) : undefined,
    };
}
const lines_LF = 0x0a;
const lines_CR = 0x0d;
function rowJumps({ rows, line, lineStart }) {
    let row = 0;
    return (cursor, offset) => {
        if (rows === 0 || lineStart[0] > offset)
            return;
        while (row + 1 < rows && lineStart[row + 1] <= offset)
            row++;
        if (line[row] > cursor.line)
            Object.assign(cursor, { offset: lineStart[row], line: line[row], column: 1 });
    };
}
function countLines({ bytes }, jump) {
    const loneCr = jump !== undefined;
    const cursor = { offset: 0, line: 1, column: 1 };
    const ahead = { ...cursor };
    return ({ start, end }) => {
        jump?.(cursor, start);
        advance(bytes, cursor, { to: start, loneCr });
        const { line, column } = Object.assign(ahead, cursor);
        advance(bytes, ahead, { to: end, loneCr });
        return { line, column, endLine: ahead.line, endColumn: ahead.column };
    };
}
function advance(bytes, cursor, { to, loneCr }) {
    let { line, column } = cursor;
    for (let at = cursor.offset; at < to; at++) {
        const byte = bytes[at];
        if (byte === lines_LF || (byte === lines_CR && loneCr && bytes[at + 1] !== lines_LF)) {
            line++;
            column = 1;
        }
        else if (byte >= 0xf0)
            column += 2;
        else if ((byte & 0xc0) !== 0x80)
            column++;
    }
    cursor.offset = to;
    cursor.line = line;
    cursor.column = column;
}

;// CONCATENATED MODULE: ./build/drawing.js



const HIDDEN = '•••';
const drawing_MOST_CELLS = 20;
function drawRow(batch, row) {
    const { table } = batch;
    if (table.width > drawing_MOST_CELLS)
        return undefined;
    const cells = shownCells(batch, row);
    const first = row.position * table.width;
    const marked = cells.findIndex((_, column) => table.start[first + column] === row.start);
    const from = cells.slice(0, Math.max(0, marked)).join(',').length + (marked > 0 ? 1 : 0);
    return { text: cells.join(','), from, to: from + (cells[marked]?.length ?? 0) };
}
function shownCells({ header, table }, { position, user }) {
    const cells = Array.from({ length: table.width }, () => HIDDEN);
    if (user !== null)
        cells[header.columns.get('EmailAddress')] = user;
    const column = header.columns.get('ForceChangePassword');
    if (column === undefined)
        return cells;
    const slot = position * table.width + column;
    const written = { start: table.start[slot], end: table.end[slot], shape: table.shape[slot] };
    const value = cellValue(table.bytes, written);
    cells[column] = booleanWordOf((0,blanks/* trim */.Bq)(value))?.word ?? HIDDEN;
    return cells;
}

;// CONCATENATED MODULE: ./build/problems.js


function problemsOf(batch, { rules, facts, severities, named = false }) {
    const problems = [];
    const edits = [];
    const scopes = scopesOf(batch);
    for (const rule of rules) {
        const set = severities[rule.id] ?? (named ? rule.severityIfNamed : undefined);
        if ((set ?? rule.severity) === 'off' || !scopes.includes(rule.scope))
            continue;
        const told = { fixable: tellUpTo(MOST, problems), other: tellUpTo(MOST, problems) };
        const end = rule.scope === 'file' || rule.scope === 'rows' ? readableEnd(batch) : Number.POSITIVE_INFINITY;
        for (const problem of rule.check(batch, facts)) {
            if (problem.at.end > end || isSilenced(batch, rule, problem))
                continue;
            const uncured = problem.edit === undefined ? undefined : reasonAgainst(batch, problem);
            const edit = uncured === undefined ? problem.edit : undefined;
            if (edit !== undefined)
                edits.push(edit);
            const severity = (set ?? problem.severity ?? rule.severity);
            const tell = edit === undefined ? told.other : told.fixable;
            tell(() => detach(problem, { rule: rule.id, severity, edit, uncured }));
        }
    }
    return {
        problems: problems.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end),
        edits: edits.sort((a, b) => a.start - b.start),
    };
}
const MOST = 5_000;
function tellUpTo(most, problems) {
    let last;
    let told = 0;
    return (problem) => {
        if (last !== undefined && told === most) {
            last.more++;
            return;
        }
        last = problem();
        problems.push(last);
        told++;
    };
}
function isSilenced({ aside }, rule, { row }) {
    return aside.size > 0 && typeof row === 'object' && aside.has(row.index) && rule.id !== SWAPPED;
}
const SWAPPED = 'invalid-force-change-password';
function reasonAgainst({ text, table, broken }, { row, edit }) {
    if (text.damage !== undefined)
        return 'Not corrected: the file is not Unicode text.';
    if (typeof row !== 'object' || hasAmbiguousCell(table, row.index)) {
        return 'Not corrected: double quotes in this row are ambiguous.';
    }
    const cells = brokenIn(table, broken, row.position);
    if (cells.some(({ tookRow }) => tookRow)) {
        return 'Not corrected: a value in this row holds lines that could be rows.';
    }
    return cells.some(({ start, end }) => start <= edit.start && edit.end <= end)
        ? 'Not corrected: the value goes on over a line break.'
        : undefined;
}
function detach(problem, { rule, severity, edit, uncured }) {
    const { at, message, source, row } = problem;
    const inTable = typeof row === 'object' ? row : undefined;
    return {
        rule,
        severity,
        at,
        message: uncured === undefined ? message : `${message} ${uncured}`,
        source,
        row: (typeof row === 'object' ? row.index : row) || null,
        position: inTable?.position,
        user: inTable?.user ?? null,
        edit,
        more: 0,
    };
}
function readableEnd({ text: { damage } }) {
    const isOneCell = damage === undefined || damage.cause === 'undecodable' || damage.cause === 'replaced';
    return isOneCell ? Number.POSITIVE_INFINITY : damage.at;
}
function scopesOf({ header }) {
    if (header.kind === undefined)
        return ['other-file'];
    if (header.hidden !== undefined)
        return ['hidden-header'];
    return header.columns.has('EmailAddress') ? ['bytes', 'file', 'rows'] : ['bytes', 'file'];
}

;// CONCATENATED MODULE: ./build/rules/sources.js
const sources = {
    kb2845956: 'https://support.microsoft.com/help/2845956',
    csvFiles: 'https://learn.microsoft.com/exchange/mailbox-migration/csv-files-for-migration',
    stagedMigration: 'https://learn.microsoft.com/exchange/mailbox-migration/perform-a-staged-migration/perform-a-staged-migration',
    imapCsvFiles: 'https://learn.microsoft.com/exchange/mailbox-migration/migrating-imap-mailboxes/csv-files-for-imap-migrations',
    rowChecks: 'https://technet.microsoft.com/library/ms.exch.ecp.emailmigrationviewmigrationvalidationerrorslearnmore',
    moveCsvFiles: 'https://learn.microsoft.com/exchange/csv-files-for-mailbox-migration-exchange-2013-help',
    googleMigration: 'https://learn.microsoft.com/exchange/mailbox-migration/perform-gspace-migration-powershell',
    newMigrationBatch: 'https://learn.microsoft.com/powershell/module/exchangepowershell/new-migrationbatch',
};
const columnsPage = {
    staged: sources.csvFiles,
    imap: sources.imapCsvFiles,
    move: sources.moveCsvFiles,
    google: sources.googleMigration,
    unknown: sources.csvFiles,
};

;// CONCATENATED MODULE: ./build/rules/federated-force-change-password.js


const federatedForceChangePassword = {
    id: 'federated-force-change-password',
    severity: 'error',
    title: 'ForceChangePassword must be False for a federated user',
    source: sources.kb2845956,
    scope: 'rows',
    fixable: true,
    *check(batch, { lookup }) {
        for (const row of batch.where('ForceChangePassword', 'true')) {
            const answer = lookup(row);
            if (answer.federated !== true)
                continue;
            const cell = row.cell('ForceChangePassword');
            yield {
                row,
                at: cell,
                source: sources.kb2845956,
                message: `Row ${row.index}: ForceChangePassword must be False: ${answer.because}.`,
                edit: replace(cell, 'False'),
            };
        }
    },
};

;// CONCATENATED MODULE: ./build/rules/header-cell.js



function headerCell({ header, table }, column) {
    const index = header.columns.get(column);
    if ((table.shape[index] & Ambiguous) !== 0)
        return firstLine(table.bytes, recordOf(table, 0));
    return { start: table.start[index], end: table.end[index] };
}
function header_cell_nameIn({ header, table }, column) {
    const index = header.columns.get(column);
    return nameOf(table.bytes, {
        start: table.start[index],
        end: table.end[index],
        shape: table.shape[index],
    });
}
function nameAt({ header }, column) {
    const known = [...header.columns].find(([, index]) => index === column)?.[0];
    return known ?? `column ${column + 1}`;
}

;// CONCATENATED MODULE: ./build/rules/ambiguous-quoting.js





const ambiguousQuoting = {
    id: 'ambiguous-quoting',
    severity: 'error',
    title: 'Double quotes that Exchange may read in another way',
    source: sources.csvFiles,
    scope: 'file',
    fixable: false,
    *check(batch) {
        const { text, table, header } = batch;
        const { inEditor } = locate(table);
        for (const cell of ambiguousCells(table)) {
            if (cell.row > 0 && !header.columns.has('EmailAddress'))
                return;
            if (batch.aside.has(cell.row) || isDamaged(text, cell.start, cell.end))
                continue;
            const what = ambiguous_quoting_nameOf(batch, cell);
            const where = cell.row === 0 ? 'Header' : `Row ${cell.row}`;
            yield {
                row: cell.row,
                at: { start: cell.start, end: cell.end },
                source: 'observed',
                message: `${where}, ${what}: ${describe(table.bytes, cell, { what, place: inEditor(cell) })}`,
            };
        }
    },
};
function ambiguous_quoting_nameOf(batch, { row, column }) {
    const isShifted = row === 0 || positionOf(batch.table, row) === undefined;
    return isShifted ? `column ${column + 1}` : nameAt(batch, column);
}
const ambiguous_quoting_QUOTE = 0x22;
function describe(bytes, { start, end }, { what, place }) {
    const cell = bytes.subarray(start, end);
    if (cell.reduce((quotes, byte) => quotes + Number(byte === ambiguous_quoting_QUOTE), 0) % 2 === 1) {
        const all = place.endLine > place.line ? `lines ${place.line} to ${place.endLine}` : `line ${place.line}`;
        return `a double quote is never closed; Exchange may take everything up to the end of the file (${all}) for this value. Close the quote, or remove it.`;
    }
    const lines = place.endLine > place.line ? `, and the value goes on to line ${place.endLine}` : '';
    return cell[0] === ambiguous_quoting_QUOTE
        ? `text or a space follows the closing double quote${lines}; Exchange may read ${what} as empty. Put the comma right behind the quote, and double each quote that belongs to the value.`
        : `a double quote is inside a value that does not begin with one${lines}; Exchange may read only a part of it. Put the whole value in double quotes and double each one inside.`;
}

;// CONCATENATED MODULE: ./build/rules/duplicate-column.js



const duplicateColumn = {
    id: 'duplicate-column',
    severity: 'error',
    title: 'A column is named twice',
    source: sources.csvFiles,
    scope: 'file',
    fixable: false,
    *check(batch) {
        const seen = new Map();
        for (const { name, index, start, end } of batch.headerCells()) {
            if (index >= MOST_COLUMNS)
                return;
            const key = name.toLowerCase();
            const first = seen.get(key);
            if (first === undefined)
                seen.set(key, index);
            else if (name !== '') {
                const what = (0,batch_names/* columnOf */.uV)(name) ?? `The name of column ${index + 1}`;
                yield {
                    at: { start, end },
                    source: 'observed',
                    message: `${what} is in column ${first + 1} already, and Exchange may refuse the whole batch. Remove one of the two columns.`,
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/batch/address-table.js

const address_table_AT = 0x40;
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
const PRIME = 0x01000193;
function createAddressTable() {
    const kept = {
        count: 0,
        text: new Uint8Array(1 << 14),
        ends: new Uint32Array(1 << 9),
        hashes: new Int32Array(1 << 9),
        slots: new Int32Array(1 << 10),
    };
    return {
        get count() {
            return kept.count;
        },
        add(addresses) {
            const { count } = kept;
            address_table_makeRoom(kept, addresses);
            write(kept, addresses);
            return lookUp(kept, count);
        },
    };
}
function address_table_makeRoom(kept, { count, bytes }) {
    const needed = kept.count + count;
    while (endOf(kept, kept.count) + bytes.length > kept.text.length)
        kept.text = grown(kept.text, Uint8Array);
    while (needed > kept.ends.length) {
        kept.ends = grown(kept.ends, Uint32Array);
        kept.hashes = grown(kept.hashes, Int32Array);
    }
    if (needed * 2 <= kept.slots.length)
        return;
    while (needed * 2 > kept.slots.length)
        kept.slots = new Int32Array(kept.slots.length * 4);
    for (let number = 0; number < kept.count; number++)
        firstOf(kept, number);
}
function endOf({ ends }, number) {
    return number === 0 ? 0 : ends[number - 1];
}
function write(kept, { count, bytes, starts, domains }) {
    const { text, ends, hashes } = kept;
    let to = endOf(kept, kept.count);
    for (let index = 0; index < count; index++) {
        let hash = domains[index];
        for (let at = starts[index]; bytes[at] !== address_table_AT; at++) {
            const byte = LOWER[bytes[at]];
            text[to++] = byte;
            hash = Math.imul(hash ^ byte, PRIME);
        }
        ends[kept.count] = to;
        hashes[kept.count] = hash;
        kept.count++;
    }
}
function lookUp(kept, from) {
    const repeated = [];
    for (let number = from; number < kept.count; number++) {
        const first = firstOf(kept, number);
        if (first !== number)
            repeated.push({ index: number - from, first });
    }
    return repeated;
}
function firstOf(kept, number) {
    const { slots, hashes } = kept;
    const mask = slots.length - 1;
    const hash = hashes[number];
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const entry = slots[slot];
        if (((entry ^ hash) & ~mask) === 0 && isSame(kept, (entry & mask) - 1, number))
            return (entry & mask) - 1;
    }
    slots[slot] = (hash & ~mask) | (number + 1);
    return number;
}
function isSame(kept, a, b) {
    const { text, ends, hashes } = kept;
    const [startA, startB] = [endOf(kept, a), endOf(kept, b)];
    const length = ends[a] - startA;
    if (hashes[a] !== hashes[b] || ends[b] - startB !== length)
        return false;
    for (let i = 0; i < length; i++)
        if (text[startA + i] !== text[startB + i])
            return false;
    return true;
}

;// CONCATENATED MODULE: ./build/batch/addresses.js



const addresses_AT = 0x40;
function createCollector() {
    const domainNumbers = new Map();
    let starts = new Uint32Array(0);
    let domains = new Uint32Array(0);
    let positions = new Uint32Array(0);
    function makeRoom(rows) {
        if (rows <= starts.length)
            return;
        starts = new Uint32Array(rows);
        domains = new Uint32Array(rows);
        positions = new Uint32Array(rows);
    }
    return ({ table, text, header, domains: found }) => {
        const { bytes, rows, width, shape, start } = table;
        makeRoom(rows);
        const { names, ofRow } = found;
        const numbers = [0, ...names.map((name) => numberIn(domainNumbers, name))];
        const column = header.columns.get('EmailAddress');
        let count = 0;
        for (let position = 1; position < rows; position++) {
            const domain = ofRow[position];
            if (domain === 0)
                continue;
            const slot = position * width + column;
            starts[count] = start[slot] + (shape[slot] & Quoted);
            domains[count] = numbers[domain];
            positions[count++] = position;
        }
        const addresses = { count, bytes, starts, domains, positions };
        return (0,external_node_buffer_.isAscii)(text.bytes) ? addresses : inLowerCase(addresses);
    };
}
function inLowerCase(addresses) {
    const { count, bytes, starts } = addresses;
    const moved = new Uint32Array(count);
    const parts = [];
    let at = 0;
    for (let index = 0; index < count; index++) {
        const start = starts[index];
        const part = Buffer.from(textAt(bytes, start, bytes.indexOf(addresses_AT, start) + 1).toLowerCase());
        parts.push(part);
        moved[index] = at;
        at += part.length;
    }
    return { ...addresses, bytes: Buffer.concat(parts), starts: moved };
}
function numberIn(numbers, name) {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
}

;// CONCATENATED MODULE: ./build/batch/address-index.js



function createAddressIndex() {
    const users = createAddressTable();
    const collect = createCollector();
    const batches = [];
    let rows = new Uint32Array(1 << 9);
    let lines = new Uint32Array(1 << 9);
    function keepPlaces({ table }, { count, positions }) {
        while (users.count + count > rows.length) {
            rows = grown(rows, Uint32Array);
            lines = grown(lines, Uint32Array);
        }
        const { numbers, line } = table;
        for (let index = 0, user = users.count; index < count; index++, user++) {
            rows[user] = numbers[positions[index]];
            lines[user] = line[positions[index]];
        }
    }
    function placeOf(user) {
        const { path } = batches.findLast(({ first }) => first <= user);
        return { path, row: rows[user], line: lines[user] };
    }
    return {
        *add(batch) {
            const before = users.count;
            const collected = collect(batch);
            batches.push({ path: batch.path, first: before });
            keepPlaces(batch, collected);
            const fromElsewhere = new Map();
            for (const { index, first: user } of users.add(collected)) {
                const here = placeOf(before + index);
                const first = fromElsewhere.get(user) ?? placeOf(user);
                if (first.path === here.path && first.row === here.row)
                    continue;
                if (first.path !== here.path)
                    fromElsewhere.set(user, here);
                yield { position: collected.positions[index], first };
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/rules/duplicate-user.js


const duplicateUser = {
    id: 'duplicate-user',
    severity: 'error',
    title: 'A user is in the batches twice',
    source: sources.csvFiles,
    scope: 'rows',
    fixable: false,
    start() {
        const index = createAddressIndex();
        return function* (batch) {
            for (const { position, first } of index.add(batch)) {
                const row = batch.rowAt(position);
                const at = row.cell('EmailAddress');
                const found = { row, at, source: 'observed' };
                yield first.path === batch.path
                    ? { ...found, message: `Row ${row.index}: ${sameFile(first)}` }
                    : { ...found, message: `Row ${row.index}: ${otherFile(first)}`, severity: 'warning' };
            }
        };
    },
};
function sameFile({ row, line }) {
    return `the same user is in row ${row} (line ${line}) already, and Exchange may refuse the second one. Remove one of the two rows.`;
}
function otherFile({ path, row, line }) {
    return (`the same user is in ${path}, row ${row} (line ${line}), and Exchange may refuse a user who is in another batch already. ` +
        'Remove one of the two rows.');
}

;// CONCATENATED MODULE: ./build/rules/empty-batch.js

const emptyBatch = {
    id: 'empty-batch',
    severity: 'error',
    title: 'The batch has no rows',
    source: sources.stagedMigration,
    scope: 'file',
    fixable: false,
    *check(batch) {
        if (batch.rows > 0)
            return;
        const [source, what] = batch.table.rows === 0
            ? [sources.stagedMigration, 'The file is empty: Exchange refuses it']
            : ['observed', 'The file has a header and no rows: Exchange may refuse it'];
        yield {
            at: { start: 0, end: 0 },
            source,
            message: `${what}. Add a row for each user, or remove the file.`,
        };
    },
};

;// CONCATENATED MODULE: ./build/batch/count.js

const NOBODY = 0;
function countNotEmpty(batch, column) {
    const classes = batch.facts(column)?.classes;
    return classes?.reduce((rows, code) => (code === NOBODY || code === codes.empty ? rows : rows + 1), 0) ?? 0;
}
function countUsers(batch, accepts, filled) {
    const { domains } = batch;
    if (domains === undefined)
        return 0;
    const classes = filled && batch.facts(filled)?.classes;
    const rows = new Uint32Array(domains.names.length + 1);
    for (let row = 0; row < domains.ofRow.length; row++) {
        if (classes === undefined || isFilled(classes[row]))
            rows[domains.ofRow[row]]++;
    }
    return domains.names.reduce((sum, domain, index) => (accepts(domain) ? sum + rows[index + 1] : sum), 0);
}
function countByDomain({ domains }) {
    if (domains === undefined)
        return new Map();
    const rows = new Uint32Array(domains.names.length + 1);
    for (let row = 0; row < domains.ofRow.length; row++)
        rows[domains.ofRow[row]]++;
    const counted = domains.names.map((domain, index) => [domain, rows[index + 1]]);
    return new Map(counted.filter(([, users]) => users > 0));
}
function countRows(batch, accepts, filled) {
    const classes = filled && batch.facts(filled)?.classes;
    let count = 0;
    for (const row of batch.where('EmailAddress', 'address')) {
        if ((classes === undefined || isFilled(classes[row.position])) && accepts(row))
            count++;
    }
    return count;
}

;// CONCATENATED MODULE: ./build/rules/federated-password.js



const federatedPassword = {
    id: 'federated-password',
    severity: 'notice',
    title: 'Federated users have a password in the batch',
    source: sources.kb2845956,
    scope: 'rows',
    fixable: false,
    *check(batch, facts) {
        const { newPassword } = batch.kind;
        if (newPassword === undefined || !batch.header.columns.has(newPassword))
            return;
        const users = countFederated(batch, facts, newPassword);
        if (users === 0)
            return;
        yield {
            at: headerCell(batch, newPassword),
            source: 'observed',
            message: `${users === 1 ? 'A federated user has' : `${users} federated users have`} a password in this batch. They sign in with the one ` +
                'on premises, so another is of no use to them, and Exchange may fail the row because of it. Leave the cell empty for them.',
        };
    },
};
function countFederated(batch, { lookup, perUser }, filled) {
    if (perUser)
        return countRows(batch, (row) => lookup(row).federated === true, filled);
    return countUsers(batch, (domain) => lookup({ user: null, domain }).federated === true, filled);
}

;// CONCATENATED MODULE: ./build/rules/file-too-large.js

const LARGEST = 10 * 1024 * 1024;
const fileTooLarge = {
    id: 'file-too-large',
    severity: 'error',
    title: 'The file is larger than Exchange takes',
    source: sources.imapCsvFiles,
    scope: 'file',
    fixable: false,
    *check({ size, kind }) {
        if (size <= LARGEST)
            return;
        const [source, outcome] = kind.name === 'imap'
            ? [sources.imapCsvFiles, 'Exchange refuses the whole batch']
            : ['observed', 'Exchange may refuse the whole batch'];
        yield {
            at: { start: 0, end: 0 },
            source,
            message: `The file has ${size} bytes, more than ${LARGEST} (10 MiB): ${outcome}. Split it into batches that fit.`,
        };
    },
};

;// CONCATENATED MODULE: ./build/rules/address-faults.js



const REWRITE = 'Write it as user@contoso.com.';
const REMOVE = 'Remove it.';
function faultOf(value) {
    const parts = value.split('@');
    if (parts.length > 2)
        return { why: 'it has more than one @', cure: REWRITE };
    if (parts.length < 2)
        return { why: value.includes('\uff20') ? FULL_WIDTH : 'it has no @', cure: REWRITE };
    const [local = '', domain = ''] = parts;
    const place = local === '' ? 'before' : domain === '' ? 'behind' : undefined;
    if (place !== undefined)
        return { why: `nothing is ${place} the @`, cure: REWRITE };
    const strange = strangeCharacter(local, domain);
    if (strange !== undefined)
        return strange;
    if (value.length > batch_address/* LONGEST */.zP)
        return { why: `it is longer than ${batch_address/* LONGEST */.zP} characters`, cure: REWRITE };
    const why = domain.includes('.') ? 'it has a character or a dot where none may be' : 'its domain has no dot';
    return { why, cure: REWRITE };
}
const FULL_WIDTH = `it has ${(0,characters/* nameOfCharacter */.W)('\uff20')} in the place of the @`;
const UNSEEN = new RegExp(`[${characters/* INVISIBLE */.k}]`, 'u');
const IN_LOCAL_PART = /[\p{ASCII}\p{L}\p{M}]/u;
const IN_DOMAIN = /[\p{ASCII}\p{L}\p{M}\p{N}]/u;
function strangeCharacter(local, domain) {
    const at = Array.from(local).length;
    const all = Array.from(`${local}@${domain}`);
    const index = all.findIndex((character, place) => {
        const isOuter = place === 0 || place === all.length - 1;
        if (isOuter && /['"]/.test(character))
            return true;
        return isOdd(character) || !(place < at ? IN_LOCAL_PART : IN_DOMAIN).test(character);
    });
    if (index < 0)
        return undefined;
    const [character, name] = [all[index], (0,characters/* nameOfCharacter */.W)(all[index])];
    const edge = index === 0 ? ', the first one,' : index === all.length - 1 ? ', the last one,' : '';
    const place = `character ${index + 1}${edge}`;
    if ((0,blanks/* trim */.Bq)(character) === '')
        return { why: `${place} is white space (${name})`, cure: REMOVE };
    if (UNSEEN.test(character))
        return { why: `${place} cannot be seen (${name})`, cure: REMOVE };
    return { why: `${place} is ${name}`, cure: edge === '' ? REWRITE : REMOVE };
}
function isOdd(character) {
    return (0,blanks/* trim */.Bq)(character) === '' || UNSEEN.test(character);
}

;// CONCATENATED MODULE: ./build/rules/joined-files.js

function tellJoined(cause, bytes, { start, end }) {
    if (cause === 'header-again')
        return 'This is the header again, so two files were joined. Remove the line.';
    const line = textAt(bytes, start, end);
    if (cause === 'mark') {
        const where = line.startsWith('\ufeff') ? 'at the beginning of' : 'in';
        return `A byte-order mark (U+FEFF), with which a file begins, is ${where} this line, so two files were joined. Remove the character, or join the files with Import-Csv and Export-Csv.`;
    }
    const where = line.endsWith('\x1a') ? 'at the end of' : 'in';
    return `A control character (Ctrl-Z, U+001A) is ${where} this line, as "copy a+b c" adds it. Remove the character, or join the files with "copy /b".`;
}

;// CONCATENATED MODULE: ./build/rules/invalid-email-address.js






const invalidEmailAddress = {
    id: 'invalid-email-address',
    severity: 'error',
    title: 'Not an SMTP address',
    source: sources.csvFiles,
    scope: 'rows',
    fixable: false,
    *check(batch) {
        yield* rowsAside(batch);
        for (const column of batch.kind.addresses) {
            const { source, outcome } = factOf(batch.kind.name, column);
            for (const row of batch.where(column, 'bad-address')) {
                const cell = row.cell(column);
                const { why, cure } = faultOf(cell.value);
                const message = `Row ${row.index}: ${header_cell_nameIn(batch, column)} is not an SMTP address: ${why}.${outcome} ${cure}`;
                yield { row, at: cell, source, message };
            }
            yield* beyondAscii(batch, column);
        }
    },
};
function factOf(kind, column) {
    return kind === 'staged' && column === 'Username'
        ? { source: 'observed', outcome: ' Exchange may not find the mailbox by it.' }
        : { source: columnsPage[kind], outcome: '' };
}
function* rowsAside({ aside, table, header, kind }) {
    for (const [number, cause] of aside) {
        const position = cause === 'swapped-word' ? undefined : positionOf(table, number);
        if (position === undefined)
            continue;
        const column = cause === 'swapped-address' ? header.columns.get('EmailAddress') : 0;
        const slot = position * table.width + column;
        const message = cause === 'swapped-address'
            ? 'An address is in Password: EmailAddress and Password seem to be swapped. Put each value into its own column.'
            : tellJoined(cause, table.bytes, recordOf(table, number));
        yield {
            row: number,
            at: { start: table.start[slot], end: table.end[slot] },
            source: columnsPage[kind.name],
            message: `Row ${number}: ${message}`,
        };
    }
}
const invalid_email_address_AT = 0x40;
function* beyondAscii(batch, column) {
    if ((0,external_node_buffer_.isAscii)(batch.text.bytes))
        return;
    const { bytes, width, start } = batch.table;
    const index = batch.header.columns.get(column);
    for (const row of batch.where(column, 'address')) {
        let at = start[row.position * width + index];
        while (bytes[at] < 0x80 && bytes[at] !== invalid_email_address_AT)
            at++;
        if (bytes[at] === invalid_email_address_AT)
            continue;
        yield {
            row,
            at: row.cell(column),
            source: 'observed',
            severity: 'warning',
            message: `Row ${row.index}: ${header_cell_nameIn(batch, column)} has a letter before the @ that is not ASCII. Exchange may not take it: Microsoft 365 was ` +
                'documented not to give its own users such addresses. Check that it is the address of the mailbox, or give that another one.',
        };
    }
}

;// CONCATENATED MODULE: ./build/rules/invalid-force-change-password.js






const invalidForceChangePassword = {
    id: 'invalid-force-change-password',
    severity: 'error',
    title: 'ForceChangePassword is neither True nor False',
    source: sources.csvFiles,
    scope: 'rows',
    fixable: true,
    *check(batch, { lookup }) {
        for (const [number, cause] of batch.aside)
            if (cause === 'swapped-word')
                yield swapped(batch, number);
        for (const row of batch.where('ForceChangePassword', 'other')) {
            const cell = row.cell('ForceChangePassword');
            const answer = lookup(row);
            const word = booleanWordOf((0,blanks/* trim */.Bq)(cell.value));
            const message = `Row ${row.index}: ForceChangePassword is neither True nor False, and Exchange accepts nothing else${tell(word)}. ${cureFor(answer, word)}`;
            const found = { row, at: cell, source: sources.csvFiles, message };
            yield word !== undefined && answer.federated === true
                ? { ...found, edit: replace(cell, 'False') }
                : found;
        }
    },
};
function tell(found) {
    if (found === undefined)
        return '';
    const { word, means, language, stray } = found;
    const isEnglish = language === undefined;
    const meaning = isEnglish ? `${word} means ${say(means)}` : `${word} is ${language} for ${say(means)}`;
    const isMeant = isEnglish && /^(?:true|false)$/i.test(word);
    const beside = stray && `${(0,characters/* nameOfCharacter */.W)(stray.character)} is ${stray.side} ${isMeant ? word : 'it'}`;
    return `: ${[...(isMeant ? [] : [meaning]), ...(beside ? [beside] : [])].join(', and ')}`;
}
function cureFor({ federated, because }, word) {
    if (federated === true) {
        const left = word === undefined ? ' What is there is not corrected: it may be kept nowhere else.' : '';
        return `Write False: ${because}.${left}`;
    }
    if (word === undefined)
        return 'Write one of them.';
    return word.means && federated === undefined
        ? 'Write True, or False if the user is federated.'
        : `Write ${say(word.means)}.`;
}
function say(means) {
    return means ? 'True' : 'False';
}
function swapped(batch, number) {
    const row = batch.rowAt(positionOf(batch.table, number));
    return {
        row,
        at: row.cell('ForceChangePassword'),
        source: sources.csvFiles,
        message: `Row ${number}: True or False is in Password and not in ForceChangePassword: the two seem to be swapped. Put each value into its own column.`,
    };
}

;// CONCATENATED MODULE: ./build/rules/invalid-password.js



const invalidPassword = {
    id: 'invalid-password',
    severity: 'warning',
    title: 'A password that Exchange may refuse',
    source: sources.csvFiles,
    scope: 'rows',
    fixable: false,
    *check(batch) {
        const { newPassword } = batch.kind;
        if (newPassword === undefined)
            return;
        for (const row of batch.where(newPassword, 'bad-password')) {
            const cell = row.cell(newPassword);
            const [source, why] = (0,blanks/* trim */.Bq)(cell.value) !== cell.value
                ? ['observed', 'begins or ends with white space, so Exchange may refuse it']
                : [sources.csvFiles, `is shorter than the ${SHORTEST} characters that Exchange asks for`];
            yield {
                row,
                at: cell,
                source,
                message: `Row ${row.index}: ${newPassword} ${why}. Give the user another one.`,
            };
        }
    },
};

;// CONCATENATED MODULE: ./build/rules/invalid-value.js



const invalidValue = {
    id: 'invalid-value',
    severity: 'error',
    title: 'Not a value that the column takes',
    source: sources.moveCsvFiles,
    scope: 'rows',
    fixable: false,
    *check(batch) {
        const { values = {}, trimmed = [] } = batch.kind;
        for (const [column, allowed] of Object.entries(values)) {
            for (const row of batch.where(column, 'bad-value')) {
                yield {
                    row,
                    at: row.cell(column),
                    source: sources.moveCsvFiles,
                    message: `Row ${row.index}: ${column} must be ${list(allowed)}. ${noteOn(allowed)}`,
                };
            }
        }
        for (const column of trimmed)
            yield* edgeBlanks(batch, column);
    },
};
function* edgeBlanks(batch, column) {
    const name = header_cell_nameIn(batch, column);
    for (const row of batch.where(column, 'edge-blank')) {
        const at = row.cell(column);
        const message = `Row ${row.index}: ${name} ${edges(at.value)} with white space, inside its double quotes: this row is not migrated. ` +
            'Remove the white space.';
        yield { row, at, source: sources.rowChecks, message };
    }
}
function edges(value) {
    const [before, after] = (0,blanks/* blanksOf */.RF)(value);
    if (before === value)
        return 'begins and ends';
    return [...(before === '' ? [] : ['begins']), ...(after === '' ? [] : ['ends'])].join(' and ');
}
function noteOn({ onPremises }) {
    const empty = 'An empty cell means the value given with the batch.';
    return onPremises ? `${empty} Exchange Online no longer uses this limit.` : empty;
}
function list({ words, largest }) {
    const all = largest === undefined ? words : [...words, `a whole number from 0 to ${largest}`];
    return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

;// CONCATENATED MODULE: ./build/rules/line-break-in-value.js





const lineBreakInValue = {
    id: 'line-break-in-value',
    severity: 'warning',
    title: 'A value goes on over a line break',
    source: sources.csvFiles,
    scope: 'rows',
    fixable: false,
    *check(batch) {
        const { inEditor } = locate(batch.table);
        for (const cell of brokenCells(batch.table, batch.broken)) {
            const row = batch.table.numbers[cell.position];
            if (isDamaged(batch.text, cell.start, cell.end))
                continue;
            const found = {
                row: row === 0 ? row : batch.rowAt(cell.position),
                at: cell,
                source: 'observed',
            };
            const message = `${whereIs(batch, cell)}: ${line_break_in_value_describe(cell, inEditor(cell))}`;
            yield cell.tookRow ? { ...found, message, severity: 'error' } : { ...found, message };
        }
    },
};
function whereIs(batch, { position, slot }) {
    const { numbers, width } = batch.table;
    const column = nameAt(batch, slot % width);
    return position === 0 ? `Header, column ${(slot % width) + 1}` : `Row ${numbers[position]}, ${column}`;
}
function line_break_in_value_describe({ tookRow }, { line, endLine }) {
    const taken = linesFrom(line + 1, endLine);
    if (!tookRow) {
        return `the value goes on in ${taken}, and Exchange may take the line break for a part of it. Put the value in one line.`;
    }
    const what = endLine > line + 1 ? `${taken}, and one of them could be a row` : `${taken}, which could be a row`;
    return `double quotes take ${what}, into this value: Exchange may read no user there. Remove the quotes that do not belong, or close them in line ${line}.`;
}
function linesFrom(first, last) {
    if (last < first)
        return 'another line behind a line separator (U+2028 or U+2029)';
    return last === first ? `line ${first}` : `lines ${first} to ${last}`;
}

;// CONCATENATED MODULE: ./build/rules/conversion.js
const ENCODINGS = {
    'utf-16le': '[Text.Encoding]::Unicode',
    'utf-16be': '[Text.Encoding]::BigEndianUnicode',
    'utf-32le': '[Text.Encoding]::UTF32',
    'utf-32be': '[Text.Encoding]::GetEncoding(12001)',
};
function conversionOf(path, hidden) {
    const { separator, encoding, line } = hidden;
    const file = /\p{Cc}/u.test(path) || path === '-' ? 'FILE.csv' : path;
    const how = encoding === undefined ? '' : `, ${netEncoding(encoding)}`;
    const text = `[IO.File]::ReadAllText((Resolve-Path -LiteralPath ${quoted(file)})${how})`;
    const below = line > 1 ? `(${text} -replace '\\A(.*\\r?\\n)${line > 2 ? `{${line - 1}}` : ''}')` : text;
    const delimiter = separator === ',' ? '' : ` -Delimiter ${separator === '\t' ? '"`t"' : quoted(separator)}`;
    return [
        below,
        `ConvertFrom-Csv${delimiter}`,
        ...inEnglish(hidden),
        `Export-Csv ${quoted(file.replace(/(\.csv)?$/i, '-new.csv'))} -NoTypeInformation -Encoding UTF8`,
    ].join(' | ');
}
function netEncoding(encoding) {
    if (encoding in ENCODINGS)
        return ENCODINGS[encoding];
    return `[Text.Encoding]::GetEncoding(${encoding.replace(/\D/g, '')})`;
}
function inEnglish({ words, names }) {
    if (words.length === 0 || !names?.columns.has('ForceChangePassword'))
        return [];
    const replaced = words.map(({ word, means }) => ` -replace '^\\s*${word}\\s*$', '${means ? 'True' : 'False'}'`);
    const cell = '$_.ForceChangePassword';
    return [`ForEach-Object { ${cell} = ${cell}${replaced.join('')}; $_ }`];
}
function quoted(text) {
    return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

;// CONCATENATED MODULE: ./build/rules/list.js
let format;
function listOf(words) {
    format ??= new Intl.ListFormat('en-GB');
    return format.format(words);
}

;// CONCATENATED MODULE: ./build/rules/hidden-form.js

function wordsOf({ words }) {
    const languages = [...new Set(words.map(({ language }) => language))];
    return languages.map((language) => {
        const own = words.filter((word) => word.language === language);
        const said = listOf(own.map(({ word }) => word));
        const meant = listOf(own.map(({ means }) => (means ? 'True' : 'False')));
        const are = own.length === 1 ? 'is' : 'are';
        return { text: `${said} ${are} ${language} for ${meant}: Exchange takes only the English words.` };
    });
}
const DAMAGE = {
    undecodable: 'Some bytes cannot be read in the encoding of the file: export it again.',
    replaced: 'Letters were lost when the file was converted (U+FFFD is in their place): export it again.',
    nul: 'There are NUL characters, which no text has: export it again.',
    'utf-16': 'The file goes on in UTF-16: write it anew, in one go.',
    'single-byte': 'Not all of the file is UTF-16, which its byte-order mark says: write it anew, in one go.',
};
function observed(text) {
    return [{ text, observed: true }];
}
const ROW = {
    text: 'The first line is a user, not a header: put a line that names the columns, such as EmailAddress,Password,ForceChangePassword, above it.',
};
const ABOVE = {
    'separator-line': { text: 'It may take the "sep=" line for the header: remove that line.', observed: true },
    'type-line': {
        text: 'It may take the "#TYPE" line for the header: export with -NoTypeInformation, or remove that line.',
        observed: true,
    },
};
function aboveOf({ above, line }) {
    if (above.includes('row'))
        return [{ text: `The header is line ${line}, below users: move it to the top.` }];
    const titles = above.filter((each) => each === 'title').length;
    const own = new Set(above.filter((each) => each === 'separator-line' || each === 'type-line'));
    const them = titles === 1 ? 'the line' : `the ${titles} lines`;
    return [
        ...Array.from(own, (each) => ABOVE[each]),
        ...(titles > 0 ? [{ text: `The header is line ${line}: remove ${them} above it.` }] : []),
    ];
}
const hidden_form_SEPARATORS = {
    ';': 'The cells are separated by semicolons, as Excel writes them where the decimal sign is a comma; Exchange takes only commas.',
    '\t': 'The cells are separated by tabs; Exchange takes only commas.',
    '|': 'The cells are separated by vertical bars; Exchange takes only commas.',
    ':': 'The cells are separated by colons; Exchange takes only commas.',
    '\uff0c': 'The cells are separated by full-width commas (U+FF0C); Exchange takes only the comma of ASCII (U+002C).',
    ' ': 'The names are separated by blanks, as on the screen: this is output of Format-Table or Out-File. Export the users with Export-Csv -NoTypeInformation -Encoding UTF8 instead.',
};
function separatorOf({ separator }) {
    return separator === ',' ? [] : [{ text: hidden_form_SEPARATORS[separator] }];
}
const WIDE = {
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16 (big-endian)',
    'utf-32le': 'UTF-32',
    'utf-32be': 'UTF-32 (big-endian)',
};
function encodingOf({ encoding }, damage) {
    if (encoding === undefined)
        return damage === undefined ? [] : observed(DAMAGE[damage.cause]);
    if (encoding in WIDE) {
        const name = WIDE[encoding];
        return observed(`The file is ${name} without a byte-order mark: save it as "CSV UTF-8".`);
    }
    const name = encoding.replace('windows', 'Windows').replace('ibm', 'IBM ');
    return observed(`The file is not UTF-8 but, it seems, ${name}: letters beyond ASCII would be lost.`);
}
const hidden_form_QUOTES = {
    single: { text: 'Single quotes (\') are not the quotes of CSV: remove them, or write double ones (").' },
    typographic: {
        text: 'Typographic quotes (U+2018, U+2019, U+201C or U+201D) are not the quotes of CSV: remove them, or write straight double ones (").',
    },
    'whole-line': { text: 'The whole line is in double quotes: remove them, in every row.' },
    open: {
        text: 'A double quote in the first line is never closed, so all that follows belongs to one value: remove the quote or close it.',
    },
    tangled: { text: 'Double quotes in the first line are where none may be: remove them.', observed: true },
};

;// CONCATENATED MODULE: ./build/rules/hidden-names.js



function wrongNames(names) {
    const near = Array.from(names.near, ([column, { name, index }]) => ({ column, name: split_line_bare(name), index }));
    const wrong = near.filter(({ column, name }) => (0,batch_names/* columnOf */.uV)(name) !== column && !name.includes('\ufffd'));
    const isInvisible = ({ name }) => INVISIBLE.test(name);
    return [
        ...addressOf(names),
        ...sayInvisible(wrong.filter(isInvisible)),
        ...sayWrong(wrong.filter((each) => !isInvisible(each))),
        ...sayForeign(names),
    ];
}
function addressOf({ columns, near, otherAddress }) {
    if (columns.has('EmailAddress') || near.has('EmailAddress'))
        return [];
    return otherAddress === undefined
        ? ["Name the column with the users' addresses EmailAddress."]
        : [`Name column ${otherAddress + 1}, which seems to have the users' addresses, EmailAddress.`];
}
const SECOND_MARK = 'A byte-order mark (U+FEFF) belongs to the name of a column: save the file again as "CSV UTF-8".';
const INVISIBLE = /[\p{Cc}\p{Cf}]/u;
function sayInvisible(wrong) {
    const [first] = wrong;
    if (first === undefined)
        return [];
    if (first.name.startsWith('\ufeff'))
        return [SECOND_MARK];
    const code = INVISIBLE.exec(first.name)[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    const where = `${wrong.length === 1 ? 'name of column' : 'names of columns'} ${numbersOf(wrong)}`;
    const anew = listOf(wrong.map(({ column }) => column));
    return [`An invisible character (U+${code}) is in the ${where}: write ${anew} anew.`];
}
function sayWrong(wrong) {
    if (wrong.length === 0)
        return [];
    const shown = wrong.map(({ column, name, index }) => `${column} instead of ${column === 'Password' ? `the name of column ${index + 1}` : `"${name}"`}`);
    const all = wrong.map(({ name }) => name).join('');
    const without = IN_NAMES.filter(([character]) => character.test(all)).map(([, name]) => name);
    return [`Write ${listOf(shown)}${without.length === 0 ? '' : `, without ${listOf(without)}`}.`];
}
const IN_NAMES = [
    [/\s/, 'blanks'],
    [/-/, 'hyphens'],
    [/_/, 'underscores'],
];
function sayForeign({ columns, near, otherAddress, foreignAt }) {
    const isKnown = columns.has('EmailAddress') || near.has('EmailAddress') || otherAddress !== undefined;
    const foreign = foreignAt.filter((index) => index !== otherAddress).map((index) => ({ index }));
    if (!isKnown || foreign.length === 0)
        return [];
    return foreign.length === 1
        ? [`No batch has column ${numbersOf(foreign)}: correct its name, or remove it.`]
        : [`No batch has columns ${numbersOf(foreign)}: correct their names, or remove them.`];
}
function numbersOf(columns) {
    return listOf(columns.map(({ index }) => `${index + 1}`));
}

;// CONCATENATED MODULE: ./build/rules/missing-email-address.js





const missingEmailAddress = {
    id: 'missing-email-address',
    severity: 'error',
    title: 'The header has no EmailAddress column',
    source: sources.csvFiles,
    scope: 'hidden-header',
    fixable: false,
    *check(batch) {
        const { hidden } = batch.header;
        if (hidden === undefined)
            return;
        const causes = causesOf(batch, hidden);
        const cures = [...causes.map(({ text }) => text), ...conversionFor(batch, hidden)].join(' ');
        const at = placeOf(batch, hidden);
        yield causes.every(({ observed }) => observed)
            ? {
                at,
                source: 'observed',
                message: `Exchange may find no EmailAddress column and refuse the whole batch. ${cures}`,
            }
            : {
                at,
                source: sources.csvFiles,
                message: `Exchange finds no EmailAddress column and refuses the whole batch. ${cures}`,
            };
    },
};
function causesOf({ text }, hidden) {
    const { names, quotes } = hidden;
    return [
        ...aboveOf(hidden),
        ...separatorOf(hidden),
        ...encodingOf(hidden, text.damage),
        ...quotes.map((each) => hidden_form_QUOTES[each]),
        ...(names === undefined ? [ROW] : wrongNames(names).map((text) => ({ text }))),
        ...wordsOf(hidden),
    ];
}
function conversionFor({ path, text }, hidden) {
    const { separator, encoding, words, names, above } = hidden;
    const isLost = encoding === undefined && text.damage !== undefined;
    if (names === undefined || separator === ' ' || above.includes('row') || isLost)
        return [];
    if (separator === ',' && encoding === undefined && words.length === 0)
        return [];
    return [`In PowerShell: ${conversionOf(path, hidden)}`];
}
function placeOf({ table, header }, hidden) {
    const { names, above, separator, encoding, quotes } = hidden;
    const isAllElseRight = separator === ',' && above.length + quotes.length === 0 && encoding === undefined;
    const index = header.near.get('EmailAddress')?.index;
    if (isAllElseRight && names?.near.size === 1 && names.foreign === 0 && index !== undefined) {
        return { start: table.start[index], end: table.end[index] };
    }
    return firstLine(table.bytes, recordOf(table, 0));
}

;// CONCATENATED MODULE: ./build/rules/missing-value.js



const missingValue = {
    id: 'missing-value',
    severity: 'error',
    title: 'A required cell is empty',
    source: sources.csvFiles,
    scope: 'rows',
    fixable: false,
    *check(batch) {
        const { header, kind, table } = batch;
        const source = columnsPage[kind.name];
        for (const column of kind.required) {
            const needs = `${needing(column, header)} needs it in every row`;
            if (!header.columns.has(column) && !header.near.has(column)) {
                yield {
                    at: firstLine(table.bytes, recordOf(table, 0)),
                    source,
                    message: `The header has no ${column}, and ${needs}. Add the column.`,
                };
            }
            for (const row of batch.where(column, 'empty')) {
                const message = `Row ${row.index}: ${header_cell_nameIn(batch, column)} is empty, and ${needs}. Fill it in, or remove the row.`;
                yield { row, at: row.cell(column), source, message };
            }
        }
    },
};
function needing(column, { columns, near }) {
    if (column === 'EmailAddress')
        return 'every batch';
    const both = ['Username', 'Password'].every((name) => columns.has(name) || near.has(name));
    return `an IMAP batch (this is one by ${both ? 'its UserName and Password' : 'its UserRoot'})`;
}

;// CONCATENATED MODULE: ./build/rules/not-a-batch.js

const notABatch = {
    id: 'not-a-batch',
    severity: 'off',
    severityIfNamed: 'error',
    title: 'The file is not a migration batch',
    source: sources.csvFiles,
    scope: 'other-file',
    fixable: false,
    *check({ header }) {
        yield {
            at: { start: 0, end: 0 },
            source: sources.csvFiles,
            message: `This file is not checked, because it is not a migration batch: ${whyNotABatch(header)}.`,
        };
    },
};
function whyNotABatch(header) {
    const { columns, near, foreign, width, otherAddress, otherFile } = header;
    if (otherFile !== undefined)
        return otherFile;
    const close = near.get('EmailAddress')?.name;
    if (close !== undefined) {
        return `to make it one, rename "${close}" to EmailAddress and remove the columns that a batch does not have`;
    }
    if (columns.has('EmailAddress')) {
        return foreign === 1
            ? `one of its ${width} columns is in no batch; to make it one, remove that column`
            : `${foreign} of its ${width} columns are in no batch; to make it one, remove them`;
    }
    if (otherAddress !== undefined) {
        return `it has no EmailAddress column; if column ${otherAddress + 1} has the users' addresses, name it EmailAddress`;
    }
    return 'it has no EmailAddress column';
}

;// CONCATENATED MODULE: ./build/rules/not-unicode.js

const NAMES = {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16',
    'utf-32le': 'UTF-32',
    'utf-32be': 'UTF-32',
};
const notUnicode = {
    id: 'not-unicode',
    severity: 'error',
    title: 'The file is not Unicode text',
    source: sources.stagedMigration,
    scope: 'bytes',
    fixable: false,
    *check({ text }) {
        const { damage } = text;
        if (damage === undefined)
            return;
        yield {
            at: { start: damage.at, end: damage.at + LENGTH[damage.cause] },
            source: 'observed',
            message: not_unicode_describe(text, damage),
        };
    },
};
const LENGTH = {
    undecodable: 3,
    replaced: 3,
    nul: 1,
    'utf-16': 1,
    'single-byte': 1,
};
const APPENDED = 'Exchange may misread everything below. Out-File -Append and >> write another encoding than Export-Csv: write the file anew, in one go, with Export-Csv -NoTypeInformation -Encoding UTF8.';
function not_unicode_describe(text, { cause }) {
    if (cause === 'undecodable') {
        const read = text.mark ? `${NAMES[text.encoding]}, as its byte-order mark says` : 'UTF-8';
        return `From here on there are bytes that cannot be read as ${read}; Exchange may put another character in their place. Save the file again as "CSV UTF-8 (Comma delimited)".`;
    }
    if (cause === 'replaced') {
        return 'Here the file holds U+FFFD, the character that takes the place of one that was lost when the file was converted; Exchange may take it as it is. Export the file again from where it came from.';
    }
    if (cause === 'nul') {
        return 'Here is a NUL character, which no text has; Exchange may misread everything below. Export the file again.';
    }
    return cause === 'utf-16'
        ? `UTF-16 begins here (NUL characters between the letters), in a file of another encoding; ${APPENDED}`
        : `Here begin single bytes of ASCII in a file of UTF-16; ${APPENDED}`;
}

;// CONCATENATED MODULE: ./build/rules/password-in-repository.js



const passwordInRepository = {
    id: 'password-in-repository',
    severity: 'off',
    title: 'Passwords are kept in the repository',
    source: sources.csvFiles,
    scope: 'rows',
    fixable: false,
    *check(batch) {
        const passwords = countNotEmpty(batch, 'Password');
        if (passwords === 0)
            return;
        const [what, them] = passwords === 1 ? ['A password is', 'it'] : [`${passwords} passwords are`, 'them'];
        yield {
            at: headerCell(batch, 'Password'),
            source: sources.csvFiles,
            message: `${what} in this file, and whoever can read the repository can read ${them}, in its history too. ` +
                `Change ${them}, and keep passwords out of Git.`,
        };
    },
};

;// CONCATENATED MODULE: ./build/rules/too-many-rows.js


const tooManyRows = {
    id: 'too-many-rows',
    severity: 'error',
    title: 'More rows than Exchange takes',
    source: sources.stagedMigration,
    scope: 'rows',
    fixable: false,
    *check({ kind, rows, table }, { maxRows }) {
        const limit = maxRows ?? kind.maxRows;
        if (limit === undefined || rows <= limit)
            return;
        const first = limit + 1;
        const why = maxRows === undefined
            ? `${too_many_rows_nameOf(kind)} may have ${limit} rows, this one has ${rows}, and Exchange refuses the whole batch`
            : `max-rows is ${limit}, and this batch has ${rows} rows`;
        yield {
            row: first,
            at: firstLine(table.bytes, recordOf(table, first)),
            source: kind.name === 'imap' ? sources.imapCsvFiles : sources.stagedMigration,
            message: `Row ${first} is over the limit: ${why}. Split it into batches that fit.`,
        };
    },
};
function too_many_rows_nameOf({ name }) {
    return name === 'imap' ? 'an IMAP batch' : 'a staged batch';
}

;// CONCATENATED MODULE: ./build/rules/unknown-column.js




const unknownColumn = {
    id: 'unknown-column',
    severity: 'error',
    title: 'Exchange does not know a column',
    source: sources.newMigrationBatch,
    scope: 'file',
    fixable: false,
    *check(batch) {
        const { kind } = batch;
        for (const { name, index, start, end } of batch.headerCells()) {
            if (index >= MOST_COLUMNS) {
                yield {
                    at: { start, end },
                    source: sources.newMigrationBatch,
                    message: `Columns from ${index + 1} on are more than any batch has. Exchange refuses the whole batch.`,
                };
                return;
            }
            const column = (0,batch_names/* columnOf */.uV)(name);
            const meant = column === undefined ? (0,batch_names/* nearColumn */.Pf)(name) : undefined;
            if (column !== undefined && kind.columns.includes(column))
                continue;
            yield {
                at: { start, end },
                source: sources.newMigrationBatch,
                message: `${unknown_column_describe({ name, index, column, meant }, kind.name)} Exchange refuses the whole batch.`,
            };
        }
    },
};
function unknown_column_describe({ name, index, column, meant }, kind) {
    if (column !== undefined)
        return `${column} is not a column of a batch of this kind (${kind}).`;
    if (meant !== undefined) {
        const shown = meant === 'Password' ? `Column ${index + 1}` : `"${name}"`;
        return `${shown} is not a column that Exchange knows. Did you mean ${meant}?`;
    }
    if (name === '')
        return `Column ${index + 1} has no name; a comma at the end of the header makes such a column.`;
    const parameter = parameterOf(name);
    return parameter === undefined
        ? `Column ${index + 1} has a name that Exchange does not know. Correct the name, or remove the column.`
        : `${name} is set for the whole batch, not for a user: remove the column, and give the value to New-MigrationBatch -${parameter}.`;
}

;// CONCATENATED MODULE: ./build/rules/unknown-federation.js

const unknownFederation = {
    id: 'unknown-federation',
    severity: 'warning',
    title: 'Nobody knows whether the domain is federated',
    source: sources.kb2845956,
    scope: 'rows',
    fixable: false,
    *check(batch, { lookup, perUser }) {
        if (!perUser && !batch.domains?.names.some((domain) => isUnknown(lookup({ user: null, domain }))))
            return;
        const said = new Set();
        for (const row of batch.where('ForceChangePassword', 'true')) {
            const answer = lookup(row);
            if (answer.domain === '' || said.has(answer.domain) || !isUnknown(answer))
                continue;
            said.add(answer.domain);
            yield {
                row,
                at: row.cell('EmailAddress'),
                source: sources.kb2845956,
                message: `Row ${row.index}: ${answer.because}, so nobody knows whether True is right for its users. ` +
                    'Check the spelling of the domain, or name it in federated-domains (with ! before it if it is managed).',
            };
        }
    },
};
function isUnknown({ federated, unanswered }) {
    return federated === undefined && unanswered === undefined;
}

;// CONCATENATED MODULE: ./build/rules/wrong-column-count.js




const wrongColumnCount = {
    id: 'wrong-column-count',
    severity: 'error',
    title: 'A row has more or fewer cells than the header',
    source: sources.stagedMigration,
    scope: 'rows',
    fixable: false,
    *check(batch) {
        const { table } = batch;
        for (const row of misshapenRows(table)) {
            yield {
                row: row.number,
                at: firstLine(table.bytes, row),
                source: sources.stagedMigration,
                message: `Row ${row.number} has ${count(row.cells, 'cell')} and the header has ${count(table.width, 'column')}: ` +
                    `Exchange refuses the whole batch. ${wrong_column_count_cureFor(batch, row)}`,
            };
        }
    },
};
function wrong_column_count_cureFor({ aside, table }, row) {
    const cause = aside.get(row.number);
    if (cause !== undefined)
        return tellJoined(cause, table.bytes, row);
    if (row.cells > table.width)
        return 'A value with a comma in it must be in double quotes.';
    if (isOneQuotedCell(table.bytes, row))
        return 'The whole line is in double quotes: remove them.';
    return 'A cell that is left empty still needs its comma; a line of spaces must go.';
}
const wrong_column_count_QUOTE = 0x22;
function isOneQuotedCell(bytes, { start, end, cells }) {
    if (cells > 1 || bytes[start] !== wrong_column_count_QUOTE || bytes[end - 1] !== wrong_column_count_QUOTE)
        return false;
    return /^"[^\r\n]*,[^\r\n]*"$/.test(textAt(bytes, start, end));
}
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/rules/index.js





















const rules = [
    emptyBatch,
    missingEmailAddress,
    duplicateColumn,
    unknownColumn,
    wrongColumnCount,
    tooManyRows,
    fileTooLarge,
    ambiguousQuoting,
    notUnicode,
    lineBreakInValue,
    notABatch,
    federatedForceChangePassword,
    invalidForceChangePassword,
    invalidEmailAddress,
    duplicateUser,
    missingValue,
    invalidValue,
    invalidPassword,
    unknownFederation,
    federatedPassword,
    passwordInRepository,
];
function startRules() {
    return rules.map((rule) => ('start' in rule ? { ...rule, check: rule.start() } : rule));
}

// EXTERNAL MODULE: ./build/federation/answer.js
var federation_answer = __nccwpck_require__(4608);
;// CONCATENATED MODULE: ./build/federation/domain-table.js

function createDomainTable(domains) {
    const exact = new Map();
    const withBelow = new Map();
    for (const each of domains) {
        keep(exact, each);
        if (!each.alone)
            keep(withBelow, each);
    }
    return (domain) => {
        const above = () => ancestry(domain).find((name) => withBelow.has(name));
        const match = exact.get(domain) ?? withBelow.get(above() ?? '');
        return match === undefined ? undefined : explain(domain, match);
    };
}
function keep(listed, domain) {
    if (listed.get(domain.name)?.federated === undefined)
        listed.set(domain.name, domain);
}
function isUnder(domain, parent) {
    return domain === parent || domain.endsWith(`.${parent}`);
}
function explain(domain, { name, federated, source }) {
    if (federated === undefined)
        return undefined;
    const answer = (0,federation_answer/* known */.eO)(name, federated, source);
    return domain === name ? answer : (0,federation_answer/* inherited */.Jq)(domain, answer);
}
function ancestry(domain) {
    const labels = domain.split('.');
    return labels.map((_, index) => labels.slice(index).join('.'));
}

;// CONCATENATED MODULE: ./build/federation/idle.js


const NAMED = 5;
const COMPARED = 1000;
function noteIdle(names, domains) {
    if (domains.length === 0)
        return [];
    const idle = names.filter((name) => !domains.some((domain) => isUnder(domain, name)));
    const unlisted = domains.slice(0, COMPARED).filter((domain) => !names.some((name) => isUnder(domain, name)));
    const meant = new Map(idle.map((name) => [name, (0,batch_names/* nearest */.pA)(name, unlisted)]));
    const near = idle.filter((name) => meant.get(name) !== undefined);
    const told = near.slice(0, NAMED);
    const rest = [...near.slice(NAMED), ...idle.filter((name) => meant.get(name) === undefined)];
    return [
        ...told.map((name) => `No user of these batches is in ${name}, which ${LIST} names: did you mean ${meant.get(name)}?`),
        ...(rest.length > 0 ? [`No user of these batches is in ${inShort(rest)}, which ${LIST} names.`] : []),
    ];
}
const LIST = 'federated-domains';
function inShort(names) {
    if (names.length > NAMED)
        return `${names.slice(0, NAMED).join(', ')} or ${names.length - NAMED} more domains`;
    return [...(names.length > 1 ? [names.slice(0, -1).join(', ')] : []), names.at(-1)].join(' or ');
}

;// CONCATENATED MODULE: ./build/taken.js


function usersOf(batch, { lookup, perUser }) {
    if (!perUser)
        return countByDomain(batch);
    const users = new Map();
    for (const row of batch.where('EmailAddress', 'address')) {
        const { domain } = lookup(row);
        users.set(domain, (users.get(domain) ?? 0) + 1);
    }
    return users;
}
function taken_countFederated(users, { lookup }) {
    let count = 0;
    for (const [domain, number] of users)
        if (lookup({ user: null, domain }).federated)
            count += number;
    return count;
}
function addUsers(sum, users) {
    for (const [domain, number] of users)
        sum.set(domain, (sum.get(domain) ?? 0) + number);
}
function takenFor(users, { lookup }) {
    return Array.from(users, ([domain, number]) => {
        const { federated = null, why } = lookup({ user: null, domain });
        return { domain, federated, users: number, because: why };
    }).sort((a, b) => (a.domain < b.domain ? -1 : 1));
}
function noteIdleIn(list, taken, allRead) {
    if (!allRead)
        return [];
    const byUsers = taken.toSorted((a, b) => b.users - a.users);
    return noteIdle(list.names, byUsers.map(({ domain }) => domain));
}

;// CONCATENATED MODULE: ./build/unread.js





const TELLING = new Set([missingEmailAddress, ambiguousQuoting, notUnicode, wrongColumnCount, invalidEmailAddress].map(({ id }) => id));
function findSilence(batch, problems, severities) {
    const isTold = problems.some(({ rule }) => TELLING.has(rule));
    const isSet = Object.keys(severities).some((rule) => TELLING.has(rule));
    if (isTold || isSet || !hasUnreadable(batch))
        return undefined;
    return 'a part of it cannot be read, and no rule says which: this is a fault of Migration Batch Check. Please report it';
}
function hasUnreadable({ header, table, text }) {
    if (header.kind === undefined || table.rows === 0)
        return false;
    const { misshapen, ambiguous } = table;
    return (!header.columns.has('EmailAddress') || text.damage !== undefined || misshapen.count + ambiguous.count > 0);
}

;// CONCATENATED MODULE: ./build/check.js









function beginJudgement(settings) {
    const { directory, maxRows, severities } = settings;
    return { rules: startRules(), directory, maxRows, severities };
}
function compareWith(batch, judgement) {
    problemsOf(batch, termsOf({ ...judgement, rules: judgement.rules.filter((rule) => 'start' in rule) }));
}
function termsOf({ rules, directory, maxRows, severities }) {
    const { lookup, perUser } = directory;
    return { rules, facts: { lookup, perUser, maxRows }, severities };
}
function check(batch, judgement, named = false) {
    const { directory } = judgement;
    const { problems, edits } = problemsOf(batch, { ...termsOf(judgement), named });
    const places = locate(batch.table);
    const { kind } = batch.header;
    const users = kind === 'staged' ? usersOf(batch, directory) : check_NOBODY;
    return {
        path: batch.path,
        kind: kind ?? 'not-a-batch',
        rows: kind === undefined || batch.header.hidden !== undefined ? 0 : countedRows(batch),
        users,
        federated: taken_countFederated(users, directory),
        findings: problems.map((problem) => toFinding(batch.path, problem, places)),
        edits,
        leftAlone: kind === undefined && problems.length === 0 ? whyNotABatch(batch.header) : undefined,
        notChecked: findUnanswered(batch, judgement) ?? findSilence(batch, problems, judgement.severities),
        draw(finding) {
            const { position, user, at } = problems[finding];
            return position === undefined ? undefined : drawRow(batch, { position, user, start: at.start });
        },
    };
}
function countedRows({ rows, aside }) {
    const out = [...aside.values()].filter(isOut);
    return rows - out.length;
}
const check_NOBODY = new Map();
function* usersInQuestion(batch, { severities }) {
    if (severities[federatedForceChangePassword.id] === 'off')
        return;
    yield* batch.where('ForceChangePassword', 'true');
    yield* batch.where('ForceChangePassword', 'other');
}
function toFinding(path, problem, places) {
    const { rule, severity, at, row, user, more, edit } = problem;
    const { line, column, endLine, endColumn } = places.inEditor(at);
    const onGitHub = places.onGitHub?.(at);
    const fix = edit?.text;
    const message = more === 0 ? problem.message : `${problem.message} ${sayRest(more)}`;
    return { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix, onGitHub, more };
}
function sayRest(more) {
    return more === 1
        ? 'One more problem like this is not listed.'
        : `${more} more problems like this are not listed.`;
}
const check_NAMED = 5;
function findUnanswered(batch, { directory, severities }) {
    if (directory.allAnswered || severities[federatedForceChangePassword.id] === 'off')
        return undefined;
    const reasons = new Map();
    for (const row of batch.where('ForceChangePassword', 'true')) {
        const { domain, unanswered } = directory.lookup(row);
        if (unanswered !== undefined)
            reasons.set(domain, unanswered);
    }
    return sayUnanswered(reasons, directory);
}
function sayUnanswered(reasons, { cure }) {
    const [reason] = reasons.values();
    if (reason === undefined)
        return undefined;
    const more = reasons.size > check_NAMED ? ` and ${reasons.size - check_NAMED} more` : '';
    const domains = [...reasons.keys()].slice(0, check_NAMED).join(', ');
    const are = reasons.size === 1 ? 'is' : 'are';
    return `Nobody could say whether ${domains}${more} ${are} federated: ${reason}. ${cure([...reasons.keys()])}`;
}

;// CONCATENATED MODULE: ./build/outcome.js
function withoutFixes(outcome, why) {
    const findings = outcome.findings.map((finding) => finding.fix === undefined
        ? finding
        : { ...finding, fix: undefined, message: `${finding.message} Not corrected: ${why}.` });
    return { ...outcome, findings, edits: [] };
}

;// CONCATENATED MODULE: ./build/batch/pointer.js
const POINTER = Buffer.from('version https://git-lfs.github.com/spec/v1\n');
function isPointer(bytes) {
    return POINTER.equals(bytes.subarray(0, POINTER.length));
}

;// CONCATENATED MODULE: ./build/pipeline.js



async function* checkAll(contents, judgement, neighbours = new Set()) {
    for await (const file of pipeline_readAll(contents, judgement.directory)) {
        if ('unavailable' in file)
            yield file;
        else if (neighbours.has(file.entry.path))
            compareWith(file.batch, judgement);
        else {
            await ask(file.batch, judgement);
            yield { ...file, checked: check(file.batch, judgement, file.entry.named) };
        }
    }
}
async function askAhead(contents, judgement) {
    for await (const file of pipeline_readAll(contents, judgement.directory)) {
        if ('unavailable' in file)
            return false;
        await ask(file.batch, judgement);
        if (findUnanswered(file.batch, judgement) !== undefined)
            return false;
    }
    return true;
}
async function* pipeline_readAll(contents, { isNamed }) {
    let batch;
    for await (const content of contents) {
        if ('unavailable' in content)
            yield content;
        else if (isPointer(content.bytes))
            yield { entry: content.entry, unavailable: pipeline_POINTER };
        else {
            batch = readBatch(content.entry.path, content.bytes, { used: batch, isNamed });
            yield { ...content, batch };
        }
    }
}
async function ask(batch, judgement) {
    if (batch.header.kind === 'staged')
        await judgement.directory.ask(usersInQuestion(batch, judgement));
}
const pipeline_POINTER = 'it is a Git LFS pointer, not the file itself: fetch it with "git lfs pull" and check it there';

;// CONCATENATED MODULE: ./build/report/report.js
const NOTHING = {
    files: 0,
    batches: 0,
    rows: 0,
    federated: 0,
    errors: 0,
    warnings: 0,
    notices: 0,
    fixable: 0,
    fixed: 0,
};
function totalsOfAll(results) {
    let totals = NOTHING;
    for (const result of results)
        totals = addTotals(totals, result);
    return totals;
}
function addTotals(totals, result) {
    const more = totalsOf(result);
    const sums = Object.entries(totals).map(([key, value]) => [key, value + more[key]]);
    return Object.fromEntries(sums);
}
function totalsOf({ outcome, fixed }) {
    const left = { error: 0, warning: 0, notice: 0 };
    for (const { severity, fix, more = 0 } of outcome.findings) {
        if (fix === undefined || !fixed)
            left[severity] += 1 + more;
    }
    return {
        files: 1,
        batches: outcome.kind === 'not-a-batch' ? 0 : 1,
        rows: outcome.rows,
        federated: outcome.federated,
        errors: left.error,
        warnings: left.warning,
        notices: left.notice,
        fixable: fixed ? 0 : outcome.edits.length,
        fixed: fixed ? outcome.edits.length : 0,
    };
}
function conclude(totals, failOn, complete) {
    const { errors, warnings, notices } = totals;
    const failing = { error: errors, warning: errors + warnings, never: 0 }[failOn];
    if (!complete || failing > 0)
        return 'failure';
    return errors + warnings + notices > 0 ? 'neutral' : 'success';
}

;// CONCATENATED MODULE: ./build/cli/command.js






function statusOf({ notChecked, conclusion }) {
    if (notChecked.length > 0)
        return 2;
    return conclusion === 'failure' ? 1 : 0;
}
async function run(run) {
    const judgement = beginJudgement({ ...run.settings, directory: run.directory });
    const mayFix = run.target !== undefined && (await askAhead(run.contents(), judgement));
    const summary = summarize(run, await checkEach(run, judgement, mayFix ? run.target : undefined));
    await run.print(run.writer.end(summary));
    return summary;
}
async function checkEach({ contents, writer, print }, judgement, target) {
    const seen = { totals: totalsOfAll([]), users: new Map(), notChecked: [], allRead: true };
    for await (const step of checkAll(contents(), judgement)) {
        const why = 'unavailable' in step ? step.unavailable : step.checked.notChecked;
        if (why !== undefined)
            seen.notChecked.push({ path: step.entry.path, why });
        if ('unavailable' in step) {
            seen.allRead = false;
            continue;
        }
        const result = await act(step, target);
        seen.totals = addTotals(seen.totals, result);
        addUsers(seen.users, step.checked.users);
        await print(writer.file(result, step.checked.draw));
    }
    return seen;
}
function summarize({ settings, directory, configuration, notes }, seen) {
    const { totals, notChecked } = seen;
    const domains = takenFor(seen.users, directory);
    return {
        totals,
        domains,
        configuration,
        notes: [...notes, ...noteIdleIn(settings.federatedDomains, domains, seen.allRead)],
        asked: directory.asked,
        notChecked,
        conclusion: conclude(totals, settings.failOn, notChecked.length === 0),
    };
}
async function act({ entry, bytes, batch, checked }, target) {
    if (target === undefined || checked.edits.length === 0)
        return { outcome: checked, fixed: false };
    const corrected = await correct(batch, checked.edits);
    const refused = 'refused' in corrected
        ? corrected.refused
        : target({ path: entry.path, before: bytes, after: corrected.bytes });
    return refused === undefined
        ? { outcome: checked, fixed: true }
        : { outcome: withoutFixes(checked, refused), fixed: false };
}

;// CONCATENATED MODULE: ./build/cli/domains.js



function statusOfDomains({ notChecked, unanswered }) {
    return notChecked.length > 0 || unanswered !== undefined ? 2 : 0;
}
const NO_ADDRESSES = 'its header names no EmailAddress that can be read: check it first';
async function findDomains(contents, { settings, directory, configuration, notes }) {
    const found = new Map();
    const notChecked = [];
    const counted = { batches: 0, rows: 0 };
    let allRead = true;
    for await (const file of pipeline_readAll(contents, directory)) {
        const { path } = file.entry;
        if ('unavailable' in file) {
            allRead = false;
            notChecked.push({ path, why: file.unavailable });
        }
        else if (file.batch.header.kind !== undefined) {
            counted.batches++;
            counted.rows += file.batch.rows;
            if (file.batch.facts('EmailAddress') === undefined)
                notChecked.push({ path, why: NO_ADDRESSES });
            await directory.ask(file.batch.where('EmailAddress', 'address'));
            domains_countUsers(file.batch, directory, found);
        }
    }
    const domains = [...found.values()].sort(inOrder);
    const unanswered = sayUnanswered(new Map(domains.flatMap(reasonOf)), directory);
    const { asked } = directory;
    const idle = allRead ? noteIdle(settings.federatedDomains.names, domainsIn(domains)) : [];
    return { ...counted, domains, configuration, notes: [...notes, ...idle], asked, notChecked, unanswered };
}
function domains_countUsers(batch, directory, found) {
    for (const row of batch.where('EmailAddress', 'address')) {
        const domain = row.domain;
        const { domain: signInDomain, federated, unanswered, why } = directory.lookup(row);
        const key = `${domain} ${signInDomain}`;
        const known = found.get(key);
        const answer = federated === undefined ? 'unknown' : federated ? 'federated' : 'managed';
        found.set(key, known
            ? { ...known, users: known.users + 1 }
            : { domain, signInDomain, answer, because: why, unanswered, users: 1 });
    }
}
function domainsIn(answers) {
    return answers.toSorted((a, b) => b.users - a.users).map(({ signInDomain }) => signInDomain);
}
function reasonOf({ signInDomain, unanswered }) {
    return unanswered === undefined ? [] : [[signInDomain, unanswered]];
}
function inOrder(a, b) {
    return compare(a.domain, b.domain) || compare(a.signInDomain, b.signInDomain);
}
function compare(a, b) {
    return a < b ? -1 : Number(a > b);
}

;// CONCATENATED MODULE: ./build/cli/help.js
const help = `Checks Exchange migration batches (CSV) the way Exchange reads them.

Usage: migration-batch-check [options] [file | folder | glob ...]
       migration-batch-check domains [options] [file | folder | glob ...]
       Without a file, every **/*.csv below the current folder is checked. "domains" only tells which
       domains of the batches are federated, and how that is known.

  --federated-domains LIST   who is federated: domains separated by commas (sub-domains included,
                             ! before a domain excludes it), * for all, none, auto (default): ask
                             Microsoft's sign-in service, about domains only, or exports: never ask it
  --directory-export FILE    an exported list of domains or users, CSV or JSON (repeatable)
  --config FILE              settings file (default: the nearest .github/migration-batch-check.yml in
                             the folder of what is named or above it)
  --fix                      write the corrected files
  --scan                     the files were found, not named (for hooks): what is no batch is left alone
  --format NAME              terminal (default), json, csv or github
  --output FILE              write the report there instead of standard output
  --fail-on LEVEL            error (default), warning or never
  --max-rows N               how many rows a batch may have (default: the limit of its kind; staged 2000)
  -                          read one batch from standard input; with --fix write it to standard output
  -h, -?, /?, --help         show this
  -v, --version              show the version

Exit status: 0 no finding of severity --fail-on or higher is left, 1 at least one is, 2 the check could
             not be made.
`;

;// CONCATENATED MODULE: ./build/disk/identity.js

function identityOf(file) {
    const stats = statsOf(file);
    return stats?.isFile() ? `${stats.dev}:${stats.ino}` : undefined;
}
function statsOf(file) {
    try {
        return typeof file === 'number' ? (0,external_node_fs_.fstatSync)(file, { bigint: true }) : (0,external_node_fs_.statSync)(file, { bigint: true });
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/cli/input.js



function isOnInput({ targets }) {
    return targets[0] === '-';
}
async function mistakesOfInput(args, folder) {
    if (!isOnInput(args))
        return [];
    const { output } = args;
    const found = [await mistakeOfInput()];
    const batch = identityOf(0);
    if (batch !== undefined && output !== undefined && identityOf((0,external_node_path_.resolve)(folder, output)) === batch)
        found.push(`--output ${output}: the report would overwrite the batch on standard input. Name another file.`);
    if (batch !== undefined && identityOf(1) === batch)
        found.push('-: standard input and standard output are one file. Write to another file.');
    return found.filter((mistake) => mistake !== undefined);
}

;// CONCATENATED MODULE: ./build/globs.js


const OPTIONS = { flags: 'is', dot: true, debug: true };
const EVERY_CSV = '**/*.csv';
async function matcher(globs) {
    if (globs.length === 1 && globs[0] === EVERY_CSV)
        return (path) => /\.csv$/i.test(path);
    const { default: picomatch } = await __nccwpck_require__.e(/* import() */ 6).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4006, 19));
    const compile = (glob) => {
        try {
            return picomatch(glob, OPTIONS);
        }
        catch {
            throw new build_mistakes/* InputError */.d([
                `The pattern ${glob.slice(0, 80)} cannot be read. Check its brackets and braces.`,
            ]);
        }
    };
    const wanted = globs.filter((glob) => !glob.startsWith('!')).map(compile);
    const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => compile(glob.slice(1)));
    return (path) => wanted.some((matches) => matches(path)) && !unwanted.some((matches) => matches(path));
}
async function matcherFrom(base, globs) {
    const matches = await matcher(globs);
    if (base === '')
        return matches;
    return (path) => {
        const below = external_node_path_.posix.relative(base, path);
        return !below.startsWith('../') && matches(below);
    };
}
async function splitGlob(text) {
    const { default: picomatch } = await __nccwpck_require__.e(/* import() */ 6).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4006, 19));
    const { base, glob, isGlob } = picomatch.scan(text);
    return isGlob ? { base, glob } : undefined;
}

;// CONCATENATED MODULE: ./build/source.js
function byPath(a, b) {
    return a.path < b.path ? -1 : Number(a.path > b.path);
}

;// CONCATENATED MODULE: ./build/disk/look.js



function look(folder, path) {
    try {
        return (0,external_node_fs_.statSync)((0,external_node_path_.resolve)(folder, path), { throwIfNoEntry: false });
    }
    catch (error) {
        return (0,reason/* reasonOf */.A)(error);
    }
}
function isFolder(folder, path) {
    const stats = look(folder, path);
    return typeof stats === 'object' && stats.isDirectory();
}
function isLink(folder, path) {
    try {
        return (0,external_node_fs_.lstatSync)((0,external_node_path_.resolve)(folder, path)).isSymbolicLink();
    }
    catch {
        return false;
    }
}
function toPosix(path) {
    return external_node_path_.sep === '\\' ? path.replaceAll('\\', '/') : path;
}
function below(parent, name) {
    return toPosix((0,external_node_path_.join)(parent, name));
}
function* partsOf(path) {
    const { root } = (0,external_node_path_.parse)(path);
    let parent = toPosix(root);
    for (const name of path.slice(root.length).split('/')) {
        yield { parent, name };
        parent = below(parent, name);
    }
}

;// CONCATENATED MODULE: ./build/disk/children.js



function childrenOf(folder, path) {
    const place = (0,external_node_path_.resolve)(folder, path);
    const children = (0,external_node_fs_.readdirSync)(place, { withFileTypes: true });
    if (!children.some(({ name }) => name.includes('\ufffd')))
        return children.map((child) => ({ name: child.name, kind: kindOf(child), broken: undefined }));
    return (0,external_node_fs_.readdirSync)(place, { withFileTypes: true, encoding: 'buffer' }).map((child) => ({
        name: child.name.toString(),
        kind: kindOf(child),
        broken: (0,external_node_buffer_.isUtf8)(child.name) ? undefined : spell(child.name),
    }));
}
function kindOf(child) {
    if (child.isDirectory())
        return 'folder';
    return child.isSymbolicLink() ? 'link' : 'file';
}
function spell(bytes) {
    return Array.from(bytes, (byte) => byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`).join('');
}

;// CONCATENATED MODULE: ./build/disk/missing.js



function sayMissing(folder, path, noun) {
    for (const { parent, name } of partsOf(path)) {
        const place = below(parent, name);
        if (look(folder, place) !== undefined)
            continue;
        if (isLink(folder, place))
            return `${place} is a link that leads nowhere`;
        const meant = similar(folder, parent, name);
        return `there is no such ${noun}${meant === undefined ? '' : ` (did you mean ${below(parent, meant)}?)`}`;
    }
    return `there is no such ${noun}`;
}
function similar(folder, parent, name) {
    const children = childrenIfAny(folder, parent).filter(({ broken }) => broken === undefined);
    const names = new Map(children.map((child) => [child.name.toLowerCase(), child.name]));
    const known = [...names.keys()];
    const meant = known.find((each) => each.startsWith(`${name.toLowerCase()}.`)) ?? (0,batch_names/* nearest */.pA)(name, known);
    return meant && names.get(meant);
}
function childrenIfAny(folder, path) {
    try {
        return childrenOf(folder, path);
    }
    catch {
        return [];
    }
}
function brokenAlike(folder, path) {
    for (const { parent, name } of partsOf(path)) {
        if (!name.includes('\ufffd'))
            continue;
        const alike = childrenIfAny(folder, parent).find((child) => child.name === name && child.broken);
        if (alike)
            return alike.broken;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/disk/walk.js




const NEVER_ENTERED = new Set(['.git', 'node_modules']);
function isNeverEntered(name) {
    return NEVER_ENTERED.has(name.toLowerCase());
}
function walk({ folder, base, depth, matches }) {
    const walked = { files: [], links: [], mistakes: [] };
    function enter(path, level) {
        for (const child of readFolder(folder, below(base, path), walked.mistakes))
            meet(child, external_node_path_.posix.join(path, child.name), level);
    }
    function meet({ name, kind, broken }, path, level) {
        const place = below(base, path);
        if (kind === 'folder' || (kind === 'link' && isFolder(folder, place))) {
            if (level === depth || isNeverEntered(name))
                return;
            if (broken !== undefined)
                walked.mistakes.push(sayBroken(broken));
            else if (kind === 'link')
                walked.links.push(place);
            else
                enter(path, level + 1);
        }
        else if (matches(path)) {
            if (broken === undefined)
                walked.files.push(place);
            else
                walked.mistakes.push(sayBroken(broken));
        }
    }
    enter('', 1);
    return walked;
}
function readFolder(folder, path, mistakes) {
    try {
        return childrenOf(folder, path);
    }
    catch (error) {
        mistakes.push(`${path || '.'}: the folder cannot be read (${(0,reason/* reasonOf */.A)(error)}).`);
        return [];
    }
}
function sayBroken(name) {
    return `${name}: this name is not Unicode, so what it names cannot be read. Rename it.`;
}

;// CONCATENATED MODULE: ./build/disk/find-glob.js






async function findGlob(folder, target) {
    const split = await splitTarget(folder, target);
    if (split === undefined)
        return undefined;
    const { start, base, glob } = split;
    if (isRoot(start) && base === '' && depthOf(glob) > 1)
        return wrong(`${target}: this would search the whole disk. Name the folder that the batches are in.`);
    const { bases, mistakes } = basesOf(folder, start, base);
    const found = join([{ files: [], links: [], mistakes }, ...(await walkEach(folder, bases, glob))]);
    return found.files.length > 0 || found.mistakes.length > 0
        ? found
        : wrong(`${target}: ${sayUnmatched(folder, below(start, base))}`);
}
async function splitTarget(folder, target) {
    const { start, rest } = literalStart(folder, toPosix(target));
    const split = await splitGlob(rest);
    return split && { start, ...split };
}
function isRoot(path) {
    return path !== '' && path === toPosix((0,external_node_path_.parse)(path).root);
}
async function walkEach(folder, bases, glob) {
    try {
        const matches = await matcher([glob]);
        return bases.map((base) => walk({ folder, base, depth: depthOf(glob), matches }));
    }
    catch (error) {
        if (error instanceof build_mistakes/* InputError */.d)
            return [{ files: [], links: [], mistakes: [...error.mistakes] }];
        throw error;
    }
}
function literalStart(folder, path) {
    const parts = [...partsOf(path)];
    const end = parts.findIndex(({ parent, name }) => !isFolder(folder, below(parent, name)));
    const { parent } = parts[end];
    return {
        start: parent,
        rest: parts
            .slice(end)
            .map(({ name }) => name)
            .join('/'),
    };
}
function depthOf(glob) {
    return /\*\*|\(/.test(glob) ? Number.POSITIVE_INFINITY : glob.split('/').length;
}
function basesOf(folder, start, base) {
    const mistakes = [];
    const names = base.split('/').filter((name) => name !== '');
    if ([...start.split('/'), ...names].some(isNeverEntered))
        return { bases: [], mistakes };
    const foldersNamed = (parent, name) => {
        if (/^\.\.?$/.test(name))
            return [below(parent, name)];
        return readFolder(folder, parent, mistakes)
            .filter((child) => child.broken === undefined && child.name.toLowerCase() === name.toLowerCase())
            .map((child) => below(parent, child.name))
            .filter((path) => isFolder(folder, path));
    };
    const bases = names.reduce((parents, name) => parents.flatMap((each) => foldersNamed(each, name)), [start]);
    return { bases, mistakes };
}
function sayUnmatched(folder, base) {
    if (base.split('/').some(isNeverEntered))
        return 'no file matches, because patterns never enter .git or node_modules. Name the file or its folder.';
    if (base !== '' && base !== '.' && !isFolder(folder, base))
        return `no file matches, because ${sayMissing(folder, base, 'folder')}.`;
    return 'no file matches. Name a file, a folder or another pattern.';
}
async function walkThroughLinks({ folder, globs, from, matches }) {
    const walked = [];
    for (const glob of globs.filter((each) => each !== EVERY_CSV && !each.startsWith('!'))) {
        const written = (await splitGlob(glob))?.base ?? external_node_path_.posix.dirname(glob);
        const base = toPosix((0,external_node_path_.relative)(folder, (0,external_node_path_.resolve)(folder, from, written)));
        if (![...partsOf(base)].some(({ parent, name }) => isLink(folder, below(parent, name))))
            continue;
        if (isFolder(folder, base)) {
            const isWanted = (path) => matches(below(base, path));
            walked.push(walk({ folder, base, depth: Number.POSITIVE_INFINITY, matches: isWanted }));
        }
        else
            walked.push(wrong(`${glob}: ${sayMissing(folder, base, 'folder')}.`));
    }
    return walked;
}
function join(walked) {
    return {
        files: walked.flatMap(({ files }) => files),
        links: walked.flatMap(({ links }) => links),
        mistakes: walked.flatMap(({ mistakes }) => mistakes),
    };
}
function wrong(mistake) {
    return { files: [], links: [], mistakes: [mistake] };
}

;// CONCATENATED MODULE: ./build/disk/find.js









async function findTargets(folder, targets, named) {
    return collect(folder, await Promise.all(targets.map((target) => findTarget(folder, target, named))));
}
async function findMatching(folder, globs, from = '') {
    const matches = await matcherFrom(from, globs);
    const everywhere = walk({ folder, base: '', depth: Number.POSITIVE_INFINITY, matches });
    const linked = await walkThroughLinks({ folder, globs, from, matches });
    return collect(folder, [everywhere, ...linked].map(asSearched));
}
async function findTarget(folder, target, named) {
    const path = toPosix(target);
    const stats = look(folder, path);
    if (typeof stats === 'string')
        return find_wrong(`${target}: it cannot be read (${stats}).`);
    const broken = brokenAlike(folder, path);
    if (broken !== undefined)
        return find_wrong(sayBroken(broken));
    if (stats?.isDirectory())
        return findFolder(folder, path);
    if (stats !== undefined)
        return { files: [path], links: [], mistakes: [], named };
    const walked = await findGlob(folder, target);
    return walked === undefined
        ? find_wrong(`${target}: ${sayMissing(folder, path, 'file or folder')}.${hintAtOptions(path)}`)
        : asSearched(walked);
}
function hintAtOptions(path) {
    return /^\/[a-z][a-z-]*(:|$)/i.test(path) ? ' Options begin with two hyphens: see --help.' : '';
}
async function findFolder(folder, path) {
    if (/\.csv$/i.test(path))
        return find_wrong(`${path}: this is a folder, not a file. Write ${path}/ to check the batches in it.`);
    const matches = await matcher([EVERY_CSV]);
    return asSearched(walk({ folder, base: path, depth: Number.POSITIVE_INFINITY, matches }));
}
function asSearched(walked) {
    return { ...walked, named: false };
}
function find_wrong(mistake) {
    return { files: [], links: [], mistakes: [mistake], named: false };
}
function collect(folder, met) {
    const entries = new Map();
    const mistakes = met.flatMap((each) => each.mistakes);
    for (const { files, named } of met)
        for (const file of files) {
            const found = entryOf(folder, file, named);
            if (typeof found === 'string')
                mistakes.push(found);
            else if (named || !entries.has(found.identity))
                entries.set(found.identity, found.entry);
        }
    const inOrder = [...entries.values()].sort(byPath);
    return { entries: inOrder, mistakes: [...new Set(mistakes)], notes: sayLinks(folder, met, inOrder) };
}
function entryOf(folder, path, named) {
    const file = (0,external_node_path_.resolve)(folder, path);
    const name = find_nameIn(folder, path);
    const stats = look(folder, path);
    if (typeof stats !== 'object')
        return `${name}: no file that can be read is there. Is it a broken link? Remove it or exclude it.`;
    if (!stats.isFile())
        return `${name}: this is not a file that can be read like a batch.`;
    try {
        (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.R_OK);
    }
    catch (error) {
        return `${name}: the file cannot be read (${(0,reason/* reasonOf */.A)(error)}).`;
    }
    const { dev, ino, size, mode } = stats;
    const entry = { path: name, id: '', size, mode: mode.toString(8), named };
    return { entry, identity: `${dev}:${ino}:${name.toLowerCase()}` };
}
const SHOWN = 5;
function sayLinks(folder, met, entries) {
    const links = new Set(met.flatMap((each) => each.links.map((link) => find_nameIn(folder, link))));
    const passed = [...links].filter((link) => !entries.some(({ path }) => path.startsWith(`${link}/`))).sort();
    if (passed.length === 0)
        return [];
    const more = passed.length > SHOWN ? ` and ${passed.length - SHOWN} more` : '';
    const names = passed.slice(0, SHOWN).join(', ');
    return [`Links to folders are not followed: ${names}${more}. Name one to check the batches behind it.`];
}
function find_nameIn(folder, path) {
    return toPosix((0,external_node_path_.relative)(folder, (0,external_node_path_.resolve)(folder, path)));
}

;// CONCATENATED MODULE: ./build/disk/read-file.js







function readNamedFile(folder, path) {
    try {
        const file = (0,external_node_path_.resolve)(folder, path);
        return (0,external_node_fs_.statSync)(file).size > MOST_BYTES
            ? 'it is larger than 256 MiB'
            : patiently(() => (0,external_node_fs_.readFileSync)(file), PATIENCE);
    }
    catch (error) {
        const { code } = error;
        if (code === undefined)
            throw error;
        if (code === 'ENOENT')
            return sayMissing(folder, toPosix(path), 'file');
        return `it cannot be read (${(0,reason/* reasonOf */.A)(error)})`;
    }
}

;// CONCATENATED MODULE: ./build/federation/exports/columns.js

const columns_NAMES = {
    domain: ['domainname', 'name', 'id'],
    authentication: ['authenticationtype', 'authentication', 'federated'],
    verified: ['isverified', 'status'],
    signInName: ['userprincipalname'],
    addresses: [
        'mail',
        'emailaddress',
        'primarysmtpaddress',
        'windowsemailaddress',
        'emailaddresses',
        'proxyaddresses',
    ],
    lists: ['emailaddresses', 'proxyaddresses'],
};
function columnsOf(names) {
    if (names.some((name) => OF_A_BATCH.has((0,batch_names/* columnOf */.uV)(name))))
        return undefined;
    const plain = names.map(plainName);
    const find = (wanted) => {
        const name = wanted.find((each) => plain.includes(each));
        return name === undefined ? undefined : plain.indexOf(name);
    };
    const signInName = find(columns_NAMES.signInName);
    const findAll = (wanted) => wanted.map((name) => plain.indexOf(name)).filter((index) => index >= 0);
    const [addresses, lists] = [findAll(columns_NAMES.addresses), findAll(columns_NAMES.lists)];
    if (signInName !== undefined && addresses.length > 0)
        return { holds: 'users', signInName, addresses, lists };
    const [domain, authentication] = [find(columns_NAMES.domain), find(columns_NAMES.authentication)];
    if (signInName !== undefined || domain === undefined || authentication === undefined)
        return undefined;
    return { holds: 'domains', domain, authentication, verified: find(columns_NAMES.verified) };
}
const OF_A_BATCH = new Set(['ForceChangePassword', 'Password']);
function repeatedName(names) {
    const wanted = names.filter((name) => WANTED_NAMES.has(plainName(name)));
    const plain = wanted.map(plainName);
    return wanted.find((_, index) => plain.indexOf(plain[index]) < index);
}
const WANTED = 'Looked for the columns Id, Name or Domain Name with AuthenticationType or Authentication (domains), or ' +
    'UserPrincipalName with Mail, EmailAddress, PrimarySmtpAddress, EmailAddresses or ProxyAddresses (users)';
function describeNames(names) {
    const known = names.filter((name) => (0,batch_names/* columnOf */.uV)(name) ?? KNOWN.has(plainName(name)));
    const others = names.length - known.length;
    const counted = `${others}${known.length > 0 ? ' other' : ''} ${others === 1 ? 'column' : 'columns'}`;
    return [...known, ...(others > 0 ? [counted] : [])].join(', ');
}
const WANTED_NAMES = new Set(Object.values(columns_NAMES).flat());
const KNOWN = new Set([...WANTED_NAMES, 'displayname']);
function plainName(name) {
    return name.toLowerCase().replace(/[\s_]/g, '');
}

;// CONCATENATED MODULE: ./build/federation/exports/export.js
const export_NOTHING = { domains: [], users: [], notes: [], mistakes: [] };

;// CONCATENATED MODULE: ./build/federation/exports/cells.js

const cells_SEPARATOR = /[,;\r\n]+|[\s+]+(?=[a-z0-9]+:)/i;
const OF_A_KIND = /^\s*([a-z0-9]+):(.*)$/is;
function addressesIn(cell) {
    return cells_partsOf(cell).flatMap(addressesInPart);
}
function cells_partsOf(cell) {
    return cell.replace(/^\s*\{(.*)\}\s*$/s, '$1').split(cells_SEPARATOR);
}
function addressesInPart(part) {
    const { isOther, rest } = cells_kindOf(part);
    return isOther ? [] : rest.split(/\s+/).filter(batch_address/* isAddress */.PW);
}
function cells_kindOf(part) {
    const [, kind = 'smtp', rest = part] = OF_A_KIND.exec(part) ?? [];
    return { isOther: kind.toLowerCase() !== 'smtp', rest };
}
function isUnreadable(cell) {
    if (/^[\s{}]*$/.test(cell) || isUnflattened(cell))
        return false;
    return cells_partsOf(cell).every((part) => !cells_kindOf(part).isOther && addressesInPart(part).length === 0);
}
function isUnflattened(cell) {
    return /^(?:System|Microsoft)\.[^@\s]+$|^\{.*(?:\.\.\.|\u2026)\}$/.test(cell.trim());
}

;// CONCATENATED MODULE: ./build/federation/exports/screen.js


const DASHES = /^[ \t]*-{2,}(?:[ \t]+-{2,})*[ \t]*\r?$/m;
const NAME_AND_COLON = /^\s*\w+[ \t]+: /;
function isScreenOutput(text) {
    return DASHES.test(text) || NAME_AND_COLON.test(text);
}
function describeCell(text) {
    if (/^\s*$/.test(text))
        return ': it is empty';
    if (/^\s*-+\s*$|(?:\.\.\.|\u2026)\s*$/.test(text))
        return ': it is screen output; use Export-Csv';
    if (isUnflattened(text))
        return ': it is the name of a type; use Select-Object';
    return (0,batch_address/* isAddress */.PW)(text.trim()) ? ': it is an address' : '';
}

;// CONCATENATED MODULE: ./build/federation/exports/read-domains.js




function readDomains(path, table, columns) {
    const domains = [];
    const mistakes = [];
    for (const row of table.rows) {
        const found = readDomain(row, table, columns);
        if (typeof found === 'string')
            mistakes.push(found);
        else
            domains.push(found);
    }
    const none = domains.every(({ federated }) => federated === undefined) && mistakes.length === 0;
    return { ...export_NOTHING, domains, mistakes: none ? [`${path} has no domain that is verified.`] : mistakes };
}
function readDomain({ place, cell }, { names, partial }, { domain, authentication, verified }) {
    const [name = ''] = cell(domain);
    const [word = ''] = cell(authentication);
    const [proof = ''] = verified === undefined ? [] : cell(verified);
    if (!(0,batch_address/* isDomain */.l0)(name))
        return `${place}: ${names[domain]} is not a domain${describeCell(name)}.`;
    const listed = { name: (0,batch_address/* canonicalDomain */.T5)(name), source: place, ...(partial && { alone: true }) };
    if (/^(?:false|unverified)$/i.test(proof))
        return { ...listed, federated: undefined };
    const federated = (0,federation_answer/* isFederatedBy */.ki)(word) ?? ANSWERS.get(word.toLowerCase());
    if (federated !== undefined)
        return { ...listed, federated };
    const words = /^federated$/i.test(names[authentication]) ? 'Yes nor No' : 'Federated nor Managed';
    return `${place}: ${names[authentication]} is neither ${words}${describeCell(word)}.`;
}
const ANSWERS = new Map([
    ['yes', true],
    ['no', false],
]);

;// CONCATENATED MODULE: ./build/federation/json.js
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function fieldOf(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}

;// CONCATENATED MODULE: ./build/federation/exports/csv.js
const csv_ABOVE = /^(?:"?#TYPE [^\r\n]*|"?sep=[^\r\n]*)(?:\r\n|\n|\r)/i;
const csv_OPTIONS = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true };
async function readCsv(path, bytes, fits) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 175).then(__nccwpck_require__.bind(__nccwpck_require__, 5175));
    const above = csv_ABOVE.exec(bytes.toString('latin1', 0, 10_000))?.[0] ?? '';
    const body = bytes.subarray(above.length);
    const { delimiter, names } = findHeader(parse, body, fits);
    if (names.length > 0 && !fits(names))
        return { names, rows: [], partial: false };
    const lineOf = createLines(body, above === '' ? 1 : 2);
    const lines = [];
    const note = (record, { bytes: end }) => {
        lines.push(lineOf(end));
        return record;
    };
    try {
        const records = parse(body, { ...csv_OPTIONS, delimiter, on_record: note });
        return toTable(path, records, lines);
    }
    catch (error) {
        if (error.code === undefined)
            throw error;
        const place = `at line ${(lines.at(-1) ?? 0) + 1} or below it`;
        return { mistake: `${path} is not valid CSV: a double quote stands where it cannot, ${place}.` };
    }
}
function findHeader(parse, body, fits) {
    const headers = [',', ';', '\t'].map((delimiter) => {
        try {
            return { delimiter, names: parse(body, { ...csv_OPTIONS, delimiter, to: 1 })[0] ?? [] };
        }
        catch {
            return { delimiter, names: [] };
        }
    });
    const most = headers.reduce((a, b) => (b.names.length > a.names.length ? b : a));
    return headers.find(({ names }) => fits(names)) ?? most;
}
function toTable(path, [names = [], ...records], lines) {
    const torn = records.findIndex((record) => record.length !== names.length);
    if (torn >= 0) {
        const [has, wants] = [records[torn].length, names.length];
        const place = `${path} line ${lines[torn + 1]}`;
        return { mistake: `${place} does not have as many cells as the header: ${has} instead of ${wants}.` };
    }
    const rows = records.map((record, index) => ({
        place: `${path} line ${lines[index + 1]}`,
        cell: (column) => [record[column]],
    }));
    return { names, rows, partial: false };
}
function createLines(bytes, first) {
    let line = first;
    let at = 0;
    const moveTo = (end) => {
        for (; at < end; at++)
            if (bytes[at] === csv_LF || (bytes[at] === csv_CR && bytes[at + 1] !== csv_LF))
                line++;
        return line;
    };
    return (end) => {
        let start = at;
        while (bytes[start] === csv_CR || bytes[start] === csv_LF)
            start++;
        const begins = moveTo(start);
        moveTo(end);
        return begins;
    };
}
const [csv_CR, csv_LF] = [0x0d, 0x0a];

;// CONCATENATED MODULE: ./build/federation/exports/read-table.js



async function readTable(path, file, fits) {
    const { bytes } = decode(file);
    const first = bytes.find((byte) => byte > 0x20);
    return first === BRACE || first === BRACKET ? readJson(path, bytes.toString()) : readCsv(path, bytes, fits);
}
const [BRACE, BRACKET] = [0x7b, 0x5b];
function readJson(path, text) {
    const document = parseJson(text);
    if (document === undefined)
        return { mistake: `${path} is not valid JSON. Export it again.` };
    const entries = [fieldOf(document, 'value') ?? document].flat();
    const isObject = (entry) => typeof entry === 'object' && entry !== null;
    const names = [...new Set(entries.filter(isObject).flatMap(Object.keys))];
    const rows = entries.flatMap((entry, index) => {
        const cell = (column) => textsIn(fieldOf(entry, names[column]));
        return isObject(entry) ? [{ place: `${path} entry ${index + 1}`, cell }] : [];
    });
    const next = fieldOf(document, '@odata.nextLink');
    return { names, rows, partial: next !== undefined && next !== null };
}
function textsIn(value) {
    return [value]
        .flat()
        .flatMap((each) => (each === undefined || typeof each === 'object' ? [] : [String(each)]));
}

;// CONCATENATED MODULE: ./build/federation/exports/read-users.js



function readUsers(path, table, columns) {
    const users = [];
    const mistakes = [];
    const nameless = [];
    const unread = [];
    for (const { place, cell } of table.rows) {
        const signInName = (cell(columns.signInName)[0] ?? '').trim();
        const cells = columns.addresses.flatMap(cell);
        const addresses = cells.flatMap(addressesIn);
        if ([signInName, ...cells].some((text) => text.includes('\ufffd')))
            mistakes.push(`${place} ${NOT_UNICODE}`);
        if (cells.some(isUnreadable))
            unread.push(place);
        if (addresses.length > 0 && (0,batch_address/* isAddress */.PW)(signInName))
            users.push({ signInName, addresses, place });
        else if (addresses.length > 0)
            nameless.push(place);
    }
    const advice = adviseOn(path, table, columns);
    if (users.length === 0 && mistakes.length === 0) {
        mistakes.push(...(advice.length > 0 ? advice : [`${path} has no user with a sign-in name and an address.`]));
    }
    const notes = [
        ...inOneNote(nameless, 'no UserPrincipalName that can be used, so the domain of the address decides'),
        ...inOneNote(unread, 'a cell in which no address can be read'),
    ];
    return mistakes.length > 0 ? { ...export_NOTHING, mistakes } : { ...export_NOTHING, users, notes: [...notes, ...advice] };
}
const NOT_UNICODE = 'has a name or an address with bytes that are not Unicode. Export it again with -Encoding UTF8, or save it as UTF-8.';
function inOneNote([first, ...others], what) {
    if (first === undefined)
        return [];
    const more = others.length === 0 ? '' : ` (and ${others.length} more like it)`;
    return [`${first} has ${what}${more}.`];
}
function adviseOn(path, { names, rows }, { addresses, lists }) {
    const unflattened = addresses.filter((column) => rows.some(({ cell }) => cell(column).some(isUnflattened)));
    const empty = lists.filter((column) => rows.every(({ cell }) => cell(column).every((text) => text === '')));
    return [
        ...unflattened.map((column) => {
            const name = names[column];
            const flat = `Select-Object UserPrincipalName, @{n='${name}';e={$_.${name} -join ';'}}`;
            return `${path}: ${name} holds the name of a list, or only its beginning, as PowerShell writes lists. Export it again with ${flat}, beside the other columns.`;
        }),
        ...empty.map((column) => `${path}: ${names[column]} is empty in every row, so users are known by one address at most. Get-MgUser fills ProxyAddresses only with -Property UserPrincipalName, Mail, ProxyAddresses.`),
    ];
}

;// CONCATENATED MODULE: ./build/federation/exports/read-export.js








const MOST_LOOKED_AT = 10_000;
const USE_EXPORT = 'Use Export-Csv, as docs/who-is-federated.md shows.';
async function readExport(path, file) {
    if (isPointer(file)) {
        const cure = 'Fetch it with "git lfs pull" or, for the Action, keep it out of Git LFS.';
        return { ...export_NOTHING, mistakes: [`${path} is a Git LFS pointer, not the file itself. ${cure}`] };
    }
    const table = await readTable(path, file, (names) => columnsOf(names) !== undefined);
    if ('mistake' in table)
        return { ...export_NOTHING, mistakes: [table.mistake] };
    const columns = columnsOf(table.names);
    if (columns === undefined) {
        if (isScreenOutput(decode(file).bytes.toString('latin1', 0, MOST_LOOKED_AT)))
            return { ...export_NOTHING, mistakes: [`${path} is screen output, not an export. ${USE_EXPORT}`] };
        const has = table.names.length === 0 ? 'It is empty' : `It has ${describeNames(table.names)}`;
        return { ...export_NOTHING, mistakes: [`${path} is an export of neither domains nor users. ${WANTED}. ${has}.`] };
    }
    const repeated = repeatedName(table.names);
    if (repeated !== undefined)
        return { ...export_NOTHING, mistakes: [`${path} has the column ${repeated} twice. Remove one.`] };
    if (table.rows.length === 0)
        return { ...export_NOTHING, mistakes: [`${path} has a header and nothing below it.`] };
    const found = columns.holds === 'domains' ? readDomains(path, table, columns) : readUsers(path, table, columns);
    const partial = table.partial
        ? [`${path} is the first page of a longer list: what is missing in it is not known.`]
        : [];
    return { ...found, notes: [...found.notes, ...partial] };
}

;// CONCATENATED MODULE: ./build/federation/cure.js
const cure_MOST = 5;
function cure_cureFor(domains, list) {
    if (domains.length > cure_MOST)
        return 'Run the check again with an export of the domains: --directory-export domains.csv (docs/who-is-federated.md shows how)';
    const command = `--federated-domains "${[list, ...domains].join(',')}"`;
    return domains.length === 1
        ? `If it is, run the check again with ${command}; if not, with "${list},!${domains[0]}"`
        : `Run the check again with ${command}, and ! before each that is not`;
}

;// CONCATENATED MODULE: ./build/federation/directory.js



const directory_NOBODY = {
    domain: '',
    federated: undefined,
    why: 'the address is not valid',
    because: 'the address is not valid',
};
function createDirectory(sources, users) {
    const answers = new Map();
    const allKnown = sources.some((source) => source.complete);
    let allAnswered = true;
    function answerNow(domain) {
        const known = answers.get(domain);
        if (known !== undefined)
            return known;
        const answer = firstAnswer(sources, domain);
        if (answer !== undefined)
            answers.set(domain, answer);
        return answer ?? (0,federation_answer/* unasked */.Wl)(domain);
    }
    async function askFor(domains) {
        let open = domains;
        for (const source of sources) {
            if (open.length > 0)
                await source.ask?.(open);
            open = open.filter((domain) => source.answer(domain) === undefined);
        }
        if (domains.some((domain) => answerNow(domain).unanswered !== undefined))
            allAnswered = false;
    }
    return {
        async ask(asked) {
            if (allKnown)
                return;
            const domains = new Set();
            for (const user of asked) {
                const domain = users?.find(user)?.domain ?? user.domain;
                if (domain !== undefined && !answers.has(domain))
                    domains.add(domain);
            }
            if (domains.size > 0)
                await askFor([...domains]);
        },
        lookup(user) {
            if (user.domain === undefined)
                return directory_NOBODY;
            const listed = users?.find(user);
            if (listed === undefined || listed.domain === user.domain)
                return answerNow(user.domain);
            const answer = answerNow(listed.domain);
            const because = `${user.user} signs in as ${listed.signInName} (${listed.place}), and ${answer.because}`;
            return { ...answer, why: because, because };
        },
        isNamed: (domain) => sources.some((source) => names(source, domain)),
        perUser: users !== undefined,
        get allAnswered() {
            return allAnswered;
        },
        cure: (domains) => cure_cureFor(domains, sources.find(({ text }) => text !== undefined)?.text ?? 'auto'),
        get asked() {
            return sources.flatMap(({ asked = [] }) => asked);
        },
    };
}
function firstAnswer(sources, domain) {
    for (const source of sources) {
        const answer = source.answer(domain);
        if (answer !== undefined)
            return answer;
    }
    return undefined;
}
function names(source, domain) {
    return source.complete
        ? (source.names ?? []).some((name) => isUnder(domain, name))
        : source.answer(domain)?.federated !== undefined;
}

;// CONCATENATED MODULE: ./build/network/proxy.js

const NO_NAME = 'its name cannot be resolved';
const BROKE_OFF = 'the connection broke off';
function faultOfProxy({ chain, reason }) {
    const proxy = proxyVariable();
    const refused = chain.map(({ message }) => /Proxy response \((\d+)\)/.exec(message)?.[1]).find(Boolean);
    if (refused === '407')
        return `the proxy wants a name and a password; write them into ${proxy}: http://name:password@proxy:8080`;
    if (refused !== undefined)
        return `the proxy does not let it through (HTTP ${refused})`;
    if (!chain.some((each) => each.code === BROKEN_OFF))
        return undefined;
    if (reason === NO_NAME)
        return `the name of the proxy in ${proxy} cannot be resolved`;
    const answersWrong = reason === undefined || reason === BROKE_OFF;
    return answersWrong ? `what ${proxy} names does not answer as a proxy does` : undefined;
}
function wayOut() {
    const proxy = proxyVariable();
    if (proxy === undefined)
        return 'HTTPS_PROXY names no proxy';
    const unless = process.env['no_proxy'] || process.env['NO_PROXY'] ? ' unless NO_PROXY names the host' : '';
    return `asked through the proxy that ${proxy} names${unless}`;
}
function proxyVariable() {
    return ['HTTPS_PROXY', 'HTTP_PROXY'].find(settingOf);
}
function settingOf(name) {
    return process.env[name.toLowerCase()] ?? process.env[name];
}
function mistakeInProxy() {
    return ['HTTP_PROXY', 'HTTPS_PROXY'].map(mistakeIn).find((mistake) => mistake !== undefined);
}
function mistakeIn(name) {
    const value = settingOf(name);
    if (!value)
        return undefined;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
        return `${name} is not a URL such as http://proxy.contoso.com:8080`;
    try {
        decodeURIComponent(`${url.username}:${url.password}`);
        return undefined;
    }
    catch {
        return `the name or password in ${name} has a "%" of its own: write it as %25`;
    }
}

;// CONCATENATED MODULE: ./build/network/reason.js


const OWN_CERTIFICATE = 'something on the way has a certificate that Node does not trust; name its authority in NODE_EXTRA_CA_CERTS, or ' +
    'set NODE_USE_SYSTEM_CA=1 if this machine trusts it';
const PORTAL = 'perhaps a page of the network answered in its place';
const REASONS = {
    ENOTFOUND: NO_NAME,
    EAI_AGAIN: NO_NAME,
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: BROKE_OFF,
    UND_ERR_SOCKET: BROKE_OFF,
    UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
    UND_ERR_HEADERS_TIMEOUT: 'no connection came about',
    ETIMEDOUT: 'no connection came about',
    ENETUNREACH: 'there is no way to it from this network',
    EHOSTUNREACH: 'there is no way to it from this network',
    SELF_SIGNED_CERT_IN_CHAIN: OWN_CERTIFICATE,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: OWN_CERTIFICATE,
    DEPTH_ZERO_SELF_SIGNED_CERT: OWN_CERTIFICATE,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: OWN_CERTIFICATE,
};
function reason_reasonOf(error, patience) {
    if (error.name === 'TimeoutError')
        return `none within ${seconds(patience)} (${wayOut()})`;
    const chain = reason_causesOf(error);
    const code = chain.map((each) => each.code).find((each) => each !== undefined && each !== BROKEN_OFF);
    const reason = code && REASONS[code];
    return (faultOfProxy({ chain, reason }) ?? `${reason ?? code ?? 'the request could not be sent'} (${wayOut()})`);
}
function reason_causesOf(error) {
    return error instanceof Error ? [error, ...reason_causesOf(error.cause)] : [];
}
function seconds(milliseconds) {
    const whole = Math.ceil(milliseconds / 1000);
    return `${whole} ${whole === 1 ? 'second' : 'seconds'}`;
}

;// CONCATENATED MODULE: ./build/network/clock.js
const CLOCK = {
    now: () => Date.now(),
    limit: (time) => AbortSignal.timeout(time),
    wait: (time) => new Promise((done) => setTimeout(done, time)),
};

;// CONCATENATED MODULE: ./build/federation/microsoft/http.js




const http_PATIENCE = 5000;
const WAIT = { usual: 1000, longest: 15_000 };
const pauses = new Map();
async function request(asked, clock = CLOCK) {
    const mistake = mistakeInProxy();
    if (mistake !== undefined)
        return { failed: mistake };
    const first = await requestAfterPause(asked, clock);
    if (first.wait === undefined)
        return first.reply;
    if (first.wait > WAIT.longest)
        return leaveAlone(first.wait);
    const second = await requestAfterPause(asked, clock, first.wait);
    if (second.wait === undefined || 'failed' in second.reply)
        return second.reply;
    const { status } = second.reply;
    return {
        failed: status === 429
            ? 'it was asked too often (HTTP 429); run the check again later'
            : `it failed twice (HTTP ${status})`,
    };
}
async function requestAfterPause(asked, clock, wait = 0) {
    const { origin } = new URL(asked.url);
    const earliest = clock.now() + wait;
    const end = () => pauses.get(origin) ?? 0;
    const left = () => Math.max(earliest, end()) - clock.now();
    for (let pause = left(); pause > 0; pause = left()) {
        if (pause > WAIT.longest)
            return { reply: leaveAlone(pause) };
        await clock.wait(pause);
    }
    const tried = await requestOnce(asked, clock);
    if ('status' in tried.reply && tried.reply.status === 429 && tried.wait !== undefined)
        pauses.set(origin, Math.max(end(), clock.now() + tried.wait));
    return tried;
}
function leaveAlone(wait) {
    return { failed: `it wants to be left alone for ${seconds(wait)}; run the check again then` };
}
async function requestOnce({ url, headers = {}, form }, clock) {
    try {
        const { fetch, dispatcher } = await client();
        const response = await fetch(url, {
            headers,
            redirect: 'manual',
            dispatcher,
            signal: clock.limit(http_PATIENCE),
            ...(form && { method: 'POST', body: new URLSearchParams(form) }),
        });
        const reply = { status: response.status, text: await response.text() };
        const mayRecover = response.status === 429 || response.status >= 500;
        return mayRecover ? { reply, wait: waitOf(response.headers.get('retry-after'), clock) } : { reply };
    }
    catch (error) {
        return { reply: { failed: reason_reasonOf(error, http_PATIENCE) }, wait: WAIT.usual };
    }
}
function waitOf(retryAfter, clock) {
    if (retryAfter === null)
        return WAIT.usual;
    const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - clock.now();
    return Number.isNaN(wait) ? WAIT.usual : Math.max(0, wait);
}

;// CONCATENATED MODULE: ./build/federation/microsoft/access-token.js



const SETUP = 'docs/microsoft-graph.md shows how';
async function getAccessToken(cloud, access) {
    const assertion = await access.getToken(cloud.audience);
    if ('failed' in assertion)
        return assertion;
    const { signIn, graph } = cloud;
    const reply = await request({
        url: `${signIn}/${encodeURIComponent(access.tenant)}/oauth2/v2.0/token`,
        form: {
            grant_type: 'client_credentials',
            client_id: access.client,
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: assertion.value,
            scope: `${graph}/.default`,
        },
    });
    if ('failed' in reply)
        return noAnswer(signIn, reply.failed);
    const token = fieldOf(parseJson(reply.text), 'access_token');
    if (reply.status !== 200 || typeof token !== 'string') {
        return { failed: explainRefusal(signIn, reply, claimsOf(assertion.value)) };
    }
    access.mask(token);
    return { value: token };
}
function noAnswer(url, why) {
    return { failed: `${new URL(url).host} gave no answer: ${why}` };
}
function claimsOf(token) {
    return parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
function explainRefusal(signIn, { status, text }, claims) {
    const code = /AADSTS(\d+)/.exec(text)?.[1];
    const claim = (name) => `"${String(fieldOf(claims, name))}"`;
    switch (code) {
        case '70021':
        case '700213':
        case '7002131':
        case '7002138':
            return `no federated credential of the app is for this job. GitHub sent the subject ${claim('sub')}: add a credential with exactly this subject, or wait some minutes if there is one (${SETUP})`;
        case '700211':
            return `no federated credential of the app is for the issuer ${claim('iss')}: correct the issuer of the credential`;
        case '700212':
            return `no federated credential of the app is for the audience ${claim('aud')}: correct the audience of the credential`;
        case '700016':
        case '7000229':
            return 'the tenant has no app with this client-id: correct client-id or tenant-id';
        case '90002':
        case '900023':
            return 'there is no such tenant: correct tenant-id';
        case '700024':
            return 'the token of the job is not valid at this time: check the clock of the runner';
        default:
            return `${new URL(signIn).host} issued no token (${code === undefined ? `HTTP ${status}); ${PORTAL}` : `AADSTS${code})`}`;
    }
}

;// CONCATENATED MODULE: ./build/federation/microsoft/budget.js
const budget_MOST = 30_000;
function createBudget() {
    let spent = 0;
    let since;
    const passed = () => (since === undefined ? 0 : Date.now() - since);
    return {
        async spend(work) {
            since = Date.now();
            try {
                return await work();
            }
            finally {
                spent += passed();
                since = undefined;
            }
        },
        isSpent: () => spent + passed() > budget_MOST,
    };
}

;// CONCATENATED MODULE: ./build/federation/microsoft/graph.js








function createGraph(cloud, access) {
    let found;
    return {
        async ask() {
            found ??= await graph_readDomains(cloud, access);
        },
        answer(domain) {
            if (found === undefined)
                return undefined;
            return 'failed' in found ? (0,federation_answer/* unanswered */.bj)(domain, `Microsoft Graph: ${found.failed}`) : found.value(domain);
        },
    };
}
async function graph_readDomains(cloud, access) {
    const budget = createBudget();
    const token = await getAccessToken(cloud, access);
    if ('failed' in token)
        return token;
    const domains = await budget.spend(() => listDomains(cloud.graph, token.value, budget));
    return 'failed' in domains ? domains : { value: createDomainTable(domains.value) };
}
async function listDomains(graph, token, budget) {
    const domains = [];
    let url = `${graph}/v1.0/domains`;
    while (!budget.isSpent()) {
        const reply = await request({ url, headers: { authorization: `Bearer ${token}` } });
        if ('failed' in reply)
            return noAnswer(graph, reply.failed);
        const list = parseJson(reply.text);
        const value = fieldOf(list, 'value');
        if (reply.status !== 200 || !Array.isArray(value))
            return { failed: explainStatus(reply.status) };
        domains.push(...value.map(toDomain));
        const next = fieldOf(list, '@odata.nextLink');
        if (next === undefined || next === null)
            return { value: domains };
        url = String(next);
        if (!url.startsWith(`${graph}/`)) {
            return { failed: 'its list of domains goes on at another address, which gets no token' };
        }
    }
    return { failed: `${new URL(graph).host} took too long to list the domains; run the check again later` };
}
function toDomain(domain) {
    const verified = fieldOf(domain, 'isVerified') !== false;
    const federated = verified ? (0,federation_answer/* isFederatedBy */.ki)(fieldOf(domain, 'authenticationType')) : undefined;
    return { name: (0,batch_address/* canonicalDomain */.T5)(String(fieldOf(domain, 'id'))), federated, source: 'Microsoft Graph' };
}
function explainStatus(status) {
    switch (status) {
        case 401:
            return 'it did not accept the token of the app: check that cloud is the one of your tenant';
        case 403:
            return `the app may not read domains: give it the application permission Domain.Read.All and grant admin consent (${SETUP})`;
        default:
            return `its answer cannot be understood (HTTP ${status}); ${PORTAL}`;
    }
}

;// CONCATENATED MODULE: ./build/federation/microsoft/realm.js





const MOST_DOMAINS = 50;
const AT_ONCE = 4;
const realm_NOBODY = 'migration-batch-check-asks-for-the-domain';
const PATHS = [
    { of: (login) => `/common/userrealm/${login}?api-version=1.0`, field: 'account_type' },
    { of: (login) => `/getuserrealm.srf?login=${login}&json=1`, field: 'NameSpaceType' },
];
const CONSUMER = /^(?:(?:outlook|hotmail|live)\.(?:com|[a-z]{2}|com?\.[a-z]{2})|(?:msn|passport|windowslive)\.com)$/;
function createRealm(signIn) {
    const answers = new Map();
    const asked = [];
    const host = new URL(signIn).host;
    const budget = createBudget();
    let down;
    async function askAbout(domain) {
        if (down === undefined && budget.isSpent())
            down = `${SERVICE} (${host}) took too long; run the check again later`;
        if (down === undefined) {
            asked.push(domain);
            const found = await realm_lookUp(signIn, domain);
            if ('answer' in found)
                answers.set(domain, found.answer);
            else
                down = `${SERVICE} (${host}) gave no answer: ${found.failed}`;
        }
        if (down !== undefined && !answers.has(domain))
            answers.set(domain, (0,federation_answer/* unanswered */.bj)(domain, down));
    }
    return {
        asked,
        async ask(domains) {
            const personal = domains.filter((domain) => CONSUMER.test(domain));
            for (const domain of personal)
                answers.set(domain, ofPersonalAccounts(domain));
            const others = domains.filter((domain) => !answers.has(domain));
            if (asked.length + others.length <= MOST_DOMAINS)
                return budget.spend(() => inTurn(others, askAbout));
            const why = `${SERVICE} is asked about ${MOST_DOMAINS} domains a run at most, and there are more`;
            for (const domain of others)
                answers.set(domain, (0,federation_answer/* unanswered */.bj)(domain, why));
        },
        answer: (domain) => answers.get(domain),
    };
}
const SERVICE = "Microsoft's sign-in service";
async function inTurn(items, work) {
    const rest = items.values();
    const worker = async () => {
        for (const item of rest)
            await work(item);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
async function realm_lookUp(signIn, domain) {
    let status = 0;
    for (const { of, field } of PATHS) {
        const reply = await request({ url: signIn + of(`${realm_NOBODY}@${domain}`) });
        if ('failed' in reply)
            return reply;
        const type = fieldOf(parseJson(reply.text), field);
        const answer = reply.status === 200 ? understand(domain, type) : undefined;
        if (answer !== undefined)
            return { answer };
        status = reply.status;
    }
    return {
        answer: (0,federation_answer/* unanswered */.bj)(domain, `${SERVICE} answered what cannot be understood (HTTP ${status}); ${PORTAL}`),
    };
}
function understand(domain, type) {
    const federated = (0,federation_answer/* isFederatedBy */.ki)(type);
    if (federated !== undefined)
        return (0,federation_answer/* known */.eO)(domain, federated, SERVICE);
    if (!/^unknown$/i.test(String(type)))
        return undefined;
    const nobody = 'no Microsoft 365 organisation has';
    return (0,federation_answer/* unknown */.L5)(domain, { why: `${nobody} it`, because: `${nobody} ${domain}` });
}
function ofPersonalAccounts(domain) {
    const why = 'is for personal accounts';
    return (0,federation_answer/* unknown */.L5)(domain, { why: `it ${why}`, because: `${domain} ${why}` });
}

;// CONCATENATED MODULE: ./build/federation/user-list.js

function createUserList(users) {
    const byAddress = new Map();
    const mistakes = new Set();
    for (const { signInName, addresses, place } of users) {
        const signIn = { signInName, domain: (0,batch_address/* domainOf */.Ow)(signInName), place };
        for (const address of addresses) {
            const key = keyOf(address);
            const other = byAddress.get(key);
            if (other === undefined)
                byAddress.set(key, signIn);
            else if (keyOf(other.signInName) !== keyOf(signInName)) {
                mistakes.add(`${other.place} and ${place}: two users have the address ${address}. Correct one, or remove it from the export.`);
            }
        }
    }
    const list = { find: ({ user }) => (user === null ? undefined : byAddress.get(keyOf(user))) };
    return { list: users.length > 0 ? list : undefined, mistakes: [...mistakes] };
}
function keyOf(address) {
    const at = address.lastIndexOf('@');
    return `${address.slice(0, at).toLowerCase()}@${(0,batch_address/* canonicalDomain */.T5)(address.slice(at + 1))}`;
}

;// CONCATENATED MODULE: ./build/federation/open.js






const TOLD = 10;
function openDirectory(means) {
    const mistakes = [...mistakesIn(means.exports), ...mistakesBetween(means)];
    if (mistakes.length > 0)
        return { mistakes };
    const { list, exports, cloud, app } = means;
    const { domains, users } = bringTogether(exports);
    const notes = exports.flatMap((each) => each.notes);
    const graph = app === undefined ? [] : [createGraph(cloud, app)];
    const last = list.exportsOnly ? endWith(domains.length > 0, graph.length > 0) : createRealm(cloud.signIn);
    const sources = list.complete ? [list] : [list, { answer: createDomainTable(domains) }, ...graph, last];
    return { directory: createDirectory(sources, users), notes };
}
function endWith(isListed, isGraph) {
    const both = 'neither exports nor Microsoft Graph have';
    const nobody = !isGraph ? 'no export has' : isListed ? both : 'Microsoft Graph does not have';
    return {
        answer: (domain) => (0,federation_answer/* unknown */.L5)(domain, { why: `${nobody} it`, because: `${nobody} ${domain}` }),
    };
}
function mistakesIn(exports) {
    return bringTogether(exports).mistakes;
}
function mistakesBetween({ list, exports, later = [], app }) {
    const isListed = exports.some(({ domains }) => domains.length > 0);
    const ignored = [...(isListed ? ['exports of domains'] : []), ...(app ? ['Microsoft Graph'] : [])];
    if (list.complete && ignored.length > 0)
        return [sayIgnored(ignored.join(' and '))];
    const mayCome = later.length > 0 || exports.some(({ mistakes }) => mistakes.length > 0);
    return list.exportsOnly && ignored.length === 0 && !mayCome ? [NO_EXPORT] : [];
}
function sayIgnored(what) {
    return (`federated-domains answers for every domain, so ${what} would be ignored. Add exports to it (contoso.com,exports), ` +
        `or auto, to have the domains asked for that it does not name, or leave one of the two out.`);
}
const NO_EXPORT = 'federated-domains is exports, and there is no export of domains. Name one in directory-export, or let the Action ask ' +
    'Microsoft Graph by tenant-id and client-id.';
function bringTogether(exports) {
    const domains = exports.flatMap((each) => each.domains);
    const { list, mistakes } = createUserList(exports.flatMap((each) => each.users));
    const all = [...exports.flatMap((each) => each.mistakes), ...contradictions(domains), ...mistakes];
    return { domains, users: list, mistakes: open_inShort(all) };
}
function contradictions(domains) {
    const first = new Map();
    const known = domains.filter(({ federated }) => federated !== undefined);
    return known.flatMap((domain) => {
        const other = first.get(domain.name);
        if (other === undefined)
            first.set(domain.name, domain);
        if (other === undefined || other.federated === domain.federated)
            return [];
        const [one, two] = [other, domain].map(({ federated, source }) => `${federated ? 'federated' : 'managed'} in ${source}`);
        return [`${domain.name} is ${one} and ${two}. Remove the one that is out of date.`];
    });
}
function open_inShort(mistakes) {
    const more = mistakes.length - TOLD;
    return more > 0 ? [...mistakes.slice(0, TOLD), `More mistakes in the exports: ${more}.`] : [...mistakes];
}

;// CONCATENATED MODULE: ./build/given.js

function mistake(...mistakes) {
    return { mistakes };
}
function writtenIn({ value }) {
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
function given_text(given, use) {
    const value = writtenIn(given);
    return value === '' ? mistake(`${given.where}: ${given.key} needs a text.`) : use(value);
}
function oneOf(given, allowed, use) {
    const value = allowed.find((each) => each === given.value);
    return value === undefined
        ? mistake(`${given.where}: ${given.key} ${mustBe(writtenIn(given), allowed)}`)
        : use(value);
}
function mustBe(written, allowed) {
    const rest = suggest(written, allowed, '');
    return `must be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}.${rest && ` ${rest}`}`;
}
function suggest(written, known, otherwise) {
    const meant = written.length > given_LONGEST ? undefined : (0,batch_names/* nearest */.pA)(written, known);
    return meant === undefined ? otherwise : `Did you mean ${meant}?`;
}
const given_LONGEST = 100;
function given_linesOf(value) {
    const values = typeof value === 'string' ? value.split('\n') : [value].flat();
    if (values.some((each) => typeof each === 'object'))
        return undefined;
    return values.map((each) => String(each).trim()).filter((each) => each !== '');
}

;// CONCATENATED MODULE: ./build/federation/list-entries.js

const list_entries_LIST = 'federated-domains';
const list_entries_WORDS = new Set(['*', 'none', 'auto', 'exports']);
const FILE = /[/\\]|\.(?:txt|csv|tsv|json|xml|ya?ml|xlsx?|log)$/i;
function isName(entry) {
    return !list_entries_WORDS.has(entry.toLowerCase());
}
function list_entries_nameOf(entry) {
    return (0,batch_address/* canonicalDomain */.T5)(entry.replace(/^!/, ''));
}
function list_entries_mistakesIn(entries) {
    if (entries.length === 0)
        return [`${list_entries_LIST} is empty. ${list_entries_CURE}`];
    const numbered = entries.map((entry, index) => ({ entry, number: index + 1 }));
    return [
        ...numbered.flatMap(({ entry, number }) => mistakesOfEntry(entry, number)),
        ...mistakesOfWords(entries),
        ...list_entries_contradictions(entries),
    ];
}
const list_entries_CURE = 'Write domains separated by commas, such as contoso.com,!eu.contoso.com, or * for all, none, auto or exports.';
function mistakesOfEntry(entry, number) {
    const name = entry.replace(/^!/, '').replace(/\.$/, '');
    if (!isName(entry))
        return [];
    if (!/:\/\//.test(name) && FILE.test(name)) {
        const cure = 'Write the domains themselves, separated by commas, or give an export in directory-export.';
        return [`${list_entries_LIST}: entry ${number} is the name of a file, which is not read here. ${cure}`];
    }
    if ((0,batch_address/* isDomain */.l0)(name))
        return [];
    if ((0,batch_address/* isDomain */.l0)(name.replace(/^(\*\.|@|.*@)/, ''))) {
        const cure = 'Sub-domains and all their users are included: write just the domain.';
        return [`${list_entries_LIST}: entry ${number} is not a domain. ${cure}`];
    }
    return [`${list_entries_LIST}: entry ${number} is not a domain. ${list_entries_CURE}`];
}
function mistakesOfWords(entries) {
    const has = (word) => entries.includes(word);
    const alone = has('none') && entries.length > 1;
    const both = has('auto') && has('exports');
    const onlyExcludes = entries.every((entry) => entry.startsWith('!') && (0,batch_address/* isDomain */.l0)(entry.slice(1)));
    return [
        ...(alone
            ? [`${list_entries_LIST}: none means that no domain is federated, so it stands alone. Remove it or the rest.`]
            : []),
        ...(both
            ? [`${list_entries_LIST}: auto asks exports, too, and the sign-in service after them. Remove auto or exports.`]
            : []),
        ...(onlyExcludes
            ? [
                `${list_entries_LIST} only excludes domains, so no domain is federated. Write auto,!eu.contoso.com to ask about the others.`,
            ]
            : []),
    ];
}
function list_entries_contradictions(entries) {
    const names = entries.filter(isName);
    return [...new Set(names.map(list_entries_nameOf))].flatMap((name) => {
        const numbers = entries.flatMap((entry, index) => isName(entry) && list_entries_nameOf(entry) === name ? [index + 1] : []);
        const signs = new Set(numbers.map((number) => entries[number - 1].startsWith('!')));
        if (signs.size < 2)
            return [];
        const which = `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
        return [`${list_entries_LIST}: entries ${which} are one domain, with and without "!". Remove one of them.`];
    });
}

;// CONCATENATED MODULE: ./build/federation/domains.js



const ALWAYS_MANAGED = 'onmicrosoft.com';
function readFederatedDomains(list) {
    const entries = list
        .split(/[,\s]+/)
        .filter((entry) => entry !== '')
        .map((entry) => (isName(entry) ? entry : entry.toLowerCase()));
    const mistakes = list_entries_mistakesIn(entries);
    return mistakes.length > 0 ? { mistakes } : createList(entries);
}
function createList(entries) {
    const domains = entries.filter(isName).map((entry) => ({
        name: list_entries_nameOf(entry),
        federated: !entry.startsWith('!'),
        source: `${entry.startsWith('!') ? 'excluded' : 'named'} in ${list_entries_LIST}`,
    }));
    const named = createDomainTable(domains);
    const answerRest = restOf(entries);
    return {
        text: entries.join(','),
        complete: answerRest !== undefined,
        exportsOnly: entries.includes('exports'),
        names: [...new Set(domains.map(({ name }) => name))],
        answer: (domain) => answerAlways(domain) ?? named(domain) ?? answerRest?.(domain),
    };
}
function restOf(entries) {
    if (entries.includes('*'))
        return (domain) => (0,federation_answer/* known */.eO)(domain, true, `by * in ${list_entries_LIST}`);
    if (entries.includes('auto') || entries.includes('exports'))
        return undefined;
    const why = entries.includes('none') ? `${list_entries_LIST} is none` : `not named in ${list_entries_LIST}`;
    return (domain) => (0,federation_answer/* known */.eO)(domain, false, why);
}
function answerAlways(domain) {
    if (!isUnder(domain, ALWAYS_MANAGED))
        return undefined;
    return (0,federation_answer/* known */.eO)(domain, false, `every ${ALWAYS_MANAGED} domain is`);
}

;// CONCATENATED MODULE: ./build/federation/microsoft/clouds.js
const usgov = {
    signIn: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
};
const clouds = {
    global: {
        signIn: 'https://login.microsoftonline.com',
        graph: 'https://graph.microsoft.com',
        audience: 'api://AzureADTokenExchange',
    },
    usgov,
    'usgov-dod': { ...usgov, graph: 'https://dod-graph.microsoft.us' },
    china: {
        signIn: 'https://login.partner.microsoftonline.cn',
        graph: 'https://microsoftgraph.chinacloudapi.cn',
        audience: 'api://AzureADTokenExchangeChina',
    },
};

;// CONCATENATED MODULE: ./build/federation/settings.js





const federationDefaults = {
    federatedDomains: readFederatedDomains('auto'),
    directoryExports: [],
    tenantId: undefined,
    clientId: undefined,
    cloud: clouds.global,
};
const cloudNames = [
    'global',
    'usgov',
    'usgov-dod',
    'china',
];
const federationReaders = {
    'federated-domains': settings_readDomains,
    'directory-export': readExports,
    'tenant-id': readTenant,
    'client-id': readClient,
    cloud: (given) => oneOf(given, cloudNames, (name) => ({ cloud: clouds[name] })),
};
function settings_readDomains({ value, where, key }) {
    const entries = given_linesOf(value);
    if (entries === undefined)
        return mistake(`${where}: ${key} is a list such as contoso.com,fabrikam.com.`);
    const list = readFederatedDomains(entries.join(','));
    return 'mistakes' in list
        ? mistake(...list.mistakes.map((each) => `${where}: ${each}`))
        : { federatedDomains: list };
}
function readExports({ value, where, key, base = '' }) {
    const paths = given_linesOf(value);
    if (paths !== undefined && paths.length > 0)
        return { directoryExports: [...new Set(paths.map((path) => pathFrom(base, path)))] };
    return mistake(`${where}: ${key} names no file. Write paths such as exports/domains.csv, one per line.`);
}
function pathFrom(base, path) {
    return (0,external_node_path_.isAbsolute)(path) ? external_node_path_.posix.normalize(path) : external_node_path_.posix.join(base, path);
}
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function readTenant(given) {
    const { where, key } = given;
    const tenantId = writtenIn(given);
    if (GUID.test(tenantId) || (0,batch_address/* isDomain */.l0)(tenantId))
        return { tenantId };
    return mistake(`${where}: ${key} must be the ID of your tenant, such as 11111111-2222-3333-4444-555555555555, or a domain of it.`);
}
function readClient(given) {
    const { where, key } = given;
    const clientId = writtenIn(given);
    if (GUID.test(clientId))
        return { clientId };
    return mistake(`${where}: ${key} must be the application (client) ID of the app, such as 11111111-2222-3333-4444-555555555555.`);
}

;// CONCATENATED MODULE: ./build/rules/rule.js
const severities = ['error', 'warning', 'notice', 'off'];

;// CONCATENATED MODULE: ./build/settings.js





const failLevels = ['error', 'warning', 'never'];
const annotationPlaces = ['auto', 'check-run', 'log', 'none'];
const READERS = {
    files: settings_readFiles,
    ...federationReaders,
    'fail-on': (given) => oneOf(given, failLevels, (failOn) => ({ failOn })),
    'max-rows': readMaxRows,
    fix: (given) => oneOf(given, ['none', 'commit'], (fix) => ({ fix })),
    'commit-message': (given) => given_text(given, (commitMessage) => ({ commitMessage })),
    annotations: (given) => oneOf(given, annotationPlaces, (annotations) => ({ annotations })),
    'check-name': (given) => given_text(given, (checkName) => ({ checkName })),
    rules: readRules,
};
const settingNames = Object.keys(READERS);
function settings(given, mistakes = []) {
    const found = [...mistakes];
    const draft = {};
    for (const each of given) {
        const read = Object.hasOwn(READERS, each.key) ? READERS[each.key](each) : unknownKey(each);
        if ('mistakes' in read)
            found.push(...read.mistakes);
        else
            Object.assign(draft, read);
    }
    if (found.length > 0)
        throw new build_mistakes/* InputError */.d(found);
    return { ...defaults(), ...draft };
}
function defaults() {
    return {
        files: ['**/*.csv'],
        filesBase: '',
        ...federationDefaults,
        failOn: 'error',
        maxRows: undefined,
        severities: {},
        fix: 'none',
        commitMessage: 'Set ForceChangePassword to False for federated users',
        annotations: 'auto',
        checkName: 'Migration batches',
    };
}
function unknownKey({ key, where }) {
    const all = `The settings are ${settingNames.join(', ')}.`;
    return mistake(`${where}: there is no such setting. ${suggest(key, settingNames, all)}`);
}
function settings_readFiles({ value, where, key, base = '' }) {
    const files = given_linesOf(value);
    if (files?.some((glob) => !glob.startsWith('!')))
        return { files, filesBase: base };
    return mistake(`${where}: ${key} names no files. Write globs such as **/*.csv, one per line; ! excludes.`);
}
function readMaxRows(given) {
    const { where, key } = given;
    const number = /^\d+$/.test(writtenIn(given)) ? Number(given.value) : 0;
    if (number >= 1 && number <= 1_000_000)
        return { maxRows: number };
    return mistake(`${where}: ${key} must be a whole number from 1 to 1000000, without separators.`);
}
function readRules({ value, where, places }) {
    const entries = Object.entries(value !== null && typeof value === 'object' ? value : {});
    if (entries.length === 0)
        return mistake(`${where}: rules is a list such as "too-many-rows: warning".`);
    const mistakes = entries.flatMap(([id, severity]) => mistakesOfRule(id, severity).map((each) => `${places?.get(id) ?? where}: ${each}`));
    return mistakes.length > 0
        ? { mistakes }
        : { severities: Object.fromEntries(entries) };
}
function mistakesOfRule(id, severity) {
    const ids = rules.map((rule) => rule.id);
    const isRule = ids.includes(id);
    const unknown = `there is no such rule. ${suggest(id, ids, `The rules are ${ids.join(', ')}.`)}`;
    const isSeverity = severities.some((each) => each === severity);
    const bad = `rules: ${isRule ? id : 'a severity'} ${mustBe(typeof severity === 'string' ? severity : '', severities)}`;
    return [...(isRule ? [] : [unknown]), ...(isSeverity ? [] : [bad])];
}

;// CONCATENATED MODULE: ./build/configuration.js


const CONFIGURATION = '.github/migration-batch-check.yml';
const configuration_LARGEST = 64 * 1024;
async function readConfiguration(path, bytes) {
    if (bytes.length > configuration_LARGEST)
        return { given: [], mistakes: [`${path}: the file is larger than ${configuration_LARGEST / 1024} KiB. Shorten it.`] };
    if (isBatch(path, bytes))
        return { given: [], mistakes: [`${path}: this is a batch, not a configuration file. ${NAME_IT}`] };
    if (/^(fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString('hex'))) {
        return { given: [], mistakes: [`${path}: the file is UTF-16. Save it as UTF-8.`] };
    }
    const { isMap, isScalar, LineCounter, parseDocument, visit } = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8815, 19));
    const lines = new LineCounter();
    const document = parseDocument(new TextDecoder().decode(bytes), {
        lineCounter: lines,
        prettyErrors: false,
        logLevel: 'error',
    });
    const place = (offset) => `${path}:${lines.linePos(offset).line}`;
    const unreadable = [...document.errors, ...document.warnings].map(({ pos, code }) => ({ at: pos[0], code }));
    const anchors = new Set();
    visit(document, {
        Alias(_, alias) {
            if (alias.source !== '' && !anchors.has(alias.source))
                unreadable.push({ at: alias.range[0], code: 'BAD_ALIAS' });
        },
        Value(_, { anchor }) {
            if (anchor !== undefined)
                anchors.add(anchor);
        },
    });
    if (unreadable.length > 0) {
        return { given: [], mistakes: unreadable.map(({ at, code }) => `${place(at)}: ${configuration_explain(code)}`) };
    }
    const values = toValues(document);
    if (values === undefined)
        return { given: [], mistakes: [`${path}: it refers to itself too often.`] };
    if (values === null)
        return { given: [], mistakes: [] };
    if (!isMap(document.contents))
        return { given: [], mistakes: [`${path}: write settings such as "fail-on: warning", one per line.`] };
    const base = baseOf(path);
    const given = document.contents.items.map(({ key, value }) => {
        const name = String(key);
        const names = isMap(value) ? value.items.map((item) => item.key).filter(isScalar) : [];
        const places = new Map(names.map((each) => [String(each), place(each.range[0])]));
        const where = place(key.range[0]);
        return {
            key: name,
            value: values[name],
            where,
            ...(base && { base }),
            ...(places.size > 0 && { places }),
        };
    });
    return { given: given.filter(({ value }) => value !== null && value !== ''), mistakes: [] };
}
function isBatch(path, bytes) {
    return readBatch(path, bytes).header.columns.has('EmailAddress');
}
const NAME_IT = 'To check it, name it without --config.';
function baseOf(path) {
    const [, folder = ''] = /^(.*)[/\\]\.github[/\\]migration-batch-check\.yml$/.exec(path) ?? [];
    return folder === '' || folder === '.' ? '' : external_node_path_.posix.normalize(folder.replaceAll('\\', '/'));
}
function configuration_explain(code) {
    if (code === 'TAB_AS_INDENT')
        return 'this is not YAML: indent with spaces, not with tabs.';
    if (code === 'DUPLICATE_KEY')
        return 'this setting is there already. Remove one of the two.';
    const quotes = /ALIAS|TAG|SCALAR|UNEXPECTED/.test(code)
        ? ' Put values that begin with *, ! or @ in quotes.'
        : '';
    return `this is not YAML (${code}).${quotes}`;
}
function toValues(document) {
    try {
        return document.toJS();
    }
    catch (error) {
        if (error instanceof ReferenceError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/cli/configuration.js





async function readConfigurationFile({ config, targets }, folder) {
    const named = { path: config, mistakes: [] };
    const { path, mistakes } = config === undefined ? await findConfiguration(folder, targets) : named;
    if (path === undefined || mistakes.length > 0)
        return { path, given: [], mistakes };
    const bytes = readNamedFile(folder, path);
    return typeof bytes === 'string'
        ? { path, given: [], mistakes: [`--config ${path}: ${bytes}.`] }
        : { path, ...(await readConfiguration(path, bytes)) };
}
async function findConfiguration(folder, targets) {
    const named = targets.length === 0 || targets[0] === '-' ? ['.'] : targets;
    const starts = new Map();
    for (const target of named) {
        const start = await folderOf((0,external_node_path_.resolve)(folder, target));
        if (start !== undefined && !starts.has(start))
            starts.set(start, target);
    }
    const found = new Map();
    for (const [start, target] of starts) {
        const file = nearest(start) ?? present(folder);
        const identity = file === undefined ? '' : external_node_fs_.realpathSync.native(file);
        if (!found.has(identity))
            found.set(identity, { target, path: file && nameFrom(folder, file) });
    }
    const [first, ...others] = found.values();
    return { path: first?.path, mistakes: others.length > 0 ? [sayDifferent([first, ...others])] : [] };
}
async function folderOf(path) {
    try {
        return (0,external_node_fs_.statSync)(path).isDirectory() ? path : (0,external_node_path_.dirname)(path);
    }
    catch {
        const split = await splitTarget(path, path);
        return split && (0,external_node_path_.join)(split.start, split.base);
    }
}
function nearest(folder) {
    const above = (0,external_node_path_.dirname)(folder);
    const isTop = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.git')) || above === folder;
    return present(folder) ?? (isTop ? undefined : nearest(above));
}
function present(folder) {
    const file = (0,external_node_path_.join)(folder, CONFIGURATION);
    return (0,external_node_fs_.existsSync)(file) ? file : undefined;
}
function sayDifferent(found) {
    const [one, other] = found.map(({ target, path = 'none' }) => `${path} for ${target}`);
    return (`Different configuration files count: ${one}, ${other}. ` +
        'Check them in two runs, or name the one that is to count with --config.');
}
function nameFrom(folder, file) {
    return (0,external_node_path_.relative)(folder, file).replaceAll(external_node_path_.sep, '/');
}

;// CONCATENATED MODULE: ./build/cli/plan.js












const ONLY_EXPORTS = 'Only exports were found, and they are not checked as batches.';
async function makePlan(args, folder) {
    const configuration = await readConfigurationFile(args, folder);
    const named = isOnInput(args) ? { entries: [], mistakes: [], notes: [] } : await findNamed(args, folder);
    const mistakes = [
        ...args.mistakes,
        ...configuration.mistakes,
        ...(named?.mistakes ?? []),
        ...mistakesOfOutput(args, folder),
        ...(await mistakesOfInput(args, folder)),
    ];
    const found = settings([...configuration.given, ...args.given], mistakes);
    const { directoryExports, federatedDomains: list, cloud } = found;
    const exports = await Promise.all(directoryExports.map((path) => readExportFile(path, folder)));
    const opened = openDirectory({ list, exports, cloud, app: undefined });
    const { entries, mistakes: unreadable, notes: ofWalk, } = named ?? (await findMatching(folder, found.files, found.filesBase));
    const { path: used } = configuration;
    const read = [
        ...entries.map(({ path }) => path),
        ...(used === undefined ? [] : [used]),
        ...directoryExports,
    ];
    const later = [...unreadable, ...mistakesOfOverwriting(args, read, folder)];
    if ('mistakes' in opened)
        throw new build_mistakes/* InputError */.d([...later, ...opened.mistakes]);
    if (later.length > 0)
        throw new build_mistakes/* InputError */.d(later);
    const batches = entries.filter(({ path }) => !directoryExports.some((each) => plan_isSame(folder, path, each)));
    const onlyExports = batches.length === 0 && entries.length > 0;
    const notes = [...opened.notes, ...(onlyExports ? [ONLY_EXPORTS] : []), ...ofWalk];
    return { ...opened, notes, settings: found, configuration: used ?? null, entries: batches };
}
async function findNamed({ targets, scan }, folder) {
    return targets.length === 0 ? undefined : findTargets(folder, targets, !scan);
}
async function readExportFile(path, folder) {
    const bytes = readNamedFile(folder, path);
    return typeof bytes === 'string'
        ? { domains: [], users: [], notes: [], mistakes: [`directory-export ${path}: ${bytes}.`] }
        : readExport(path, bytes);
}
function mistakesOfOverwriting({ output }, read, folder) {
    if (output === undefined)
        return [];
    const overwritten = read.find((path) => plan_isSame(folder, path, output));
    if (overwritten === undefined)
        return [];
    return [`--output ${output}: the report would overwrite ${overwritten}. Name another file.`];
}
function plan_isSame(folder, path, otherPath) {
    const one = identityOf((0,external_node_path_.resolve)(folder, path));
    return one !== undefined && one === identityOf((0,external_node_path_.resolve)(folder, otherPath));
}
function mistakesOfOutput({ output }, folder) {
    if (output === undefined)
        return [];
    const file = (0,external_node_path_.resolve)(folder, output);
    try {
        (0,external_node_fs_.accessSync)((0,external_node_fs_.existsSync)(file) ? file : (0,external_node_path_.dirname)(file), external_node_fs_.constants.W_OK);
    }
    catch (error) {
        if (!(0,external_node_fs_.existsSync)((0,external_node_path_.dirname)(file)))
            return [`--output ${output}: its folder does not exist.`];
        return [`--output ${output}: it cannot be written (${(0,reason/* reasonOf */.A)(error)}).`];
    }
    return (0,external_node_fs_.existsSync)(file) && (0,external_node_fs_.statSync)(file).isDirectory()
        ? [`--output ${output}: this is a folder. Name a file.`]
        : [];
}

;// CONCATENATED MODULE: ./build/cli/local.js



















async function runLocally(args) {
    if (args.mistakes.length === 0 && (args.help || args.version)) {
        await (0,streams/* standardSink */.P)('stdout').pass(args.help ? help : `${VERSION}\n`);
        return 0;
    }
    const plan = await makePlan(args, process.cwd());
    try {
        return await (args.command === 'domains' ? tellDomains(args, plan) : checkBatches(args, plan));
    }
    finally {
        await disconnect();
    }
}
async function tellDomains(args, plan) {
    const { contents } = isOnInput(args)
        ? await readInput(!args.scan)
        : { contents: () => readHere(plan.entries) };
    const report = await findDomains(contents(), plan);
    const sink = sinkFor(args, (0,streams/* standardSink */.P)('stdout'));
    await sink.print([args.format === 'json' ? domainsAsJson(report) : domainsAsText(report)]);
    sink.close();
    return statusOfDomains(report);
}
async function checkBatches(args, plan) {
    const [out, errors] = [(0,streams/* standardSink */.P)('stdout'), (0,streams/* standardSink */.P)('stderr')];
    const onInput = isOnInput(args);
    const { batch, ...files } = onInput ? await takeInput(args) : takeFiles(args, plan);
    const sink = sinkFor(args, args.fix && onInput ? errors : out);
    const writer = await (0,writers/* createWriter */.u7)(args.format, sink.colour);
    const summary = await run({ ...plan, ...files, writer, print: sink.print });
    sink.close();
    await errors.print(besides(args.format, summary));
    if (args.fix && batch !== undefined)
        await passOn(batch(), out);
    return statusOf(summary);
}
function sinkFor({ output }, otherwise) {
    if (output === undefined)
        return otherwise;
    try {
        return (0,streams/* fileSink */.a)((0,external_node_path_.resolve)(process.cwd(), output));
    }
    catch (error) {
        throw new build_mistakes/* InputError */.d([`--output ${output}: it cannot be written (${(0,reason/* reasonOf */.A)(error)}).`]);
    }
}
function readHere(entries) {
    return readFiles(process.cwd(), entries);
}
function takeFiles({ fix }, { entries }) {
    const target = fix ? (correction) => writeCorrection(process.cwd(), correction) : undefined;
    return { contents: () => readHere(entries), target };
}
async function takeInput({ fix, scan }) {
    const { bytes, contents } = await readInput(!scan);
    let batch = bytes;
    const keep = ({ after }) => {
        batch = after;
        return undefined;
    };
    return { contents, target: fix ? keep : undefined, batch: () => batch };
}
async function passOn(batch, { pass }) {
    try {
        await pass(batch);
    }
    catch (error) {
        throw new build_mistakes/* InputError */.d([`The batch cannot be written to standard output (${(0,reason/* reasonOf */.A)(error)}).`]);
    }
}
function besides(format, summary) {
    if (format !== 'csv')
        return [];
    const unchecked = summary.notChecked.map(({ path, why }) => (0,plain/* plain */.pj)(`${path}: ${why}.`));
    return [...unchecked, ...(0,terminal/* saySources */.IE)(summary), ...(0,decided/* sayDecided */.C)(summary)].map((line) => `${line}\n`);
}


/***/ }),

/***/ 4638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ reasonOf)
/* harmony export */ });
const REASONS = {
    EACCES: 'the system does not permit it',
    EPERM: 'the system does not permit it, or another program has it open: close it and run again',
    EBUSY: 'another program has it open: close it and run again',
    ENOENT: 'it does not exist',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk can only be read',
    ENOTDIR: 'a part of its path is not a folder',
    ELOOP: 'its links lead in a circle',
    ENAMETOOLONG: 'its name is too long',
    EISDIR: 'it is a folder',
    ERR_INVALID_ARG_VALUE: 'its name has a NUL in it',
    EMFILE: 'too many files are open',
};
function reasonOf(error) {
    const { code } = error;
    return (code && REASONS[code]) ?? code ?? String(error);
}


/***/ }),

/***/ 9313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ standardSink),
/* harmony export */   a: () => (/* binding */ fileSink)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);

const CHUNK = 1 << 16;
const GONE = new Set(['EPIPE', 'ECONNRESET']);
function standardSink(name) {
    const file = name === 'stdout' ? 1 : 2;
    const terminal = isCharacterDevice(file);
    let gone = false;
    async function pass(data) {
        if (gone)
            return;
        try {
            const rest = terminal ? data : writeNow(file, Buffer.from(data));
            if (rest.length > 0)
                await writeLater(process[name], rest);
        }
        catch (error) {
            if (!GONE.has(error.code ?? ''))
                throw error;
            gone = true;
        }
    }
    return {
        colour: wantsColour(terminal),
        pass,
        async print(parts) {
            for (const chunk of inChunks(parts))
                await pass(chunk);
        },
        close() { },
    };
}
function isCharacterDevice(file) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file).isCharacterDevice();
    }
    catch {
        return false;
    }
}
function* inChunks(parts) {
    let chunk = '';
    for (const part of parts) {
        chunk += part;
        if (chunk.length < CHUNK)
            continue;
        yield chunk;
        chunk = '';
    }
    if (chunk !== '')
        yield chunk;
}
function wantsColour(terminal) {
    const force = process.env['FORCE_COLOR'];
    return force ? force !== '0' : terminal && !process.env['NO_COLOR'];
}
function writeNow(file, bytes) {
    let at = 0;
    try {
        while (at < bytes.length)
            at += (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(file, bytes, at);
    }
    catch (error) {
        if (error.code !== 'EAGAIN')
            throw error;
    }
    return bytes.subarray(at);
}
async function writeLater(stream, data) {
    if (!stream.listeners('error').includes(ignore))
        stream.on('error', ignore);
    await new Promise((done, failed) => {
        stream.write(data, (error) => (error ? failed(error) : done()));
    });
}
function ignore() { }
function fileSink(path) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, 'w');
    const chunk = Buffer.allocUnsafe(CHUNK);
    let filled = 0;
    const flush = () => {
        for (let at = 0; at < filled;)
            at += (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(file, chunk, at, filled - at);
        filled = 0;
    };
    return {
        colour: false,
        async print(parts) {
            for (const text of parts) {
                const longest = text.length * 3;
                if (filled + longest > CHUNK)
                    flush();
                if (longest > CHUNK)
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, text);
                else
                    filled += chunk.write(text, filled);
            }
        },
        close() {
            flush();
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
        },
    };
}


/***/ }),

/***/ 4608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GC: () => (/* binding */ wordFor),
/* harmony export */   Jq: () => (/* binding */ inherited),
/* harmony export */   L5: () => (/* binding */ unknown),
/* harmony export */   Wl: () => (/* binding */ unasked),
/* harmony export */   bj: () => (/* binding */ unanswered),
/* harmony export */   eO: () => (/* binding */ known),
/* harmony export */   ki: () => (/* binding */ isFederatedBy)
/* harmony export */ });
function isFederatedBy(authentication) {
    const word = String(authentication).toLowerCase();
    return word === 'federated' ? true : word === 'managed' ? false : undefined;
}
function wordFor({ federated }) {
    if (federated === undefined)
        return 'not known';
    return federated ? 'federated' : 'managed';
}
function known(domain, federated, why) {
    return { domain, federated, why, because: `${domain} is ${wordFor({ federated })} (${why})` };
}
function inherited(domain, { domain: above, federated, why }) {
    const because = `${domain} belongs to ${above}, which is ${wordFor({ federated })} (${why})`;
    return { domain, federated, why: `belongs to ${above} (${why})`, because };
}
function unknown(domain, { why, because }) {
    return { domain, federated: undefined, why, because };
}
function unanswered(domain, reason) {
    const because = `nobody could say whether ${domain} is federated`;
    return { domain, federated: undefined, unanswered: reason, why: 'nobody could answer', because };
}
function unasked(domain) {
    const answer = unanswered(domain, 'nobody was asked about it');
    return { ...answer, why: 'nobody was asked, since no row needs an answer' };
}


/***/ }),

/***/ 183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ InputError)
/* harmony export */ });
class InputError extends Error {
    mistakes;
    constructor(mistakes) {
        super(mistakes.join('\n'));
        this.name = 'InputError';
        this.mistakes = mistakes;
    }
}


/***/ }),

/***/ 6239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ sayDecided),
/* harmony export */   U: () => (/* binding */ sayConfiguration)
/* harmony export */ });
/* harmony import */ var _federation_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4608);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2071);


const TOLD = 10;
function sayDecided({ configuration, domains }) {
    const inOrder = domains.toSorted((a, b) => rank(a) - rank(b) || b.users - a.users);
    return [
        sayConfiguration({ configuration }),
        ...inOrder.slice(0, TOLD).map(sayDomain),
        ...sayRest(inOrder.slice(TOLD)),
    ];
}
function sayConfiguration({ configuration }) {
    return (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(`Configuration file: ${configuration ?? 'none'}`);
}
function sayDomain(taken) {
    return (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(`${taken.domain} ${wordOf(taken)}, ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(taken.users, 'user')}: ${taken.because}`);
}
function sayRest(rest) {
    if (rest.length === 0)
        return [];
    const words = [...new Set(rest.map(wordOf))];
    const counted = words.map((word) => `${rest.filter((each) => wordOf(each) === word).length} ${word}`);
    return [`and ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(rest.length, 'more domain')}: ${counted.join(', ')} (the report as JSON has them all)`];
}
function wordOf({ federated }) {
    return (0,_federation_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .wordFor */ .GC)({ federated: federated ?? undefined });
}
function rank({ federated }) {
    return [true, null, false].indexOf(federated);
}


/***/ }),

/***/ 9665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ harmless),
/* harmony export */   m: () => (/* binding */ jsonWriter)
/* harmony export */ });
function jsonWriter() {
    const files = [];
    let separator = '{"version":1,"findings":[\n';
    return {
        *file(result) {
            const { outcome, fixed } = result;
            for (const finding of outcome.findings) {
                yield separator;
                yield harmless(JSON.stringify(publicFinding(finding, fixed)));
                separator = ',\n';
            }
            files.push(harmless(JSON.stringify(publicFile(result))));
        },
        *end({ totals, domains, configuration, notes, asked, notChecked, conclusion }) {
            const { federated: _, ...counted } = totals;
            if (separator !== ',\n')
                yield separator;
            yield `\n],"files":[\n${files.join(',\n')}\n],`;
            const rest = { totals: counted, domains, configuration, notes, asked, notChecked, conclusion };
            yield `${harmless(JSON.stringify(rest)).slice(1)}\n`;
        },
    };
}
function harmless(json) {
    return json.includes('##[') ? json.replaceAll('##[', '#\\u0023[') : json;
}
function publicFinding(finding, fileFixed) {
    const { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix } = finding;
    const fixed = fileFixed && fix !== undefined;
    return { rule, severity, path, line, column, endLine, endColumn, row, user, message, fix, fixed };
}
function publicFile({ outcome, fixed }) {
    const { path, kind, leftAlone: why, rows, federated, findings } = outcome;
    const counted = findings.reduce((sum, { more = 0 }) => sum + 1 + more, 0);
    return { path, kind, why, rows, federated, findings: counted, fixed: fixed ? outcome.edits.length : 0 };
}


/***/ }),

/***/ 2071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   pj: () => (/* binding */ plain)
/* harmony export */ });
function plain(text) {
    return text
        .replace(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`)
        .replaceAll('##[', '## [')
        .replace(/^\s*::/, './$&');
}
function sentence(clause) {
    return `${plain(clause.charAt(0).toUpperCase() + clause.slice(1))}.`;
}
function count(number, noun, plural = `${noun}s`) {
    return `${number} ${number === 1 ? noun : plural}`;
}
function cut(text, most) {
    return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`;
}


/***/ }),

/***/ 3299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AO: () => (/* binding */ terminalWriter),
/* harmony export */   IE: () => (/* binding */ saySources),
/* harmony export */   sX: () => (/* binding */ totalsLine)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _decided_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6239);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2071);



function terminalWriter(colour) {
    const paint = (style, text) => (colour ? (0,node_util__WEBPACK_IMPORTED_MODULE_0__.styleText)(style, text, { validateStream: false }) : text);
    const leftAlone = [];
    return {
        *file({ outcome, fixed }, draw) {
            if (outcome.leftAlone !== undefined)
                leftAlone.push(outcome);
            for (const [index, finding] of outcome.findings.entries()) {
                yield describe({ finding, fixed, draw: () => draw(index) }, paint);
            }
        },
        *end(summary) {
            for (const line of [
                ...sayLeftAlone(leftAlone),
                ...sayNotChecked(summary),
                ...saySources(summary),
                ...(0,_decided_js__WEBPACK_IMPORTED_MODULE_1__/* .sayDecided */ .C)(summary),
                totalsLine(summary),
            ])
                yield `${line}\n`;
        },
    };
}
const STYLES = { error: 'red', warning: 'yellow', notice: 'blue' };
function describe({ finding, fixed, draw }, paint) {
    const { path, line, column, severity, rule, message } = finding;
    const place = paint('bold', `${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(path)}:${line}:${column}`);
    const said = `${place} ${paint(STYLES[severity], severity)} ${rule}\n  ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(message)}\n`;
    const drawing = draw();
    if (drawing === undefined)
        return `${said}\n`;
    const carets = ' '.repeat(drawing.from) + '^'.repeat(Math.max(1, drawing.to - drawing.from));
    const gutter = paint('gray', `${' '.repeat(String(line).length)} |`);
    const cure = cureOf(finding, fixed);
    const marked = `  ${gutter} ${paint(STYLES[severity], carets)}${cure && ` ${paint('green', cure)}`}`;
    return `${said}\n  ${paint('gray', `${line} |`)} ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(drawing.text)}\n${marked}\n\n`;
}
function cureOf({ fix }, fixed) {
    if (fix === undefined)
        return '';
    return fixed ? `now ${fix}` : `write ${fix}`;
}
const NAMED = 5;
function sayLeftAlone(outcomes) {
    if (outcomes.length === 0)
        return [];
    const named = outcomes.slice(0, NAMED).map(({ path, leftAlone }) => `  ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(path)}: ${leftAlone}`);
    const more = outcomes.length > NAMED ? [`  and ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(outcomes.length - NAMED, 'more file')}`] : [];
    return [`${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(outcomes.length, 'file')} left alone, not a batch:`, ...named, ...more];
}
function sayNotChecked({ notChecked }) {
    const byReason = new Map();
    for (const { path, why } of notChecked)
        byReason.set(why, [...(byReason.get(why) ?? []), (0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(path)]);
    return Array.from(byReason, ([why, paths]) => {
        const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
        return `${paths.slice(0, NAMED).join(', ')}${more} could not be checked in full. ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .sentence */ .em)(why)}`;
    });
}
function saySources({ asked, notes }) {
    const about = asked.length > 0 ? [`Asked Microsoft's sign-in service about ${asked.join(', ')}.`] : [];
    return [...notes.map(_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj), ...about];
}
function totalsLine({ totals, notChecked }) {
    const { files, batches, rows, federated, fixed, fixable } = totals;
    if (files + notChecked.length === 0)
        return 'No CSV file was found: nothing was checked.';
    if (batches + notChecked.length === 0)
        return `No batch among ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(files, 'file')}: nothing was checked.`;
    const checked = `${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(batches, 'batch', 'batches')} checked, ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(rows, 'row')}, ${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(federated, 'federated user')}`;
    const cured = fixed > 0 ? [`${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(fixed, 'cell')} fixed`] : [];
    const open = notChecked.length > 0 ? [`${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(notChecked.length, 'file')} not checked in full`] : [];
    const said = [...cured, ...open, ...leftOf(totals)];
    const when = notChecked.length > 0 ? ', once everything can be checked' : '';
    const curable = fixable > 0 ? ` ${fixable} can be fixed with --fix${when}.` : '';
    return `${checked}: ${said.length > 0 ? said.join(', ') : 'nothing is wrong'}.${curable}`;
}
function leftOf({ errors, warnings, notices, fixed }) {
    const left = [(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(errors, 'error'), (0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(warnings, 'warning'), (0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(notices, 'notice')];
    const said = left.filter((part) => !part.startsWith('0 '));
    return said.length === 0 && fixed > 0 ? ['nothing else is wrong'] : said;
}


/***/ }),

/***/ 7626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  u7: () => (/* binding */ createWriter),
  Fx: () => (/* binding */ formats)
});

// UNUSED EXPORTS: writeWhole

// EXTERNAL MODULE: ./build/batch/address.js
var address = __nccwpck_require__(4675);
;// CONCATENATED MODULE: ./build/report/fold.js
const SEVERITIES = ['error', 'warning', 'notice'];
function rank({ severity }) {
    return SEVERITIES.indexOf(severity);
}
function fold(findings, budget) {
    const runs = runsOf(findings);
    const apart = takeApart([...new Set(runs)], budget);
    return findings.flatMap((finding, index) => {
        const run = runs[index];
        if (apart.has(run))
            return [[finding]];
        return run[0] === finding ? [run] : [];
    });
}
function runsOf(findings) {
    const newest = new Map();
    return findings.map((finding) => {
        const key = JSON.stringify([finding.path, finding.rule, finding.severity]);
        const run = newest.get(key);
        if (run !== undefined && areNeighbours(run.at(-1), finding)) {
            run.push(finding);
            return run;
        }
        const started = [finding];
        newest.set(key, started);
        return started;
    });
}
function areNeighbours(before, finding) {
    const step = rowOf(finding) - rowOf(before);
    return step === 0 || step === 1;
}
function rowOf({ row, more = 0 }) {
    return row === null || more > 0 ? Number.NaN : row;
}
function takeApart(runs, budget) {
    const room = { ...budget };
    const take = (severity, places) => {
        room[severity] -= places;
        room.total -= places;
    };
    for (const [{ severity }] of runs)
        if (room[severity] > 0)
            take(severity, 1);
    const apart = new Set();
    for (const run of runs.toSorted((a, b) => rank(a[0]) - rank(b[0]) || a.length - b.length)) {
        const { severity } = run[0];
        const more = run.length - 1;
        if (more > Math.min(room[severity], room.total))
            continue;
        take(severity, more);
        apart.add(run);
    }
    return apart;
}

;// CONCATENATED MODULE: ./build/report/fit.js

function fitMarks(findings, budget) {
    const inOrder = findings.toSorted((a, b) => rank(a) - rank(b));
    const marks = fold(inOrder, budget);
    const most = choose(marks, budget);
    const left = marks.find((mark) => !most.has(mark));
    if (left === undefined)
        return { marks, left: [] };
    const [{ severity }] = [...most].findLast(([first]) => rank(first) <= rank(left[0]));
    const shown = choose(marks, { ...budget, [severity]: budget[severity] - 1, total: budget.total - 1 });
    return {
        marks: marks.filter((mark) => shown.has(mark)),
        left: marks.flatMap((mark) => (shown.has(mark) ? [] : mark)),
    };
}
function choose(marks, budget) {
    const shown = new Set();
    for (const wanted of SEVERITIES) {
        const own = marks.filter(([{ severity }]) => severity === wanted);
        const room = Math.min(budget[wanted], budget.total - shown.size);
        for (const mark of takeTurns(own, shown).slice(0, room))
            shown.add(mark);
    }
    return shown;
}
function takeTurns(marks, shown) {
    const marked = new Set(Array.from(shown, ([{ path }]) => path));
    const turns = new Map();
    return marks
        .map((mark) => {
        const { path } = mark[0];
        const turn = turns.get(path) ?? 0;
        turns.set(path, turn + 1);
        return { mark, turn, wait: marked.has(path) ? 1 : 0 };
    })
        .sort((a, b) => a.turn - b.turn || a.wait - b.wait)
        .map(({ mark }) => mark);
}

// EXTERNAL MODULE: ./build/report/plain.js
var plain = __nccwpck_require__(2071);
;// CONCATENATED MODULE: ./build/report/annotations.js




const LOG_BUDGET = { error: 10, warning: 10, notice: 10, total: 30 };
const LONGEST_MESSAGE = 4_096;
const LONGEST_TITLE = 255;
function fitAnnotations(findings, budget) {
    const { marks, left } = fitMarks(findings, budget);
    const [first] = left;
    const annotations = marks.map((mark) => annotate(mark, mark[0].rule, messageOf(mark)));
    return first === undefined
        ? annotations
        : [...annotations, annotate([first], 'More findings', countAll(left))];
}
function annotate(mark, title, message) {
    const { severity, path } = mark[0];
    return {
        severity,
        path,
        ...placeOf(mark),
        title: (0,plain/* cut */.Jj)(title, LONGEST_TITLE),
        message: (0,plain/* cut */.Jj)((0,plain/* plain */.pj)(message) || title, LONGEST_MESSAGE),
    };
}
function placeOf(mark) {
    const { line, column } = onGitHub(mark[0]);
    const { endLine, endColumn } = onGitHub(mark.at(-1));
    return { line, endLine, ...(line === endLine && { columns: { start: column, end: endColumn } }) };
}
function onGitHub(finding) {
    return finding.onGitHub ?? finding;
}
function messageOf(mark) {
    const [{ row, message }] = mark;
    if (mark.length === 1)
        return message;
    const last = mark.at(-1).row;
    const rows = row === last ? `Row ${row}` : `Rows ${row}–${last}`;
    return `${rows}: ${mark.length} ${whatOf(mark)}. The first: ${message}`;
}
function whatOf(mark) {
    const users = new Set(mark.flatMap(({ user }) => user?.toLowerCase() ?? []));
    if (users.size < mark.length)
        return 'findings';
    const [domain, ...others] = new Set(Array.from(users, address/* domainOf */.Ow));
    return others.length === 0 ? `users of ${domain}` : 'users';
}
function countAll(left) {
    const numbers = { error: 0, warning: 0, notice: 0 };
    for (const { severity, more = 0 } of left)
        numbers[severity] += 1 + more;
    const said = SEVERITIES.filter((severity) => numbers[severity] > 0).map((severity) => (0,plain/* count */.U9)(numbers[severity], severity));
    const all = numbers.error + numbers.warning + numbers.notice;
    return (`${(0,plain/* count */.U9)(all, 'more finding')} are not marked: ${said.join(', ')}. ` +
        'The first of them is here; the report as JSON or CSV has them all.');
}

// EXTERNAL MODULE: ./build/report/decided.js
var decided = __nccwpck_require__(6239);
// EXTERNAL MODULE: ./build/report/terminal.js
var terminal = __nccwpck_require__(3299);
;// CONCATENATED MODULE: ./build/report/github.js




function githubWriter() {
    const findings = [];
    return {
        file({ outcome, fixed }) {
            for (const finding of outcome.findings)
                if (!fixed || finding.fix === undefined)
                    findings.push(finding);
            return [];
        },
        *end(summary) {
            const unfinished = unfinishedOf(summary);
            const budget = { ...LOG_BUDGET, error: LOG_BUDGET.error - unfinished.length };
            for (const line of unfinished)
                yield `${line}\n`;
            for (const annotation of fitAnnotations(findings, budget))
                yield `${command(annotation)}\n`;
            for (const line of [...(0,terminal/* saySources */.IE)(summary), ...(0,decided/* sayDecided */.C)(summary), (0,terminal/* totalsLine */.sX)(summary)])
                yield `${line}\n`;
        },
    };
}
function unfinishedOf({ notChecked }) {
    const [first] = notChecked;
    if (first === undefined)
        return [];
    const others = (0,plain/* count */.U9)(notChecked.length - 1, 'more file');
    const more = notChecked.length > 1 ? ` (${others} could not be checked in full)` : '';
    const message = (0,plain/* cut */.Jj)(first.why + more, LONGEST_MESSAGE);
    return [`::error file=${escapeProperty(first.path)},title=Not checked in full::${escapeData(message)}`];
}
function command({ severity, path, line, endLine, columns, title, message }) {
    const place = { file: path, line, endLine, ...(columns && { col: columns.start, endColumn: columns.end }) };
    const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
    return `::${severity} ${properties.join(',')}::${escapeData(message)}`;
}
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

// EXTERNAL MODULE: ./build/report/json.js
var json = __nccwpck_require__(9665);
;// CONCATENATED MODULE: ./build/report/writers.js



const formats = ['terminal', 'json', 'csv', 'github'];
async function createWriter(format, colour) {
    switch (format) {
        case 'json':
            return (0,json/* jsonWriter */.m)();
        case 'csv':
            return (await __nccwpck_require__.e(/* import() */ 887).then(__nccwpck_require__.bind(__nccwpck_require__, 6887))).csvWriter();
        case 'github':
            return githubWriter();
        case 'terminal':
            return (0,terminal/* terminalWriter */.AO)(colour);
    }
}
function writeWhole(writer, results, summary) {
    const parts = results.flatMap((result) => Array.from(writer.file(result, () => undefined)));
    return [...parts, ...writer.end(summary)].join('');
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(3986);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
