import { clap, crash, hat, kick, openHat, riser, shaker, snare, tom } from '../band/drums.mjs'
import { choir, synth } from '../band/voices.mjs'
import { pitch } from '../synth.mjs'

/** Warm-up: a funk in E dorian with clavinet, popping bass and brass. */
export const rope = {
  file: 'skip-rope.mp3',
  title: 'Skip Rope',
  tempo: 104,
  firstBeat: 0.25,
  sections: [['intro', 4], ['build', 4], ['drop', 8], ['break', 4], ['build', 3], ['drop', 8], ['outro', 1]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, build = 0, drop = 0, pause = 0, rise = 0, second = 0, outro = 0, end = 0]) {
    desk.bus('kick', { gain: 0.95 })
    desk.bus('drums', { gain: 0.66, room: 0.1 })
    desk.bus('bass', { gain: 0.5, duck: 0.2 })
    desk.bus('clav', { gain: 0.3, room: 0.1, echo: 0.08 })
    desk.bus('brass', { gain: 0.26, room: 0.25 })
    desk.bus('lead', { gain: 0.2, room: 0.2, echo: 0.25 })
    desk.bus('crowd', { gain: 0.3, room: 0.25 })
    desk.bus('fx', { gain: 0.4 })

    const drum = kick({ from: 170, to: 54, tau: 0.11, click: 0.6 })
    const crack = snare({ hz: 215, tau: 0.1, wires: 1, bright: 2600 })
    const [hands, closed, open, shake] = [clap(), hat(0.024), openHat(0.1), shaker()]

    const bass = { wave: 'saw', cutoff: 260, sweep: 2400, sweepTime: 0.06, q: 2.2, sub: 0.5, drive: 1.5, sustain: 0.75, release: 0.03 }
    const low = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => desk.play('bass', time, synth(midi, long * 0.85, bass), midi > 45 ? 0.65 : 0.9)
    const groove = 'E2 - . E2 . . E3 . D3 . E2 - . G2 . G#2 | A1 - . A2 . . A2 . G2 . A1 - . B1 . D2'
    const turn = 'C2 - . C3 . . C2 . G2 . C2 - . E2 . G2 | B1 - . B2 . . B1 . F#2 . B1 - D#2 . F#2 .'
    const clav = { wave: 'pulse', width: 0.22, cutoff: 900, sweep: 3200, sweepTime: 0.05, q: 1.6, sustain: 0.25, decay: 0.07, release: 0.025 }
    const chords = ['G4 B4 D5', 'G4 B4 C#5', 'E4 G4 B4', 'D#4 F#4 A4']
    const scratch = ['X.x..X.xx.X..x.x', 'X.xX..x..xX.x.X.']
    const horns = { voices: 5, detune: 10, cutoff: 700, sweep: 3600, sweepTime: 0.16, attack: 0.014, sustain: 0.7, release: 0.05, glide: -1 }

    for (let bar = intro; bar < end; bar++) {
      const full = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      const phrase = bar >= second ? bar - second : bar >= rise ? bar - rise : bar >= pause ? bar - pause : bar >= drop ? bar - drop : bar - intro
      const chord = chords[[0, 1, 0, 1, 0, 1, 2, 3][phrase % 8] ?? 0] ?? ''
      if (bar >= outro) {
        for (const name of `E2 ${chords[0]}`.split(' ')) desk.play('brass', desk.at(bar), synth(pitch(name), 1.2 * desk.beat, horns, 5))
        desk.play('kick', desk.at(bar), drum)
        desk.play('drums', desk.at(bar), crash(), 0.5)
        continue
      }
      if (bar < pause || bar >= rise) {
        desk.steps(bar, scratch[bar % 2] ?? '', (time, force, i) => {
          for (const name of chord.split(' ')) desk.play('clav', time, synth(pitch(name), 0.5 * desk.beat * (i % 4 ? 0.35 : 0.6), clav, i), 0.6 * force, i % 2 ? 0.35 : -0.25)
        })
      }
      if (full || (bar >= pause && bar < rise) || (bar >= intro + 2 && bar < build)) desk.line(bar, ((phrase % 8) > 5 && full ? turn : groove).split('|')[phrase % 2] ?? '', low)
      if (full) {
        desk.steps(bar, phrase % 2 ? 'X..x..x...X..x..' : 'X.....x...X.....', (time, force) => desk.play('kick', time, drum, force))
        desk.steps(bar, phrase % 4 === 3 ? '....X..o.o..X.xX' : '....X..o.o..X..o', (time, force) => desk.play('drums', time, crack, force))
        desk.steps(bar, '....x.......x...', (time, force) => desk.play('drums', time, hands, 0.55 * force, 0.1))
        desk.steps(bar, 'x.xxx.x.x.xxx.x.', (time, force) => desk.play('drums', time, closed, 0.3 * force, 0.3))
        desk.steps(bar, '......x.......x.', (time, force) => desk.play('drums', time, open, 0.24 * force, 0.3))
        if (phrase % 8 === 0) desk.play('drums', desk.at(bar), crash(), 0.45, -0.2)
      } else if (bar < build) {
        desk.steps(bar, '....x.......x...', (time, force) => desk.play('drums', time, hands, 0.6 * force))
        desk.steps(bar, 'xoxoxoxoxoxoxoxo', (time, force) => desk.play('drums', time, shake, 0.3 * force, -0.3))
        desk.steps(bar, 'x.......x.......', (time, force) => desk.play('kick', time, drum, 0.8 * force))
      } else if (bar >= pause && bar < rise) {
        desk.steps(bar, '....x.......x...', (time, force) => desk.play('drums', time, hands, 0.7 * force))
        desk.steps(bar, 'x..x..x...x..x..', (time, force, i) => desk.play('drums', time, tom(i % 2 ? 165 : 110, 0.12), 0.5 * force, i % 2 ? 0.4 : -0.4))
      } else {
        const left = (bar < drop ? drop : second) - bar
        desk.steps(bar, left === 1 ? 'X.X.X.X.X.X.....' : 'X...X...X...X...', (time, force) => desk.play('kick', time, drum, 0.85 * force))
        desk.steps(bar, left === 1 ? 'xxxxxxxXXXXX....' : left === 2 ? 'x.x.x.x.x.x.x.x.' : 'x...x...x...x...', (time, force) => desk.play('drums', time, crack, (0.75 - 0.15 * left) * force))
      }
    }
    const blow = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => {
      for (const [step, pan] of [[0, -0.3], [-5, 0.4], [-12, 0]]) desk.play('brass', time, synth(midi + (step ?? 0), long * 0.9, horns, midi), 0.5, pan)
    }
    const riff = '. . B4 . D5 - . E5 - - . . . . . . | . . B4 . D5 . C#5 - . A4 - . . . . . | . . B4 . D5 - . G5 - - . F#5 . E5 . . | D5 . C#5 - - - . . A4 . B4 - - . . .'
    const top = 'E5 - - . . . G5 - . E5 . . D5 - . . | C#5 - - . . . E5 - . . A4 . B4 - . . | G5 - . G5 . . E5 - . . G5 . A5 - . . | B5 - . A5 . F#5 - - D#5 - - - B4 - . .'
    desk.line(drop, `${riff} | ${top}`, blow)
    desk.line(second, `${riff} | ${top}`, blow)
    const squeal = { wave: 'saw', voices: 2, detune: 6, cutoff: 2200, sweep: 2000, vibrato: 25, glide: -2, sustain: 0.8, q: 1.5 }
    const solo = 'E5 - - G5 - A5 B5 - - - A5 G5 E5 - . . | . . E5 G5 A5 - C#6 - B5 - A5 - G5 A5 . . | B5 - - D6 - B5 A5 - - G5 - E5 D5 - E5 - | . . G5 - A5 - B5 - - - - - . . . .'
    desk.line(pause, solo, (time, midi, long) => desk.play('lead', time, synth(midi, long * 0.95, squeal), 0.8))
    desk.line(second + 4, solo, (time, midi, long) => desk.play('lead', time, synth(midi, long * 0.95, squeal), 0.55, 0.3))
    for (const bar of [drop, second]) {
      desk.play('fx', desk.at(bar, -1), choir(57, 0.6 * desk.beat, 'e', 'i', { rough: 0.8, attack: 0.006 }), 0.8)
      for (let n = 0; n < 8; n += 2) desk.play('crowd', desk.at(bar + n + 1, 3), choir(55, 0.4 * desk.beat, 'e', 'i', { rough: 0.8, attack: 0.006, seed: n + 2 }), 0.7)
      desk.play('fx', desk.at(bar - 2), riser(7 * desk.beat, 4), 0.45)
    }
    desk.move('clav', 'high', build, drop, 100, 900)
    desk.move('clav', 'high', rise, second, 200, 1200)
    desk.move('clav bass drums kick', 'level', build, drop, 0.5, 0.6)
    desk.move('clav bass drums kick', 'level', rise, second, 0.5, 0.6)
    desk.gap(drop, 1)
    desk.gap(second, 1)
  },
}
