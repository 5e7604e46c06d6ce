import { clap, crash, hat, impact, kick, openHat, reverse, riser, shaker, snare, tom } from '../band/drums.mjs'
import { choir, synth } from '../band/voices.mjs'
import { pitch } from '../synth.mjs'

/** The hardest work: hard dance in C minor, rolling bass, a siren of a lead, the crowd in the gaps. */
export const last = {
  file: 'last-thirty.opus',
  title: 'Last Thirty',
  tempo: 150,
  firstBeat: 0.25,
  sections: [['intro', 8], ['build', 8], ['drop', 12], ['break', 4], ['build', 4], ['drop', 12], ['outro', 2]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, build = 0, drop = 0, pause = 0, rise = 0, second = 0, outro = 0, end = 0]) {
    desk.bus('kick', { gain: 1.1 })
    desk.bus('drums', { gain: 0.56, room: 0.1 })
    desk.bus('bass', { gain: 0.42, duck: 0.6 })
    desk.bus('stab', { gain: 0.26, duck: 0.5, room: 0.2, echo: 0.15 })
    desk.bus('lead', { gain: 0.24, duck: 0.35, room: 0.25, echo: 0.2 })
    desk.bus('choir', { gain: 0.26, duck: 0.4, room: 0.5 })
    desk.bus('crowd', { gain: 0.3, room: 0.3 })
    desk.bus('fx', { gain: 0.42 })

    const chords = [['C2', 'G3 C4 Eb4'], ['C2', 'G3 C4 Eb4'], ['Ab1', 'Ab3 C4 Eb4'], ['Bb1', 'F3 Bb3 D4'], ['C2', 'G3 C4 Eb4'], ['Eb2', 'G3 Bb3 Eb4'], ['F2', 'Ab3 C4 F4'], ['G2', 'G3 B3 D4']]
    const drum = kick({ from: 280, to: 52, tau: 0.12, click: 0.8, drive: 4 })
    const [hands, closed, open, shake, roll] = [clap(3, 0.07), hat(0.018), openHat(0.09), shaker(), snare({ hz: 250, tau: 0.06, bright: 3000 })]
    const bass = { wave: 'saw', cutoff: 360, sweep: 2200, sweepTime: 0.045, q: 1.8, drive: 1.8, sub: 0.3, sustain: 0.65, release: 0.015 }
    const hoover = { voices: 5, detune: 30, cutoff: 3200, sweep: 1800, drive: 1.4, sub: 0.2, glide: -5, sustain: 0.85, release: 0.04 }
    const stab = { voices: 5, detune: 16, cutoff: 800, sweep: 4200, sweepTime: 0.1, sustain: 0.5, release: 0.05, q: 1.2 }

    for (let bar = intro; bar < end; bar++) {
      const [root = 'C2', names = ''] = chords[(bar - (bar >= second ? second : bar >= rise ? rise : bar >= pause ? pause : bar >= drop ? drop : 0)) % 8] ?? []
      const notes = names.split(' ').map(pitch)
      const full = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      const target = bar < drop ? drop : second
      const left = target - bar
      const rising = (bar >= build && bar < drop) || (bar >= rise && bar < second)
      const calm = bar >= pause && bar < rise
      if (full || (bar < build) || bar >= outro) {
        desk.steps(bar, bar === pause - 1 || bar === outro - 1 ? 'X...X...X...X.XX' : 'X...X...X...X...', (time, force) => desk.play('kick', time, drum, force))
        if (bar >= intro + 2) desk.steps(bar, '.xxx.xxx.xxx.xxx', (time, _f, i) => desk.play('bass', time, synth(pitch(root) + (full && (i === 7 || i === 15) ? 12 : 0), 0.19 * desk.beat, full ? bass : { ...bass, sweep: 500 + 150 * bar }), i % 4 === 2 ? 0.8 : 1))
        desk.steps(bar, '..x...x...x...x.', (time) => desk.play('drums', time, open, full ? 0.42 : 0.3, 0.2))
        if (bar >= intro + 4) desk.steps(bar, '....x.......x...', (time) => desk.play('drums', time, hands, full ? 0.95 : 0.7))
      }
      if (full) {
        desk.steps(bar, 'xoxoxoxoxoxoxoxo', (time, force) => desk.play('drums', time, closed, 0.26 * force, -0.3))
        desk.steps(bar, bar % 2 ? '..X..X..X..X..X.' : '..X..X..X..X....', (time) => {
          for (const midi of notes) desk.play('stab', time, synth(midi + 12, 0.32 * desk.beat, stab, bar))
        })
        if (bar % 4 === 3) desk.steps(bar, '............xxxx', (time, _f, i) => desk.play('drums', time, tom(190 - 24 * (i - 12), 0.11), 0.7, 0.3 * (i - 13.5)))
      }
      if (bar >= intro + 4 && bar < build) desk.steps(bar, 'x..x..x...x..x..', (time, _f, i) => { for (const midi of notes) desk.play('stab', time, synth(midi, 0.25 * desk.beat, { ...stab, sweep: 900 }, i), 0.7) })
      if (rising) {
        const part = 1 - left / (target === drop ? 8 : 4)
        const rolls = ['', 'xxxxxxxxXXXX....', 'xxxxxxxxxxxxxxxx', 'x.x.x.x.x.x.x.x.', 'x.x.x.x.x.x.x.x.']
        desk.steps(bar, rolls[left] ?? 'x...x...x...x...', (time, _f, i) => desk.play('drums', time, left > 4 ? hands : roll, 0.35 + 0.45 * part + 0.008 * i))
        desk.steps(bar, left > 2 ? 'X...X...X...X...' : left === 2 ? 'X.X.X.X.X.X.X.X.' : 'XXXXXXXXXXXX....', (time) => desk.play('kick', time, drum, 0.65))
        for (const midi of notes) desk.play('stab', desk.at(bar), synth(midi, 3.9 * desk.beat, { ...stab, sweep: 0, cutoff: 400 + 4000 * part ** 2, sustain: 0.9, attack: 0.05 }, bar), 0.8)
        desk.steps(bar, 'xoxoxoxoxoxoxoxo', (time, force) => desk.play('drums', time, shake, 0.3 * force, 0.3))
        if (left > 2) desk.steps(bar, '..x...x...x...x.', (time) => desk.play('bass', time, synth(pitch(root), 0.3 * desk.beat, { ...bass, sweep: 500 })))
      }
      if (calm) {
        for (const midi of notes) desk.play('choir', desk.at(bar), choir(midi, 3.9 * desk.beat, bar % 2 ? 'a' : 'o', 'a', { attack: 0.15, seed: bar }), 1.1)
        desk.play('bass', desk.at(bar), synth(pitch(root), 3.5 * desk.beat, { ...bass, sweep: 300, sustain: 0.4 }), 0.8)
        desk.steps(bar, 'X.......x.......', (time, force) => desk.play('drums', time, tom(70, 0.3), 0.9 * force))
      }
    }
    const hook = 'C5 - C5 - Eb5 - C5 - G5 - - F5 Eb5 - D5 - | C5 - C5 - Eb5 - F5 - G5 - - - . . . . | Ab5 - Ab5 - G5 - Eb5 - C5 - - Eb5 G5 - F5 - | D5 - F5 - Bb5 - F5 - D5 - - - . . . .'
    const reply = 'G5 - G5 - Eb5 - G5 - C6 - - Bb5 G5 - F5 - | Eb5 - G5 - Bb5 - G5 - Eb5 - - - . . . . | Ab5 - C6 - F5 - Ab5 - C6 - - D6 Eb6 - C6 - | B5 - D6 - G5 - B5 - D6 - - - . . . .'
    const ride = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => desk.play('lead', time, synth(midi, long * 0.9, hoover, midi))
    desk.line(drop, `${hook} | ${reply} | ${hook}`, ride)
    desk.line(second, `${hook} | ${reply} | ${hook}`, ride)
    desk.line(second, `${hook} | ${reply} | ${hook}`, (time, midi, long) => desk.play('choir', time, choir(midi - 12, long * 0.95, 'a', 'a', { attack: 0.01 }), 0.6))
    const siren = { wave: 'pulse', width: 0.3, voices: 2, detune: 8, cutoff: 2600, sweep: 1500, sustain: 0.7, vibrato: 30, release: 0.06 }
    desk.line(build, 'C5 - - - - - - - Eb5 - - - - - - - | D5 - - - - - - - C5 - - - Bb4 - - - | C5 - - - - - - - Eb5 - - - - - - - | F5 - - - - - - - G5 - - - - - - -', (time, midi, long) => desk.play('lead', time, synth(midi, long * 0.95, siren), 0.6))
    desk.line(pause, hook, (time, midi, long) => desk.play('choir', time, choir(midi - 12, long * 0.9, 'a', 'o', { attack: 0.02 }), 0.9))
    const shout = (/** @type {string} */ bus, /** @type {number} */ time, force = 1) => {
      for (const midi of [50, 57]) desk.play(bus, time, choir(midi, 0.45 * desk.beat, 'e', 'i', { rough: 1, attack: 0.006, seed: midi }), force)
    }
    for (const bar of [drop, second]) {
      const long = bar === drop ? 8 : 4
      desk.play('fx', desk.at(bar - long), riser((4 * long - 2) * desk.beat, 5, 44), 0.7)
      shout('fx', desk.at(bar, -2))
      shout('fx', desk.at(bar, -1))
      desk.play('fx', desk.at(bar, -1), reverse(desk.beat), 0.5)
      desk.play('fx', desk.at(bar), impact(), 1)
      for (const n of [0, 4, 8]) {
        desk.play('drums', desk.at(bar + n), crash(), 0.55, n % 8 ? 0.3 : -0.3)
        shout('crowd', desk.at(bar + n + 1, 3))
        shout('crowd', desk.at(bar + n + 3, 3))
      }
    }
    desk.play('drums', desk.at(outro), crash(), 0.6)
    desk.move('stab bass lead', 'high', drop - 4, drop, 50, 900)
    desk.move('stab bass', 'high', second - 3, second, 50, 900)
    desk.move('kick', 'high', drop - 2, drop, 40, 350)
    desk.move('kick', 'high', second - 2, second, 40, 350)
    desk.move('kick drums bass stab', 'level', intro, build, 0.45, 0.62)
    desk.move('kick drums bass stab lead', 'level', build, drop, 0.6, 0.75)
    desk.move('kick drums bass stab', 'level', rise, second, 0.6, 0.75)
    desk.move('choir bass', 'level', pause, rise, 1.3, 1.5)
    desk.gap(drop, 2)
    desk.gap(second, 2)
  },
}
