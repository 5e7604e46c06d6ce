import { fold } from './fold'
import { isAddition, isOrigin } from './lexicon'

/** A title or a file's name, taken apart. `part[i]` is the part that word i stands in. */
export interface Text {
  readonly words: readonly string[]
  readonly part: readonly number[]
  /** By part: it stood in brackets, or after a dash at the end and says what others put in brackets. */
  readonly bracket: readonly boolean[]
  /** Folded names after 'feat.'. */
  readonly featured: string
  /** Characters as written. */
  readonly length: number
}

/** The file's name without its folders and its ending. */
export const stemOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.[a-z0-9]{2,5}$/i, '')

/** The names of its folders, innermost first. */
export const foldersOf = (file: string): readonly string[] => file.split('/').slice(0, -1).reverse()

/** True for the 11 characters that YouTube names a video by (base64url), but for plain words. */
const isVideo = (id: string): boolean => /\d/.test(id) && /[a-z]/.test(id) && /[A-Z]/.test(id) || /[a-z][A-Z].*[A-Z]/.test(id)

/** A file's name without what downloads leave in it: addresses, a video's id, underscores, percent signs. */
export function cleaned(stem: string): string {
  let name = stem.slice(0, 300)
  if (/%[0-9a-f]{2}/i.test(name)) {
    try {
      name = decodeURIComponent(name)
    } catch {
      // A percent sign that is one.
    }
  }
  const video = /^(.*\S)(?:-| ?\[)([\w-]{11})\]?$/.exec(name)
  if (video && isVideo(video[2]!)) name = video[1]!
  if (!name.includes(' ')) name = name.replaceAll('__', ' - ').replaceAll('_', ' ')
  else name = name.replaceAll('_', ' ')
  return name.replaceAll(/\b(?:www\.)?[a-z0-9-]+\.(?:com|net|org|info|ru)\b(?:\.mp3$)?/gi, ' ')
}

const featuring = /^(feat|ft|featuring)\.?$/i

/**
 * Takes a text apart at brackets and dashes. A dash parts where it has spaces around it, or, where none has, everywhere.
 * Names after 'feat.' go to `featured`, up to the end of the part. What a song comes from ('From "Rocky III"') is left out.
 */
export function textOf(raw: string): Text {
  const bounded = raw.slice(0, 300)
  const spaced = /\s[-–—|~]+\s/.test(bounded)
  const dash = spaced ? /\s[-–—|~]+\s|\s[-–—]+$|^[-–—]+\s/ : /[-–—|~]/
  const words: string[] = []
  const part: number[] = []
  const bracket: boolean[] = []
  /** By part: it stood after a dash with spaces. */
  const dashed: boolean[] = []
  const featured: string[] = []
  const worded = /[\p{L}\p{N}]/u.test(bounded) // Else the signs are the title: '???'.
  // Brackets first: what stands between two of them has no bracket inside.
  for (const piece of bounded.split(/(?=[([{])|(?<=[)\]}])/)) {
    const inside = /^[([{]/.test(piece)
    for (const [nth, section] of (inside ? [piece] : piece.split(dash)).entries()) {
      if ((inside || (spaced && nth > 0)) && words.length > 0 && isOrigin(section)) continue
      let naming = false
      const at = bracket.length
      let any = false
      for (const token of section.replaceAll(/[()[\]{}]/g, ' ').split(/\s+/)) {
        if (token === '' || (worded && !/[\p{L}\p{N}]/u.test(token))) continue
        if (featuring.test(token)) naming = true
        else if (naming) featured.push(fold(token))
        else for (const word of fold(token).split(' ')) if (word !== '') {
          words.push(word)
          part.push(at)
          any = true
        }
      }
      if (!any) continue
      bracket.push(inside)
      dashed.push(spaced && nth > 0)
    }
  }
  for (let at = bracket.length - 1; at > 0; at--) {
    if (dashed[at] && isAddition(words.filter((_, i) => part[i] === at))) bracket[at] = true
    else if (!bracket[at]) break
  }
  return { words, part, bracket, featured: featured.join(' '), length: bounded.length }
}

/** A stretch of words. */
export interface Place {
  readonly at: number
  readonly length: number
}

/** Where words, written together, make the text `tight`; the last such place. */
export function findTight(tight: string, words: readonly string[]): Place | null {
  for (let at = words.length - 1; at >= 0 && tight !== ''; at--) {
    let joined = ''
    for (let length = 1; at + length <= words.length && joined.length < tight.length; length++) {
      joined += words[at + length - 1]!
      if (joined === tight) return { at, length }
      if (!tight.startsWith(joined)) break
    }
  }
  return null
}
