import { fail, ok, type Result } from '../../result'
import { lineAt } from './field'

/** What is told while an XML text is read, names without their prefix. */
export interface Listener {
  open(name: string, attributes: ReadonlyMap<string, string>, line: number): void
  text(text: string): void
  close(name: string): void
}

const DEEPEST = 16
const LONGEST_TAG = 10_000
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with the five entities and characters by number in place; null for any other entity. */
function resolved(text: string): string | null {
  let good = true
  const plain = text.replaceAll(/&([^;&<]{0,10});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) good = false
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const code = number ? Number.parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10) : null
    const character = code === null ? entities[name] : code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : undefined
    if (character === undefined) good = false
    return character ?? ''
  })
  return good ? plain : null
}

/**
 * Reads the small part of XML that a playlist needs, strictly and once from front to end: elements, attributes, text, CDATA, comments.
 * A document type is refused, so that there are no entities to expand and nothing to fetch; so is nesting deeper than 16.
 * @see https://www.w3.org/TR/xml/
 */
export function readXml(xml: string, listener: Listener): Result<null, 'bad-playlist'> {
  const bad = (at: number, what: string, mend?: string) => fail('bad-playlist', `line ${lineAt(xml, at)}: ${what}`, mend)
  const open: string[] = []
  let at = 0
  let line = 1
  let counted = 0
  let rooted = false
  while (at < xml.length) {
    const tag = xml.indexOf('<', at)
    const text = xml.slice(at, tag < 0 ? xml.length : tag)
    if (open.length === 0 ? text.trim() !== '' : text !== '') {
      const plain = open.length === 0 ? null : resolved(text)
      if (plain === null) return bad(at, open.length === 0 ? 'there is text outside of the playlist' : 'an "&" begins no known character', 'Write it as &amp;')
      listener.text(plain)
    }
    if (tag < 0) break
    const skip = ([['<!--', '-->'], ['<?', '?>'], ['<![CDATA[', ']]>']] as const).find(([from]) => xml.startsWith(from, tag))
    if (skip) {
      const end = xml.indexOf(skip[1], tag + skip[0].length)
      if (end < 0) return bad(tag, `"${skip[0]}" is never closed`)
      if (skip[0] === '<![CDATA[' && open.length > 0) listener.text(xml.slice(tag + skip[0].length, end))
      at = end + skip[1].length
      continue
    }
    if (xml.startsWith('<!', tag)) return bad(tag, 'a document type is not allowed', 'Take out the line with <!')
    const whole = /^<(\/?)([\p{L}_][\p{L}\p{N}_.:-]*)((?:\s+[\p{L}_][\p{L}\p{N}_.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/u.exec(xml.slice(tag, tag + LONGEST_TAG))
    if (!whole) return bad(tag, 'a tag is broken')
    const [{ length }, closing, full = '', written = '', empty] = whole
    const name = full.slice(full.indexOf(':') + 1)
    for (let end = xml.indexOf('\n', counted); end >= 0 && end < tag; end = xml.indexOf('\n', counted)) {
      counted = end + 1
      line++
    }
    if (closing) {
      if (open.pop() !== full || written !== '') return bad(tag, `</${full}> closes nothing that is open`)
      listener.close(name)
    } else {
      if (open.length === 0 && rooted) return bad(tag, 'there is a second root')
      if (open.length >= DEEPEST) return bad(tag, 'tags are nested too deep')
      rooted = true
      const attributes = new Map<string, string>()
      for (const [, key = '', double, single] of written.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
        const value = resolved(double ?? single ?? '')
        if (value === null) return bad(tag, 'an "&" begins no known character', 'Write it as &amp;')
        attributes.set(key, value)
      }
      listener.open(name, attributes, line)
      if (empty) listener.close(name)
      else open.push(full)
    }
    at = tag + length
  }
  return open.length > 0 ? bad(xml.length, `<${open.at(-1)}> is never closed`) : rooted ? ok(null) : bad(0, 'is not XML')
}

/** A text as XML has it. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
