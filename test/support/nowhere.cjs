/** Preloaded into a program, it makes the network one in which no host name can be resolved. */
const dns = require('node:dns')

/**
 * @param {string} hostname
 * @param {object} options
 * @param {(error: Error) => void} callback
 */
function lookup(hostname, options, callback) {
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' })
  process.nextTick(typeof options === 'function' ? options : callback, error)
}

Object.assign(dns, { lookup })
