import { clap, crash, hat, impact, kick, openHat, reverse, riser, shaker, snare } from '../band/drums.mjs'
import { choir, synth } from '../band/voices.mjs'
import { pitch } from '../synth.mjs'

/** Warm-up that keeps growing: four on the floor, arpeggios, a wide chorus of saws. */
export const shadow = {
  file: 'shadow-work.opus',
  title: 'Shadow Work',
  tempo: 118,
  firstBeat: 0.4,
  sections: [['intro', 6], ['build', 6], ['drop', 8], ['break', 4], ['build', 4], ['drop', 8], ['outro', 2]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, build = 0, drop = 0, pause = 0, rise = 0, second = 0, outro = 0, end = 0]) {
    desk.bus('kick', { gain: 1 })
    desk.bus('drums', { gain: 0.6, room: 0.1 })
    desk.bus('bass', { gain: 0.44, duck: 0.8 })
    desk.bus('arp', { gain: 0.24, duck: 0.5, room: 0.2, echo: 0.35 })
    desk.bus('pad', { gain: 0.16, duck: 0.7, room: 0.4 })
    desk.bus('lead', { gain: 0.22, duck: 0.35, room: 0.3, echo: 0.3 })
    desk.bus('fx', { gain: 0.4 })

    const chords = [['F#2', 'F#3 A3 C#4 E4'], ['D2', 'F#3 A3 D4 E4'], ['A2', 'E3 A3 C#4 E4'], ['E2', 'E3 G#3 B3 F#4']]
    const drum = kick({ from: 200, to: 48, tau: 0.15, click: 0.5 })
    const [hands, closed, open, shake, roll] = [clap(), hat(0.022), openHat(0.11), shaker(), snare({ hz: 230, tau: 0.07 })]
    const bass = { wave: 'saw', voices: 1, sub: 0.7, cutoff: 300, sweep: 1100, sweepTime: 0.09, q: 1.4, release: 0.03, sustain: 0.7 }
    const pluck = { voices: 3, detune: 9, cutoff: 500, sweep: 3600, sweepTime: 0.08, decay: 0.12, sustain: 0.15, release: 0.05, q: 1.3 }
    const wide = { voices: 7, detune: 16, cutoff: 3400, attack: 0.01, release: 0.12 }
    const order = [0, 2, 1, 3, 2, 0, 3, 1, 0, 2, 3, 1, 2, 3, 0, 2]

    for (let bar = intro; bar < end; bar++) {
      const [root = 'F#2', names = ''] = chords[bar % 4] ?? []
      const notes = names.split(' ').map(pitch)
      const full = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      const calm = bar >= pause && bar < rise
      order.forEach((n, i) => {
        if ((bar < intro + 2 || bar >= outro) && i % 2) return
        const open = bar >= outro ? 0.4 : bar < build ? 0.35 + 0.08 * bar : calm ? 0.5 : 1
        desk.play('arp', desk.at(bar, i / 4), synth((notes[n] ?? 60) + 12, 0.2 * desk.beat, { ...pluck, sweep: pluck.sweep * open }, i), i % 4 ? 0.7 : 0.95, i % 2 ? 0.5 : -0.5)
      })
      if (full) {
        for (const midi of notes) desk.play('pad', desk.at(bar), synth(midi + 12 * Number(midi < 56), 3.95 * desk.beat, wide, bar))
        desk.steps(bar, '..x...x...x...x.', (time) => desk.play('bass', time, synth(pitch(root), 0.45 * desk.beat, bass)))
        desk.steps(bar, '...x...x...x..xx', (time) => desk.play('bass', time, synth(pitch(root) + 12, 0.2 * desk.beat, bass), 0.55))
      } else if (calm) {
        for (const midi of notes) desk.play('pad', desk.at(bar), choir(midi, 3.8 * desk.beat, 'o', 'a', { attack: 0.25, seed: bar }), 1.2)
        desk.play('bass', desk.at(bar), synth(pitch(root), 3.6 * desk.beat, { ...bass, sweep: 0, cutoff: 200 }), 0.7)
      } else if (bar >= build && bar < drop) {
        desk.steps(bar, 'x.....x...x.....', (time) => desk.play('bass', time, synth(pitch(root), 0.6 * desk.beat, { ...bass, sweep: 400 })))
        for (const midi of notes) desk.play('pad', desk.at(bar), synth(midi, 3.9 * desk.beat, { ...wide, cutoff: 500 + 300 * (bar - build), attack: 0.2 }, bar), 0.7)
      }
      const beats = full || (bar >= intro + 2 && bar < build) || bar >= outro ? 'X...X...X...X...' : ''
      desk.steps(bar, beats, (time, force) => desk.play('kick', time, drum, force * (full ? 1 : 0.8)))
      if (full) {
        desk.steps(bar, '....X.......X...', (time, force) => desk.play('drums', time, hands, force))
        desk.steps(bar, '..x...x...x...x.', (time, force) => desk.play('drums', time, open, 0.36 * force, 0.15))
        desk.steps(bar, 'x.xxx.xxx.xxx.xx', (time, force) => desk.play('drums', time, closed, 0.18 * force, -0.3))
        if (bar % 4 === 3) desk.steps(bar, '............x.xx', (time, force) => desk.play('drums', time, roll, 0.5 * force))
      } else if (bar < drop || bar >= outro) desk.steps(bar, 'xoxoxoxoxoxoxoxo', (time, force) => desk.play('drums', time, shake, 0.3 * force, 0.3))
      if (bar >= intro + 4 && bar < build) desk.steps(bar, '....x.......x...', (time, force) => desk.play('drums', time, hands, 0.6 * force))
      const left = bar < drop ? drop - bar : second - bar
      if (!full && bar >= build && left > 0 && left <= 4 && !calm) {
        const rolls = ['', 'xxxxxxxxXXXX....', 'x.x.x.x.x.x.x.x.', 'x...x...x...x...', 'x...x...x...x...']
        desk.steps(bar, rolls[left] ?? '', (time, force) => desk.play('drums', time, roll, (0.7 - 0.12 * left) * force))
        desk.steps(bar, left === 1 ? 'X.X.X.X.XXXX....' : 'X...X...X...X...', (time, force) => desk.play('kick', time, drum, 0.75 * force))
      }
    }
    const hook = 'C#5 - - C#5 - - E5 - F#5 - - - . . E5 - | F#5 - - A5 - - F#5 - E5 - - - D5 - - - | C#5 - - C#5 - - E5 - A5 - - - G#5 - E5 - | B4 - - - - - G#5 - F#5 - - - - - . .'
    const reply = 'C#6 - - A5 - - F#5 - A5 - - - . . E5 - | F#5 - - A5 - - B5 - A5 - - - F#5 - - - | E5 - - A5 - - C#6 - B5 - - - A5 - E5 - | G#5 - - - - - B5 - F#5 - - - - - . .'
    const voice = { voices: 3, wave: 'pulse', width: 0.4, detune: 9, cutoff: 2600, sweep: 2400, sustain: 0.75, vibrato: 12, release: 0.1 }
    const sing = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => desk.play('lead', time, synth(midi, long * 0.9, voice))
    desk.line(drop, `${hook} | ${reply}`, sing)
    desk.line(second, `${reply} | ${hook}`, sing)
    desk.line(second, `${hook} | ${hook}`, (time, midi, long) => desk.play('lead', time, choir(midi - 12, long * 0.9, 'a', 'o', { attack: 0.01 }), 0.7, -0.3))
    desk.line(pause, hook.split('|').slice(0, 4).join('|'), (time, midi, long) => desk.play('lead', time, synth(midi, long * 0.8, { ...pluck, sustain: 0.4 }), 0.6))
    for (const bar of [drop, second]) {
      desk.play('fx', desk.at(bar - 4), riser(15 * desk.beat), 0.6)
      desk.play('fx', desk.at(bar, -1), reverse(desk.beat), 0.5)
      desk.play('fx', desk.at(bar), impact(), 0.9)
      for (const n of [0, 4]) desk.play('drums', desk.at(bar + n), crash(), 0.5, n ? 0.3 : -0.3)
    }
    desk.move('arp pad bass', 'high', drop - 3, drop, 50, 700)
    desk.move('arp pad bass', 'high', second - 3, second, 50, 900)
    desk.move('kick', 'high', drop - 2, drop, 40, 260)
    desk.move('kick', 'high', second - 2, second, 40, 260)
    desk.gap(drop, 1)
    desk.gap(second, 1)
  },
}
