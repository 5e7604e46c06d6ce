/** Letters that no decomposition takes apart. */
const letters: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ı: 'i', þ: 'th' }

/** What Windows-1252 has at 0x80 to 0x9F; a space where it has nothing. */
export const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/** Undoes UTF-8 that was read as Latin-1 or Windows-1252 ('TiÃ«sto'); leaves every other text as it is. */
export function repaired(text: string): string {
  if (!/[ÂÃâÐÑ][\u0080-\u00bf\u0152-\u2122]/.test(text)) return text
  let escaped = ''
  for (const one of text) {
    const code = one.charCodeAt(0)
    const byte = code < 256 ? code : one === ' ' ? -1 : windows1252.indexOf(one) + 0x80
    if (byte < 0 || (code >= 256 && byte < 0x80) || one.length > 1) return text
    escaped += `%${byte.toString(16).padStart(2, '0')}`
  }
  try {
    return decodeURIComponent(escaped)
  } catch {
    return text // It was no UTF-8, so it was meant as it stands.
  }
}

/**
 * A text as it is compared: compatibility-decomposed (Unicode NFKD) without accents, lower case, '&' as 'and', apostrophes gone,
 * other punctuation as one space. A text of punctuation alone stays as it is, in lower case.
 */
export function fold(text: string): string {
  const isPlain = /^[\x00-\x7f]*$/.test(text)
  const lower = (isPlain ? text : decomposed(text)).toLowerCase()
  const spoken = /[&$!'"`‘’´ʼ]/.test(lower) ? withoutSigns(lower) : lower
  const folded = spoken.replaceAll(isPlain ? /[^a-z0-9]+/g : /[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()
  return folded || lower.replaceAll(/\s+/g, '')
}

const decomposed = (text: string): string =>
  repaired(text).normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').toLowerCase().replaceAll(/[øæœßđðłħıþ]/g, (one) => letters[one] ?? one)

const withoutSigns = (text: string): string =>
  text
    .replaceAll(/['’‘`´ʼ"]/g, '')
    .replaceAll('&', ' and ')
    .replaceAll(/(?<=[a-z])[$!](?=[a-z])/g, (one) => (one === '$' ? 's' : 'i')) // Ke$ha, P!nk

/** The words of a text, folded. */
export function wordsOf(text: string): readonly string[] {
  const folded = fold(text)
  return folded === '' ? [] : folded.split(' ')
}
