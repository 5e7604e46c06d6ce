import { crash, hat, kick, openHat, reverse, ride, rim, shaker, snare, tom } from '../band/drums.mjs'
import { glock, guitar, string, synth } from '../band/voices.mjs'
import { pitch } from '../synth.mjs'

/** The way home: picked guitars, an indie band that opens up. */
export const light = {
  file: 'borrowed-light.ogg',
  title: 'Borrowed Light',
  tempo: 96,
  firstBeat: 0.15,
  sections: [['intro', 4], ['verse', 4], ['build', 3], ['drop', 8], ['break', 3], ['build', 2], ['drop', 6], ['outro', 1]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, verse = 0, build = 0, drop = 0, pause = 0, rise = 0, second = 0, outro = 0, end = 0]) {
    desk.bus('kick', { gain: 0.85 })
    desk.bus('drums', { gain: 0.6, room: 0.16 })
    desk.bus('bass', { gain: 0.62 })
    desk.bus('picked', { gain: 0.55, room: 0.25, echo: 0.1 })
    desk.bus('strummed', { gain: 0.2, room: 0.15 })
    desk.bus('lead', { gain: 0.36, room: 0.35, echo: 0.3 })
    desk.bus('pad', { gain: 0.1, room: 0.4 })
    desk.bus('fx', { gain: 0.3 })

    // D  A/C#  Bm7  G, and in the chorus G  D  A  Bm: the same colours, turned so that they lift.
    const quiet = [['D2', 'D3 A3 D4 F#4'], ['C#2', 'C#3 A3 C#4 E4'], ['B1', 'B2 F#3 A3 D4'], ['G1', 'G2 D3 B3 D4']]
    const lifted = [['G1', 'G3 B3 D4 G4'], ['D2', 'F#3 A3 D4 F#4'], ['A1', 'E3 A3 C#4 E4'], ['B1', 'F#3 B3 D4 F#4']]
    const drum = kick({ from: 140, to: 52, tau: 0.13, click: 0.35, drive: 1.3 })
    const crack = snare({ hz: 200, tau: 0.12, wires: 0.9, bright: 2000 })
    const [closed, open, bow, shake] = [hat(0.03), openHat(0.15), ride(), shaker()]

    for (let bar = intro; bar < end; bar++) {
      const loud = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      const from = bar >= second ? second : bar >= rise ? rise : bar >= pause ? pause : bar >= drop ? drop : bar >= build ? build : intro
      const [root = 'D2', names = ''] = (loud ? lifted : quiet)[bar >= outro ? 0 : (bar - from) % 4] ?? []
      const notes = names.split(' ')
      if (bar >= outro) {
        notes.forEach((name, i) => desk.play('picked', desk.at(bar) + 0.03 * i, string(pitch(name), 3.5, { seed: i, damp: 0.3 }), 0.7, 0.3 - 0.2 * i))
        desk.play('bass', desk.at(bar), string(pitch('D2'), 3, { damp: 0.6, soft: 0.7 }), 0.9)
        continue
      }
      // Travis picking: thumb on the beats, fingers between.
      const order = [0, 2, 1, 3, 0, 3, 1, 2]
      order.forEach((n, i) => {
        if (bar >= pause && bar < rise && i % 2) return
        desk.play('picked', desk.at(bar, i / 2), string(pitch(notes[n] ?? 'D3'), 1.1, { seed: 8 * bar + i, damp: 0.32, soft: 0.35 }), i % 2 ? 0.7 : 0.95, i % 2 ? 0.5 : -0.35)
      })
      if (bar >= verse && (bar < pause || bar >= rise)) {
        const line = loud ? `${root} ${root} ${root} ${root} ${root} ${root} ${root} ${root}` : `${root} - - . ${root} - ${root} -`
        desk.line(bar, line, (time, midi, long) => desk.play('bass', time, string(midi + (midi < 35 ? 12 : 0), long, { damp: 0.5, soft: 0.6, life: 1.4, seed: 3 }), 0.9))
      }
      if (loud) {
        desk.steps(bar, 'X.x.X.xxX.x.Xxx.', (time, force, i) => {
          for (const side of [-1, 1]) desk.play('strummed', time + 0.004 * side + 0.004, guitar(notes.map(pitch), 0.22 + 0.1 * force, { gain: 1.6, seed: i + 30 * side + 100 }), force, 0.85 * side)
        })
        for (const name of notes.slice(1)) desk.play('pad', desk.at(bar), synth(pitch(name), 4 * desk.beat, { voices: 5, cutoff: 1800, attack: 0.05, release: 0.2 }, bar))
        desk.steps(bar, bar % 2 ? 'X.....X.x..x..x.' : 'X.....X.x.......', (time, force) => desk.play('kick', time, drum, force))
        desk.steps(bar, bar % 4 === 3 ? '....X.......X.xX' : '....X.......X...', (time, force) => desk.play('drums', time, crack, force))
        desk.steps(bar, 'X.x.X.x.X.x.X.x.', (time, force) => desk.play('drums', time, bar >= second ? bow : closed, 0.3 * force, 0.3))
        if ((bar - drop) % 4 === 0 || bar === second) desk.play('drums', desk.at(bar), crash(), 0.42, -0.3)
      } else if (bar >= verse && bar < build) {
        desk.steps(bar, 'x.......x..x....', (time, force) => desk.play('kick', time, drum, force))
        desk.steps(bar, '....x.......x...', (time, force) => desk.play('drums', time, rim(700), 0.5 * force, 0.1))
        desk.steps(bar, 'x.x.x.x.x.x.x.x.', (time, force, i) => desk.play('drums', time, shake, (i % 4 ? 0.22 : 0.32) * force, -0.4))
      } else if ((bar >= build && bar < drop) || bar >= rise) {
        const left = (bar < drop ? drop : second) - bar
        desk.steps(bar, left === 1 ? 'X.X.X.X.XXXX....' : 'X...X...X...X...', (time, force) => desk.play('kick', time, drum, 0.75 * force))
        desk.steps(bar, left === 1 ? 'x.x.x.x.xxxX....' : 'x...x...x...x...', (time, force, i) => desk.play('drums', time, tom(i % 4 ? 150 : 105, 0.18), (0.35 + 0.2 * (3 - left)) * force, i % 2 ? 0.3 : -0.3))
        desk.steps(bar, 'x.x.x.x.x.x.x.x.', (time, force) => desk.play('drums', time, left === 1 ? open : shake, 0.2 * force, 0.3))
      }
    }
    const chime = (/** @type {number} */ time, /** @type {number} */ midi) => desk.play('lead', time, glock(midi, 0.45), 0.55, 0.15)
    const sung = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => {
      desk.play('lead', time, synth(midi, long * 0.95, { wave: 'pulse', width: 0.35, voices: 2, detune: 7, cutoff: 1700, sweep: 900, vibrato: 14, attack: 0.012, sustain: 0.8 }), 0.42, -0.1)
      desk.play('lead', time, string(midi, long, { damp: 0.25, soft: 0.2, seed: midi }), 0.5, 0.35)
    }
    const hook = 'D5 - B4 - D5 - E5 - | F#5 - - E5 D5 - A4 - | C#5 - A4 - C#5 - E5 - | D5 - - C#5 B4 - - -'
    const higher = 'G5 - F#5 - D5 - E5 - | F#5 - - A5 F#5 - E5 - | E5 - C#5 - E5 - A5 - | F#5 - - E5 D5 - - -'
    desk.line(intro + 2, '. . . . F#5 . E5 . | D5 . B4 . . . . .', chime)
    desk.line(verse, 'F#5 . . D5 . . A4 . | E5 . . C#5 . . . . | D5 . . B4 . . F#5 . | . . D5 . B4 . . .', chime)
    desk.line(drop, `${hook} | ${higher}`, sung)
    desk.line(second, `${higher} | G5 - F#5 - D5 - E5 - | F#5 - - - E5 - - -`, sung)
    desk.line(pause, 'A5 . . F#5 . . D5 . | E5 . . C#5 . . A4 . | D5 . . . . . . .', chime)
    desk.play('fx', desk.at(drop, -3), reverse(3 * desk.beat), 0.4)
    desk.play('fx', desk.at(second, -3), reverse(3 * desk.beat), 0.4)
    desk.move('picked bass', 'high', build + 1, drop, 70, 420)
    desk.move('picked bass drums kick', 'level', build, drop, 0.5, 0.62)
    desk.move('picked bass drums kick', 'level', rise, second, 0.5, 0.62)
    desk.gap(drop, 1)
    desk.gap(second, 1)
  },
}
