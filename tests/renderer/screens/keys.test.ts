import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PreferencesSchema } from '../../../src/core/settings'
import { actionFor, bindings, type Focus, type Place, type Press } from '../../../src/renderer/keys'
import { exchanged, isFree, keyOf, letterOn, printed, type Moved } from '../../../src/renderer/letters'

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...more })
const on = (place: Place, key: string, focus: Focus = 'nothing') => actionFor(press(key), place, focus)

describe('the keys', () => {
  it('pause, skip, move and restart a session', () => {
    const keys = [' ', 'ArrowLeft', 'ArrowRight', 'r', 'R', '+', '=', '-', '_']
    expect(keys.map((key) => on('run', key))).toEqual(['toggle', 'previous', 'next', 'restart', 'restart', 'forward', 'forward', 'back', 'back'])
  })

  it('ask for another track, like and ban one in a session, and nowhere else', () => {
    expect(['n', 'l', 'x', 'u'].map((key) => on('run', key))).toEqual(['other-track', 'like', 'ban', 'undo'])
    expect(['n', 'l', 'x'].map((key) => on('home', key))).toEqual([null, null, null])
  })

  it('start a session on the home screen, and move nothing there', () => {
    expect(on('home', ' ')).toBe('toggle')
    expect(['ArrowLeft', 'ArrowRight', '+', '-', 'r'].map((key) => on('home', key))).toEqual([null, null, null, null, null])
  })

  it('show settings from home, but not over a session', () => {
    expect(on('home', 's')).toBe('settings')
    expect(on('run', 's')).toBeNull()
  })

  it('show the tracks from home and lead back, and tap on a track', () => {
    expect([on('home', 't'), on('tracks', 't'), on('track', 't'), on('run', 't')]).toEqual(['tracks', 'tracks', 'tap', null])
  })

  it('move by beats and bars on a track, and correct it', () => {
    const keys = [' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', ',', '.', '<', '>', 'd', 'c', 'a']
    const actions = ['toggle', 'beat-back', 'beat-on', 'bar-on', 'bar-back', 'nudge-back', 'nudge-on', 'nudge-back-fine', 'nudge-on-fine', 'drop', 'tick', 'again']
    expect(keys.map((key) => on('track', key))).toEqual(actions)
    expect(keys.slice(1).flatMap((key) => on('home', key) ?? []).filter((action) => actions.includes(action))).toEqual([])
  })

  it('settle a song on the soundtrack, and mark a track in the library', () => {
    expect([' ', 'y', 'n', 'u', '/', 'e', 'c'].map((key) => on('soundtrack', key))).toEqual(['toggle', 'confirm', 'refuse', 'unlink', 'find', 'edit', 'soundtrack'])
    expect([' ', 'l', 'x', 'e', 'o', '/'].map((key) => on('tracks', key))).toEqual(['toggle', 'like', 'ban', 'edit', 'show', 'find'])
    expect(['y', 'e', 'o', '/'].map((key) => on('run', key))).toEqual([null, null, null, null])
  })

  it('show the plan from home and lead back, and change the setlist there', () => {
    expect([on('home', 'p'), on('plan', 'p'), on('run', 'p')]).toEqual(['plan', 'plan', null])
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'n', 'l', 'k', 'x', 'd', ',', '.', 'j', 's', 'a', 't', 'r', '+', '-', 'e', ' ']
    const actions = ['stop-back', 'stop-on', 'swap', 'swap-back', 'swap', 'lock', 'lock-all', 'leave-out', 'drop-turn', 'drop-back', 'drop-on', 'listen', 'shuffle', 'arc', 'tempo-mode', 'rest-policy', 'zoom-in', 'zoom-out', 'export', 'toggle']
    expect(keys.map((key) => on('plan', key))).toEqual(actions)
  })

  it('turn the music and, with Shift, the bells up and down in a session, and mute the one or all', () => {
    const shifted = (key: string) => actionFor(press(key, { shiftKey: true }), 'run', 'nothing')
    expect(['ArrowUp', 'ArrowDown', 'm', 'M'].map((key) => on('run', key))).toEqual(['music-up', 'music-down', 'mute', 'mute'])
    expect(['ArrowUp', 'ArrowDown', 'M'].map(shifted)).toEqual(['bells-up', 'bells-down', 'mute-all'])
    // Elsewhere Shift changes nothing.
    expect(shifted('R')).toBe('restart')
  })

  it('leave a slider the keys that move it, and no others', () => {
    expect(['ArrowUp', 'ArrowLeft', 'Home', 'PageDown', ' '].map((key) => on('run', key, 'slider'))).toEqual([null, null, null, null, 'toggle'])
  })

  it('go on with an interrupted session or leave it at that, and never end one by the way', () => {
    expect([' ', 'Enter', 'Escape', 'Delete'].map((key) => on('interrupted', key))).toEqual(['go-on', 'go-on', 'keep', 'keep'])
    expect([on('interrupted', 'Enter', 'button'), on('interrupted', ' ', 'button')]).toEqual([null, null])
    expect(['y', 'n', 'Escape', ' ', 'Enter', 'ArrowRight'].map((key) => on('leaving', key))).toEqual(['end', 'stay', 'stay', null, null, null])
    expect([on('ended', 'ArrowLeft'), on('ended', 'a'), on('ended', 'o')]).toEqual(['go-back', 'repeat', 'log'])
  })

  it('leave typing alone, but for F11', () => {
    expect(bindings.flatMap(({ keys }) => keys).filter((key) => on('home', key, 'text'))).toEqual(['F11'])
  })

  it('leave the space bar to a button that has the focus, and the rest to the screen', () => {
    expect(on('run', ' ', 'button')).toBeNull()
    expect(on('run', 'ArrowRight', 'button')).toBe('next')
  })

  it('leave shortcuts of the system alone', () => {
    expect(actionFor(press('r', { ctrlKey: true }), 'run', 'nothing')).toBeNull()
    expect(actionFor(press('f', { metaKey: true }), 'run', 'nothing')).toBeNull()
    expect(actionFor(press('ArrowLeft', { altKey: true }), 'run', 'nothing')).toBeNull()
  })

  it('leave a radio its own keys, and change nothing by a letter meant for it', () => {
    for (const place of ['home', 'tracks', 'soundtrack', 'plan', 'run'] as const) {
      for (const key of [' ', 'x', 'l', 'e', 'n', 'u', 'y', 'ArrowLeft', 'ArrowRight', 'ArrowDown']) expect(on(place, key, 'choice')).toBeNull()
    }
    expect([on('home', 'p', 'choice'), on('run', 'm', 'choice'), on('tracks', 'Escape', 'choice')]).toEqual(['plan', 'mute', 'leave'])
  })

  it('leave a slider its arrows, and the space bar to the session', () => {
    expect([on('run', 'ArrowRight', 'slider'), on('run', ' ', 'slider')]).toEqual([null, 'toggle'])
  })

  it('can be switched off where they are a letter or a sign; space, Enter, arrows, Escape, Delete and F11 stay', () => {
    const off = bindings.flatMap(({ keys, places }) => keys.flatMap((key) => places.map((place) => [key, actionFor(press(key), place, 'nothing', { letters: false, keys: {} })] as const)))
    expect([...new Set(off.filter(([key, action]) => action !== null && !key.startsWith('Ctrl')).map(([key]) => key))].toSorted()).toEqual([' ', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'Delete', 'Enter', 'Escape', 'F11'])
    expect(actionFor(press('+', { ctrlKey: true }), 'run', 'nothing', { letters: false, keys: {} })).toBe('larger')
  })

  it('make everything larger and smaller with Ctrl, wherever the focus is', () => {
    const sized = (key: string, focus: Focus) => actionFor(press(key, { ctrlKey: true }), 'home', focus)
    expect((['nothing', 'text', 'button', 'choice', 'slider'] as const).map((focus) => [sized('+', focus), sized('-', focus), sized('0', focus)])).toEqual(Array(5).fill(['larger', 'smaller', 'usual-size']))
    expect(actionFor(press('z', { ctrlKey: true }), 'plan', 'nothing')).toBe('undo')
    expect(actionFor(press('z', { ctrlKey: true }), 'plan', 'text')).toBeNull()
  })

  it('act once while they are held down, but for the ten seconds', () => {
    expect(actionFor(press(' ', { repeat: true }), 'run', 'nothing')).toBeNull()
    expect(actionFor(press('ArrowRight', { repeat: true }), 'run', 'nothing')).toBeNull()
    expect(actionFor(press('+', { repeat: true }), 'run', 'nothing')).toBe('forward')
  })

  it('mean one thing each on every screen, and are all explained', () => {
    for (const place of ['home', 'settings', 'tracks', 'track', 'soundtrack', 'plan', 'run', 'ended', 'interrupted', 'leaving'] as const) {
      const keys = bindings.filter(({ places }) => places.includes(place)).flatMap(({ keys, shift = false }) => keys.map((key) => `${shift} ${key}`))
      expect(new Set(keys).size).toBe(keys.length)
    }
    expect(bindings.every(({ says, shown }) => says && shown.length > 0)).toBe(true)
  })
})

