import { clap, hat, kick, openHat, reverse, rim, riser, shaker, snare, tom } from '../band/drums.mjs'
import { choir, glock, piano, synth } from '../band/voices.mjs'
import { noise, pitch, sound } from '../synth.mjs'

/** Between rounds: electric piano over a lazy beat. */
export const corner = {
  file: 'corner-stool.m4a',
  title: 'Corner Stool',
  tempo: 84,
  firstBeat: 0.32,
  sections: [['intro', 4], ['build', 4], ['drop', 8], ['break', 3], ['build', 1], ['drop', 6], ['outro', 1]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, build = 0, drop = 0, pause = 0, _rise = 0, second = 0, outro = 0, end = 0]) {
    desk.bus('kick', { gain: 0.8 })
    desk.bus('drums', { gain: 0.62, room: 0.12 })
    desk.bus('bass', { gain: 0.5, duck: 0.35 })
    desk.bus('keys', { gain: 0.17, duck: 0.3, room: 0.3, echo: 0.12 })
    desk.bus('pad', { gain: 0.1, duck: 0.4, room: 0.5 })
    desk.bus('lead', { gain: 0.22, room: 0.4, echo: 0.4 })
    desk.bus('fx', { gain: 0.3 })

    const chords = [['F2', 'A3 C4 E4 G4'], ['E2', 'G3 B3 D4 E4'], ['D2', 'F3 A3 C4 E4'], ['G2', 'F3 A3 C4 D4']]
    const soft = kick({ from: 120, to: 46, tau: 0.17, click: 0.15, drive: 1.1 })
    const brush = snare({ hz: 170, tau: 0.13, wires: 0.7, bright: 1700 })
    const tick = rim(760)
    const hats = [hat(0.022), hat(0.03, 14)]
    const open = openHat(0.16)
    const shake = shaker()
    const swing = 0.16

    for (let bar = intro; bar < end; bar++) {
      const [root = 'F2', notes = ''] = chords[bar % 4] ?? []
      const last = bar === end - 1
      const stabs = last ? [[0, 4]] : bar < build ? [[0, 3.6]] : [[0, 1.3], [1.75, 0.6], [2.5, 1.3]]
      for (const [beat = 0, long = 1] of stabs) {
        notes.split(' ').forEach((name, i) => desk.play('keys', desk.at(bar, beat) + 0.012 * i * Number(beat === 0), piano(pitch(name), long * desk.beat, bar >= drop ? 1.2 : 0.8), 0.9 - 0.1 * i, 0.2 * i - 0.3))
      }
      const full = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      if (full) {
        desk.line(bar, `${root} - . . . . ${root} - - . ${root} - . . ${['A2', 'B2', 'C3', 'B2'][bar % 4]} -`, (time, midi, long) =>
          desk.play('bass', time, synth(midi, long, { wave: 'triangle', sub: 0.5, cutoff: 420, sweep: 300, release: 0.05, sustain: 0.8 }), 0.9))
        for (const name of notes.split(' ')) desk.play('pad', desk.at(bar), synth(pitch(name), 4 * desk.beat, { voices: 5, cutoff: 1500, attack: 0.12, release: 0.25 }, bar))
        desk.steps(bar, 'X......xx.....o.', (time, force) => desk.play('kick', time, soft, force), swing)
        desk.steps(bar, bar % 4 === 3 ? '....X..o....X.ox' : '....X..o....X...', (time, force) => desk.play('drums', time, brush, force), swing)
        desk.steps(bar, 'x.o.x.oox.o.x.o.', (time, force, i) => desk.play('drums', time, hats[i % 3 ? 1 : 0] ?? open, 0.26 * force, 0.25), swing)
        if (bar % 2) desk.play('drums', desk.at(bar, 3.5), open, 0.16, 0.2)
      } else if (bar >= build && bar < drop) {
        desk.steps(bar, 'x.x.x.x.x.x.x.x.', (time, force) => desk.play('drums', time, shake, 0.3 * force, -0.3), swing)
        if (bar >= build + 1) desk.steps(bar, '....x.......x...', (time, force) => desk.play('drums', time, tick, 0.4 * force, 0.2))
        if (bar >= build + 2) desk.steps(bar, bar === drop - 1 ? 'x...x...x.......' : 'x.......x.......', (time, force) => desk.play('kick', time, soft, 0.6 * force))
      } else if (bar >= pause && bar < second) {
        for (const name of notes.split(' ')) desk.play('pad', desk.at(bar), choir(pitch(name), 3.9 * desk.beat, 'u', 'o', { attack: 0.4, seed: bar }), 1.6)
        desk.steps(bar, '....x.......x...', (time, force) => desk.play('drums', time, tick, 0.35 * force, 0.2))
      }
    }
    const tune = 'E5 - - D5 - - C5 - A4 - - - . . G4 A4 | B4 - - C5 - - D5 - G4 - - - . . B4 - | C5 - - D5 - - F5 - E5 - - - D5 - C5 - | D5 - - - - - C5 - A4 - - - . . . .'
    const answer = 'E5 - - D5 - - C5 - E5 - - - G5 - - - | D5 - - C5 - - B4 - G4 - - - . . B4 - | C5 - - D5 - - F5 - A5 - - - G5 - F5 - | E5 - - - D5 - - - G5 - - - - - - -'
    const whistle = { wave: 'triangle', voices: 2, detune: 5, cutoff: 2600, attack: 0.03, sustain: 0.85, vibrato: 18, glide: -1, release: 0.1 }
    const sing = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => desk.play('lead', time, synth(midi, long * 0.95, whistle))
    desk.line(drop, tune, sing)
    desk.line(drop + 4, answer, sing)
    desk.line(second, tune, sing)
    desk.line(second + 4, 'E5 - - D5 - - C5 - A4 - - - . . G4 A4 | B4 - - C5 - - D5 - C5 - - - - - - -', sing)
    const bells = 'C6 . . . G5 . . . E5 . . . . . B5 . | . . . . G5 . . . D5 . . . . . . .'
    for (const bar of [build, build + 2, pause]) desk.line(bar, bells, (time, midi) => desk.play('lead', time, glock(midi, 0.4), 0.5, 0.3))

    const dust = noise(77)
    desk.play('fx', 0, sound(desk.duration - 0.2, () => (dust() > 0.9993 ? 0.12 * dust() : 0.0035 * dust())))
    desk.play('fx', desk.at(drop - 2), riser(8 * desk.beat, 3), 0.25)
    desk.play('fx', desk.at(second - 1), reverse(4 * desk.beat), 0.5)
    desk.play('drums', desk.at(drop), openHat(0.5), 0.45)
    desk.play('drums', desk.at(second), openHat(0.5), 0.45)
    desk.play('fx', desk.at(drop, -0.5), tom(98, 0.2), 0.8)
    desk.play('fx', desk.at(second, -0.5), tom(98, 0.2), 0.8)
    desk.play('drums', desk.at(second), clap(), 0.2)
    desk.move('keys pad', 'low', intro, build, 500, 2200)
    desk.move('keys pad', 'high', build + 2, drop, 60, 500)
    desk.gap(drop, 1)
    desk.gap(second, 1)
  },
}
