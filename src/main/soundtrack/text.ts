import { windows1252 } from '../../core/music/matching/fold'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Windows-1252, which has signs where Latin-1 has none, for the lines that are no UTF-8: several programs may have written into one list. */
function mixed(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split('\n')
    .map((line) => {
      if (!/[\x80-\xff]/.test(line)) return line
      try {
        return utf8.decode(Buffer.from(line, 'latin1'))
      } catch {
        return line.replaceAll(/[\x80-\x9f]/g, (one) => windows1252.charAt(one.charCodeAt(0) - 0x80))
      }
    })
    .join('\n')
}

/** The text of a file: UTF-16 with or without its mark, UTF-8, or, line by line where it is none, Windows-1252: old M3U files are. */
export function textOf(bytes: Buffer): string {
  const [first, second] = bytes
  // Half of an ASCII sign in UTF-16 is 0, which is in no text otherwise.
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return new TextDecoder('utf-16le').decode(bytes)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return utf8.decode(bytes)
  } catch {
    return mixed(bytes)
  }
}
