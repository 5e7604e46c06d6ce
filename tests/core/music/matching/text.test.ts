import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOf } from '../../../../src/core/music/matching/text'

/** The parts of a title, those in brackets or the like in brackets. */
function parts(title: string): readonly string[] {
  const { words, part, bracket } = textOf(title)
  return bracket.map((inside, at) => {
    const text = words.filter((_, i) => part[i] === at).join(' ')
    return inside ? `(${text})` : text
  })
}

describe('what follows a title after a dash', () => {
  it.each([
    'Remastered 2009', '2011 Remaster', '2002 Digital Remaster', 'Radio Edit', 'Album Version', 'Single Version', 'Mono', 'Mono / Remastered 2015', 'Bonus Track', 'Explicit', '25th Anniversary Edition',
    'Live', 'Live at Wembley', 'Recorded Live in Paris', 'Somebody Remix', 'Karaoke Version', 'Acoustic', 'Instrumental', 'MTV Unplugged',
  ])('is as in brackets: %s', (more) => {
    const inBrackets = textOf(`Song (${more})`)
    for (const dash of ['-', '–', '—', '|']) expect(textOf(`Song ${dash} ${more}`)).toEqual({ ...inBrackets, length: expect.any(Number) })
    expect(parts(`Song - ${more} - Remastered`).slice(1)).toEqual([...parts(`Song (${more})`).slice(1), '(remastered)'])
  })
  it.each(['From "Rocky III" Soundtrack', 'From “Frozen”', 'From the Motion Picture Titanic', 'Music from the Netflix Series', "From 'Footloose'"])('is nothing where it tells what the song comes from: %s', (more) => {
    expect([parts(`Song - ${more}`), parts(`Song (${more})`)]).toEqual([['song'], ['song']])
  })
  it('is another version also where that comes from something', () => {
    expect(textOf('Song - From "Frozen" / Karaoke Version').words).toContain('karaoke')
  })
  it.each([
    ['Alive - Pt. 2', ['alive', 'pt 2']], ['One - Two', ['one', 'two']], ['Song - 2', ['song', '2']], ['Somebody - Live and Let Die', ['somebody', 'live and let die']],
    ['Somebody - Live Forever', ['somebody', 'live forever']], ['Re-Live', ['re', 'live']], ['Ob-La-Di', ['ob', 'la', 'di']], ['Remix - Song', ['remix', 'song']], ['Album - Live - Song', ['album', 'live', 'song']],
    ['Love From Paris', ['love from paris']], ['From "Rocky"', ['from rocky']],
  ])('%s is a title', (title, expected) => expect(parts(title)).toEqual(expected))
  it('is read to an end whatever it is', () => {
    const text = fc.array(fc.constantFrom(' - ', 'Live', 'at', 'From "', '"', 'Remastered', '(', ')', 'x', ' ', '2009', '|'), { maxLength: 60 }).map((some) => some.join(''))
    fc.assert(
      fc.property(text, (any) => {
        const { words, part, bracket } = textOf(any)
        expect(part).toHaveLength(words.length)
        expect(part.every((at) => at < bracket.length)).toBe(true)
      }),
    )
  })
})
