import { fail, ok, type Result } from '../../result'
import { lineAt } from './field'

/** What is told while an XML text is read. `path` names the elements that are open, the root first, without their prefixes. */
export interface Listener {
  open?(path: readonly string[], attributes: ReadonlyMap<string, string>, line: number): void
  text?(path: readonly string[], text: string): void
  close?(path: readonly string[]): void
}

const DEEPEST = 16
const LONGEST_TAG = 64_000
/** About what is told of the text between two tags: no field is longer, and pictures and entities by the megabyte are not gone through. */
const LONGEST_TEXT = 20_000

const entities = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]])
const isCharacter = (code: number): boolean => code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)

/** Text with the five entities and characters by number in place; every other '&' stands for itself. */
const resolved = (text: string): string =>
  text.slice(0, LONGEST_TEXT).replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities.get(name) ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return isCharacter(code) ? String.fromCodePoint(code) : whole
  })

const noAttributes: ReadonlyMap<string, string> = new Map()

function attributesOf(written: string): ReadonlyMap<string, string> {
  if (written === '') return noAttributes
  return new Map([...written.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = '', double, single]) => [key, resolved(double ?? single ?? '')]))
}

/** The next '<' that begins a tag: in a text that nobody escaped it may stand for itself. */
function tagFrom(xml: string, from: number): number {
  let at = xml.indexOf('<', from)
  while (at >= 0 && !/[\p{L}_/!?]/u.test(xml.charAt(at + 1))) at = xml.indexOf('<', at + 1)
  return at
}

/** What is passed over, with the sign that ends it. */
const skipped = [['<!--', '-->'], ['<?', '?>'], ['<![CDATA[', ']]>']] as const

/**
 * Reads the small part of XML that a playlist needs, once from front to end: elements, attributes, text, CDATA, comments. Text that is
 * not escaped is taken as it stands; tags must be right. A document type may be named; one with declarations of its own is refused, so
 * that there are no entities to expand and nothing to fetch; so is nesting deeper than 16.
 * @returns the failure names the line; what was told before it was right
 * @see https://www.w3.org/TR/xml/
 */
export function readXml(xml: string, listener: Listener): Result<null, 'bad-playlist'> {
  const bad = (at: number, what: string, mend?: string) => fail('bad-playlist', `line ${lineAt(xml, at)}: ${what}`, mend)
  const open: string[] = []
  const path: string[] = []
  let at = 0
  let line = 1
  let counted = 0
  let rooted = false
  /** Characters that were told since the last tag. */
  let told = 0
  const tell = (text: string) => {
    told += text.length
    if (text !== '') listener.text?.(path, text)
  }
  while (at < xml.length) {
    const tag = tagFrom(xml, at)
    const text = xml.slice(at, tag < 0 ? xml.length : tag)
    if (open.length > 0) {
      if (told < LONGEST_TEXT) tell(resolved(text))
    } else if (text.trim() !== '') return bad(at, 'there is text outside of the playlist')
    if (tag < 0) break
    const skip = xml[tag + 1] === '!' || xml[tag + 1] === '?' ? skipped.find(([from]) => xml.startsWith(from, tag)) : undefined
    if (skip) {
      const [from, to] = skip
      const end = xml.indexOf(to, tag + from.length)
      if (end < 0) return bad(tag, `"${from}" is never closed`)
      if (from === '<![CDATA[' && open.length > 0 && told < LONGEST_TEXT) tell(xml.slice(tag + from.length, end).slice(0, LONGEST_TEXT))
      at = end + to.length
      continue
    }
    if (xml[tag + 1] === '!') {
      const type = /^<!DOCTYPE\s[^[<>]*>/i.exec(xml.slice(tag, tag + 2000))
      if (!type) return bad(tag, 'a document type with declarations of its own is not allowed', 'Take out what begins with <!')
      at = tag + type[0].length
      continue
    }
    const whole = /^<(\/?)([\p{L}_][\p{L}\p{N}_.:-]*)((?:\s+[\p{L}_][\p{L}\p{N}_.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/u.exec(xml.slice(tag, tag + LONGEST_TAG))
    if (!whole) return bad(tag, 'a tag is broken')
    const [{ length }, closing, full = '', written = '', empty] = whole
    told = 0
    for (; counted < tag; counted++) if (xml[counted] === '\n') line++
    if (closing) {
      if (open.pop() !== full || written !== '') return bad(tag, `</${full}> closes nothing that is open`)
      listener.close?.(path)
      path.pop()
    } else {
      if (open.length === 0 && rooted) return bad(tag, 'there is a second root')
      if (open.length >= DEEPEST) return bad(tag, 'tags are nested too deep')
      rooted = true
      path.push(full.slice(full.indexOf(':') + 1))
      listener.open?.(path, attributesOf(written), line)
      if (empty) {
        listener.close?.(path)
        path.pop()
      } else open.push(full)
    }
    at = tag + length
  }
  return open.length > 0 ? bad(xml.length, `<${open.at(-1)}> is never closed`) : rooted ? ok(null) : bad(0, 'is not XML')
}

/** A text as XML 1.0 has it; what it has no place for is left out. */
export const escaped = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
