import { clap, crash, hat, impact, kick, openHat, reverse, ride, riser, snare, tom } from '../band/drums.mjs'
import { choir, glock, synth } from '../band/voices.mjs'
import { pitch } from '../synth.mjs'

/** Work: breakbeats, a growling bass and a night-drive lead in A minor. */
export const southpaw = {
  file: 'southpaw-circuit.ogg',
  title: 'Southpaw Circuit',
  tempo: 132,
  firstBeat: 0.5,
  sections: [['intro', 8], ['build', 8], ['drop', 8], ['break', 4], ['build', 4], ['drop', 10], ['outro', 2]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, build = 0, drop = 0, pause = 0, rise = 0, second = 0, outro = 0, end = 0]) {
    desk.bus('kick', { gain: 1 })
    desk.bus('drums', { gain: 0.7, room: 0.1 })
    desk.bus('bass', { gain: 0.34, duck: 0.55 })
    desk.bus('sequence', { gain: 0.2, duck: 0.4, echo: 0.3, room: 0.15 })
    desk.bus('pad', { gain: 0.14, duck: 0.6, room: 0.45 })
    desk.bus('lead', { gain: 0.25, duck: 0.25, room: 0.3, echo: 0.35 })
    desk.bus('fx', { gain: 0.42 })

    const chords = [['A1', 'A3 C4 E4 B4'], ['A1', 'A3 C4 E4 G4'], ['F1', 'A3 C4 F4 E4'], ['G1', 'B3 D4 G4 A4'], ['A1', 'A3 C4 E4 B4'], ['C2', 'G3 C4 E4 D5'], ['D2', 'A3 D4 F4 E4'], ['E2', 'G#3 B3 E4 F#4']]
    const drum = kick({ from: 210, to: 54, tau: 0.12, click: 0.8, drive: 2 })
    const crack = snare({ hz: 205, tau: 0.1, wires: 1.1, bright: 2700 })
    const ghost = snare({ hz: 230, tau: 0.05, wires: 0.8, seed: 22 })
    const [hands, closed, open, bow] = [clap(), hat(0.022), openHat(0.14), ride()]
    const growl = { voices: 3, detune: 24, cutoff: 340, sweep: 1800, sweepTime: 0.14, q: 2.4, drive: 2.6, sub: 0.8, sustain: 0.75, release: 0.03, rub: 0.3 }
    const dot = { wave: 'pulse', width: 0.3, cutoff: 600, sweep: 2600, sweepTime: 0.06, q: 2, sustain: 0.2, decay: 0.08, release: 0.03 }
    const kicks = ['X.....X...X.....', 'X..X......X..X..', 'X.....X...X...X.', 'X..X......X.X...']
    const snares = ['....X..o.o..X...', '....X..o.o..X..o', '....X..o.o..X.o.', '....X..o..X.X.xX']
    const lines = ['A1 - . A1 . . A2 . A1 . G2 . A1 . C2 D2', 'A1 - . A1 . . E2 . A1 . A2 . G1 - - .', 'F1 - . F1 . . F2 . F1 . C2 . F1 . E2 F2', 'G1 - . G1 . . G2 . G1 . D2 . B1 . A1 G1', 'A1 - . A1 . . A2 . A1 . G2 . A1 . C2 D2', 'C2 - . C2 . . G2 . C2 . E2 . C2 . B1 C2', 'D2 - . D2 . . A2 . D2 . F2 . D2 . C2 D2', 'E2 - . E2 . . B2 . E2 . G#2 . E2 - - .']

    for (let bar = intro; bar < end; bar++) {
      const [root = 'A1', names = ''] = chords[bar % 8] ?? []
      const notes = names.split(' ').map(pitch)
      const full = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      const target = bar < drop ? drop : second
      const left = target - bar
      const rising = (bar >= build && bar < drop) || (bar >= rise && bar < second)
      const calm = bar >= pause && bar < rise
      const bright = full ? 1 : rising ? 1 - left / 10 : calm ? 0.3 : 0.25 + 0.06 * bar
      const order = [0, 1, 2, 3, 1, 2, 0, 3, 2, 1, 3, 2, 0, 2, 1, 3]
      if (bar < outro) order.forEach((n, i) => {
        if (i % 2 && bar < intro + 4) return
        desk.play('sequence', desk.at(bar, i / 4), synth((notes[n] ?? 57) + (i % 8 > 5 ? 12 : 0), 0.18 * desk.beat, { ...dot, sweep: 3800 * bright }, i), i % 4 ? 0.7 : 1, i % 2 ? 0.5 : -0.5)
      })
      if (full) {
        desk.line(bar, lines[bar % 8] ?? '', (time, midi, long) => desk.play('bass', time, synth(midi, long * 0.92, growl, midi)))
        desk.steps(bar, kicks[bar % 4] ?? '', (time, force) => desk.play('kick', time, drum, force))
        desk.steps(bar, snares[bar % 4] ?? '', (time, force) => desk.play('drums', time, force < 0.5 ? ghost : crack, force < 0.5 ? 0.4 : force))
        desk.steps(bar, '....X.......X...', (time) => desk.play('drums', time, hands, 0.4))
        desk.steps(bar, 'X.xoX.xoX.xoX.xo', (time, force, i) => desk.play('drums', time, i === 10 ? open : closed, (i === 10 ? 0.4 : 0.28) * force, 0.3))
        if (bar >= second) desk.steps(bar, 'x...x...x...x...', (time) => desk.play('drums', time, bow, 0.26, -0.35))
        for (const midi of notes) desk.play('pad', desk.at(bar), synth(midi, 3.9 * desk.beat, { voices: 5, detune: 14, cutoff: 2400, attack: 0.03 }, bar))
      } else if (calm) {
        for (const midi of notes) desk.play('pad', desk.at(bar), choir(midi, 3.9 * desk.beat, 'u', 'a', { attack: 0.3, seed: bar }), 1.5)
        desk.play('bass', desk.at(bar), synth(pitch(root), 3.7 * desk.beat, { ...growl, sweep: 0, cutoff: 160, drive: 1, rub: 0 }), 0.8)
      } else if (rising) {
        for (const midi of notes) desk.play('pad', desk.at(bar), synth(midi, 3.9 * desk.beat, { voices: 5, detune: 14, cutoff: 400 + 2200 * bright ** 2, attack: 0.2 }, bar))
        const rolls = ['', 'xxxxxxxxXXXX....', 'xxxxxxxxxxxxxxxx', 'x.x.x.x.x.x.x.x.', 'x.x.x.x.x.x.x.x.']
        desk.steps(bar, rolls[left] ?? '....x.......x...', (time, _f, i) => desk.play('drums', time, left > 4 ? hands : ghost, left > 4 ? 0.5 : 0.4 + 0.4 * bright + 0.008 * i))
        if (left > 4) desk.steps(bar, lines[bar % 8]?.split(' ').map((t) => (/\d/.test(t) ? 'x' : '.')).join('') ?? '', (time) => desk.play('bass', time, synth(pitch(root), 0.2 * desk.beat, { ...growl, sweep: 500, drive: 1.2 }), 0.7))
        desk.steps(bar, left > 4 ? (kicks[bar % 4] ?? '') : left > 1 ? 'X...X...X...X...' : 'X.X.X.X.X.X.....', (time, force) => desk.play('kick', time, drum, 0.75 * force))
        desk.steps(bar, 'x.x.x.x.x.x.x.x.', (time) => desk.play('drums', time, closed, 0.25, 0.3))
      } else {
        if (bar >= intro + 4 && bar < build) {
          desk.steps(bar, kicks[bar % 2] ?? '', (time, force) => desk.play('kick', time, drum, 0.85 * force))
          desk.steps(bar, bar === build - 1 ? '....x.......x.xx' : '....x.......x...', (time) => desk.play('drums', time, bar === build - 1 ? tom(130, 0.14) : hands, 0.6))
        } else desk.steps(bar, 'X.......X.......', (time) => desk.play('kick', time, drum, 0.7))
        desk.steps(bar, 'x.x.x.x.x.x.x.x.', (time) => desk.play('drums', time, closed, 0.26, 0.3))
      }
    }
    const hook = 'E5 - - - D5 - C5 - B4 - C5 - - - A4 - | E5 - - - G5 - - - D5 - E5 - - - - - | F5 - - - E5 - C5 - A4 - C5 - - - F5 - | G5 - - - F5 - D5 - B4 - D5 - G5 - - -'
    const reply = 'A5 - - - G5 - E5 - C5 - E5 - - - A5 - | G5 - - - E5 - C5 - D5 - E5 - G5 - - - | A5 - - - F5 - D5 - F5 - A5 - C6 - - - | B5 - - - - - G#5 - E5 - - - - - - -'
    const neon = { voices: 3, detune: 10, cutoff: 3000, sweep: 2600, sweepTime: 0.3, q: 1.1, vibrato: 20, glide: -3, sustain: 0.8, release: 0.1 }
    const sing = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => desk.play('lead', time, synth(midi, long * 0.93, neon))
    // Chords run over eight bars from bar 0, so both drops start where the tune does.
    desk.line(drop, `${hook} | ${reply}`, sing)
    desk.line(second + ((8 - (second % 8)) % 8), `${hook} | ${reply.split('|').slice(0, 2).join('|')}`, sing)
    desk.line(second, reply, sing)
    desk.line(build, hook, (time, midi, long) => desk.play('lead', time, synth(midi, long * 0.7, { ...dot, sustain: 0.4, sweep: 1600 }), 0.7))
    desk.line(pause, 'E6 . . . C6 . . . B5 . . . A5 . . . | E6 . . . G6 . . . D6 . . . E6 . . . | D6 . . . C6 . . . A5 . . . F5 . . . | G5 . . . B5 . . . D6 . . . . . . .', (time, midi) => desk.play('lead', time, glock(midi, 0.4), 0.6))
    for (const bar of [drop, second]) {
      const long = bar === drop ? 8 : 4
      desk.play('fx', desk.at(bar - long), riser((4 * long - 1) * desk.beat, 4, 33), 0.6)
      for (const [n, hz] of [[-1, 150], [-0.75, 150], [-0.5, 120], [-0.25, 92]]) desk.play('fx', desk.at(bar, n), tom(hz, 0.12), 0.45)
      desk.play('fx', desk.at(bar, -4), reverse(3 * desk.beat), 0.4)
      desk.play('fx', desk.at(bar), impact(), 0.9)
      for (const n of [0, 4]) desk.play('drums', desk.at(bar + n), crash(), 0.5, n ? 0.3 : -0.3)
    }
    desk.play('drums', desk.at(outro), crash(), 0.6)
    for (const name of ['A2', 'E3', 'A3', 'C4', 'B4']) desk.play('pad', desk.at(outro), synth(pitch(name), 7 * desk.beat, { voices: 5, cutoff: 2000, attack: 0.01, release: 0.3 }), 1.3)
    desk.play('bass', desk.at(outro), synth(33, 5 * desk.beat, { ...growl, sustain: 0.4, decay: 1 }))
    desk.move('sequence pad bass', 'high', drop - 4, drop, 50, 700)
    desk.move('sequence pad bass', 'high', second - 3, second, 50, 800)
    desk.move('sequence pad bass drums kick lead', 'level', build, drop, 0.5, 0.62)
    desk.move('sequence pad bass drums kick', 'level', rise, second, 0.5, 0.62)
    desk.gap(drop, 1)
    desk.gap(second, 1)
  },
}