describe('A letter on another key', () => {
  const moved = exchanged({}, 'x', 'q')
  const pressed = (key: string, place: Place) => actionFor(press(key), place, 'nothing', { letters: true, keys: moved })

  it('does there what it did, on every screen, and nothing where it was', () => {
    expect([pressed('q', 'run'), pressed('Q', 'tracks'), pressed('x', 'run'), pressed('q', 'plan')]).toEqual(['ban', 'ban', null, 'leave-out'])
    expect([printed(moved, 'X'), printed(moved, 'Q'), printed(moved, 'Space'), printed(moved, '↑')]).toEqual(['Q', 'X', 'Space', '↑'])
  })
  it('changes places with what was there, so that no two are ever on one key, whatever is moved', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäß01'.split(''))
    fc.assert(fc.property(fc.array(fc.tuple(letter, letter), { maxLength: 30 }), (moves) => {
      let keys: Moved = {}
      for (const [one, key] of moves) {
        keys = exchanged(keys, one, key)
        expect(keyOf(keys, one)).toBe(key)
      }
      expect(PreferencesSchema.parse({ keys }).keys).toEqual(keys)
      const places = new Set(bindings.flatMap(({ keys: all }) => all).filter(isFree).map((one) => keyOf(keys, one)))
      expect(places.size).toBe(new Set(bindings.flatMap(({ keys: all }) => all).filter(isFree)).size)
      for (const one of places) expect(keyOf(keys, letterOn(keys, one))).toBe(one)
    }))
  })
  it('keeps what is held with Ctrl, and takes no key that is no letter', () => {
    expect(actionFor(press('z', { ctrlKey: true }), 'plan', 'nothing', { letters: true, keys: exchanged({}, 'z', 'k') })).toBe('undo')
    expect([' ', '/', '+', 'Enter', 'Q', '?', '__proto__'].map(isFree)).toEqual(Array(7).fill(false))
    for (const keys of [{ x: 'q' }, { x: 'n', n: 'n' }, { X: 'q', q: 'X' }, { x: 'n', n: 'l', l: 'n' }]) expect(PreferencesSchema.safeParse({ keys }).success).toBe(false)
  })
})
