var __webpack_exports__ = {};

;// CONCATENATED MODULE: ./build/version.js
/** The version of this release; the same as in package.json. */
const VERSION = '0.1.0';

;// CONCATENATED MODULE: ./build/action.js

console.log(VERSION);

