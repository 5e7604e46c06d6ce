/** An address such as 'https://…'. One letter before the colon is a drive. */
const address = /^[a-z][a-z0-9+.-]+:\/\//i

const encoded = (path: string): string => path.replaceAll(/\p{Cs}/gu, '\uFFFD').split('/').map(encodeURIComponent).join('/')

/** Characters by number in place, where they are UTF-8; what is none stays as it stands. */
const decoded = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })

/**
 * A path as a URI: absolute, of a drive, of a share, or relative, whatever signs its names have. An address stays one.
 * `fileOf` gives the same path again. @see RFC 3986 and RFC 8089
 */
export function uriOf(file: string): string {
  if (address.test(file)) return file.replaceAll(/%(?![0-9a-fA-F]{2})|[^\w.~:/?#[\]@!$&'()*+,;=%-]/gu, (one) => encoded(one))
  const slashed = file.replaceAll('\\', '/')
  if (/^[a-z]:[\\/]/i.test(file)) return `file:///${file.slice(0, 2)}${encoded(slashed.slice(2))}`
  if (/^\\\\[^\\]/.test(file)) return `file:${encoded(slashed)}`
  return file.startsWith('/') ? `file://${encoded(file)}` : encoded(file)
}

/**
 * The path that a URI stands for: of a drive or a share as Windows writes it. An address stays one, and so does a path of Windows,
 * which some programs write where a URI should be.
 */
export function fileOf(uri: string): string {
  const [, host = '', path = ''] = /^file:(?:\/\/([^/]*))?(.*)$/is.exec(uri) ?? []
  if (path !== '') {
    // 'file://C:/…' has one slash too few, and older programs write '|' for the colon.
    const [, drive, rest = ''] = /^\/?([a-z])[:|](\/.*)$/is.exec(/^[a-z][:|]$/i.test(host) ? host + path : path) ?? []
    if (drive !== undefined) return `${drive}:${decoded(rest).replaceAll('/', '\\')}`
    return host === '' || host.toLowerCase() === 'localhost' ? decoded(path) : `\\\\${decoded(host + path).replaceAll('/', '\\')}`
  }
  return address.test(uri) || /^(?:[a-z]:)?\\|^[a-z]:\//i.test(uri) ? uri : decoded(uri)
}
