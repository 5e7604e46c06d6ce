import { clap, crash, hat, impact, kick, openHat, reverse, riser, shaker, snare, tom } from '../band/drums.mjs'
import { choir, synth } from '../band/voices.mjs'
import { pitch } from '../synth.mjs'

/** Work: a trance anthem in D minor, plucks that climb into a wall of saws. */
export const ladder = {
  file: 'iron-ladder.m4a',
  title: 'Iron Ladder',
  tempo: 140,
  firstBeat: 0.1,
  sections: [['intro', 8], ['break', 4], ['build', 8], ['drop', 8], ['break', 4], ['build', 4], ['drop', 8], ['outro', 2]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, breath = 0, build = 0, drop = 0, pause = 0, rise = 0, second = 0, outro = 0, end = 0]) {
    desk.bus('kick', { gain: 1.05 })
    desk.bus('drums', { gain: 0.58, room: 0.1 })
    desk.bus('bass', { gain: 0.46, duck: 0.75 })
    desk.bus('pluck', { gain: 0.24, duck: 0.45, room: 0.25, echo: 0.4 })
    desk.bus('wall', { gain: 0.2, duck: 0.65, room: 0.3 })
    desk.bus('lead', { gain: 0.24, duck: 0.3, room: 0.3, echo: 0.25 })
    desk.bus('fx', { gain: 0.42 })

    const chords = [['Bb1', 'F4 Bb4 D5'], ['F2', 'F4 A4 C5'], ['C2', 'E4 G4 C5'], ['D2', 'F4 A4 D5']]
    const drum = kick({ from: 230, to: 50, tau: 0.13, click: 0.7, drive: 2.2 })
    const [hands, closed, open, shake, roll] = [clap(), hat(0.02), openHat(0.1), shaker(), snare({ hz: 240, tau: 0.06, bright: 2800 })]
    const bass = { wave: 'saw', sub: 0.5, cutoff: 420, sweep: 1500, sweepTime: 0.06, q: 1.5, drive: 1.2, sustain: 0.7, release: 0.02 }
    const wall = { voices: 7, detune: 18, cutoff: 5200, attack: 0.006, release: 0.06, sustain: 0.85 }
    const pluck = { voices: 3, detune: 10, cutoff: 450, sweep: 4200, sweepTime: 0.07, decay: 0.1, sustain: 0.12, release: 0.05, q: 1.4 }
    const climb = [0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 3, 2, 3, 1, 2]

    for (let bar = intro; bar < end; bar++) {
      const [root = 'D2', names = ''] = chords[bar % 4] ?? []
      const notes = names.split(' ').map(pitch)
      const ladderOf = [...notes, ...notes.map((midi) => midi + 12)]
      const full = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      const beaten = full || bar < breath || bar >= outro
      const target = bar < drop ? drop : second
      const left = target - bar
      const rising = (bar >= build && bar < drop) || (bar >= rise && bar < second)
      if (beaten) {
        desk.steps(bar, 'X...X...X...X...', (time, force) => desk.play('kick', time, drum, force))
        desk.steps(bar, '..xx..xx..xx..xx', (time, _f, i) => desk.play('bass', time, synth(pitch(root) + (i % 4 === 3 && full ? 12 : 0), 0.22 * desk.beat, full ? bass : { ...bass, sweep: 500 })))
        desk.steps(bar, '..x...x...x...x.', (time) => desk.play('drums', time, open, full ? 0.36 : 0.26, 0.2))
        if (bar >= intro + 4 || full) desk.steps(bar, '....x.......x...', (time) => desk.play('drums', time, hands, 0.8))
        desk.steps(bar, 'xoxxxoxxxoxxxoxx', (time, force) => desk.play('drums', time, closed, 0.2 * force, -0.3))
      }
      const brightness = full ? 1 : rising ? 0.25 + 0.75 * (1 - left / (target === drop ? 8 : 4)) : bar < breath ? 0.15 + 0.05 * bar : 0.4
      if (bar >= intro + 4 && bar < outro) climb.forEach((n, i) => desk.play('pluck', desk.at(bar, i / 4), synth(ladderOf[n] ?? 62, 0.2 * desk.beat, { ...pluck, sweep: pluck.sweep * brightness }, i), i % 4 ? 0.75 : 1, i % 2 ? 0.45 : -0.45))
      if (full) {
        desk.steps(bar, bar % 2 ? 'X..x..x...x.x.x.' : 'X..x..x...x.x...', (time, force, i) => {
          for (const midi of [...notes, (notes[0] ?? 62) - 12]) desk.play('wall', time, synth(midi, (i === 0 || i === 3 ? 0.68 : 0.45) * desk.beat, wall, bar), force)
        })
        if (bar % 4 === 3) desk.steps(bar, '............xxxx', (time, _f, i) => desk.play('drums', time, tom(170 - 18 * (i - 12), 0.12), 0.6, 0.3 * (i - 13.5)))
      } else if (rising || bar >= breath && bar < build || (bar >= pause && bar < rise)) {
        for (const midi of notes) desk.play('wall', desk.at(bar), rising ? synth(midi, 3.9 * desk.beat, { ...wall, attack: 0.1, cutoff: 500 + 4200 * brightness ** 2 }, bar) : choir(midi - 12, 3.8 * desk.beat, 'a', 'o', { attack: 0.2, seed: bar }), 0.8)
      }
      if (rising) {
        const rolls = ['', 'xxxxxxxxXXXX....', 'xxxxxxxxxxxxxxxx', 'x.x.x.x.x.x.x.x.', 'x.x.x.x.x.x.x.x.']
        desk.steps(bar, rolls[left] ?? 'x...x...x...x...', (time, _f, i) => desk.play('drums', time, roll, 0.25 + 0.5 * brightness + 0.01 * i))
        if (left > 2) desk.steps(bar, 'X...X...X...X...', (time) => desk.play('kick', time, drum, 0.7))
        desk.steps(bar, 'xoxoxoxoxoxoxoxo', (time, force) => desk.play('drums', time, shake, 0.25 * force, 0.3))
      }
    }
    const hook = 'F5 - - D5 - - F5 - A5 - G5 - F5 - D5 - | C5 - - F5 - - A5 - G5 - F5 - C5 - - - | E5 - - C5 - - E5 - G5 - C6 - B5 - G5 - | A5 - - - F5 - E5 - D5 - - - - - C5 D5'
    const high = 'D6 - - Bb5 - - D6 - F6 - D6 - C6 - Bb5 - | A5 - - C6 - - A5 - F5 - G5 - A5 - - - | G5 - - C6 - - E6 - D6 - C6 - G5 - - - | A5 - - - D6 - C6 - D6 - - - - - - -'
    const voice = { voices: 5, detune: 14, cutoff: 4600, sweep: 2000, sustain: 0.8, vibrato: 12, release: 0.07, glide: -1 }
    const sing = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => {
      desk.play('lead', time, synth(midi, long * 0.92, voice), 0.9)
      desk.play('lead', time, synth(midi - 12, long * 0.92, { ...voice, wave: 'pulse', voices: 1 }), 0.4)
    }
    desk.line(drop, `${hook} | ${high}`, sing)
    desk.line(second, `${high} | ${hook}`, sing)
    const soft = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => desk.play('lead', time, synth(midi, long * 0.8, { ...pluck, sustain: 0.35, release: 0.12 }), 0.9)
    desk.line(breath, hook, soft)
    desk.line(build + 4, hook.split('|').slice(0, 3).join('|'), soft)
    desk.line(pause, hook, (time, midi, long) => desk.play('lead', time, choir(midi - 12, long * 0.9, 'a', 'u', { attack: 0.03 }), 1.2))
    for (const bar of [drop, second]) {
      const long = bar === drop ? 8 : 4
      desk.play('fx', desk.at(bar - long), riser((4 * long - 1) * desk.beat, 5), 0.7)
      desk.play('fx', desk.at(bar, -1), reverse(desk.beat), 0.5)
      desk.play('fx', desk.at(bar, -1), choir(62, 0.5 * desk.beat, 'o', 'a', { rough: 0.6, attack: 0.005 }), 0.8)
      desk.play('fx', desk.at(bar), impact(), 1)
      for (const n of [0, 4]) desk.play('drums', desk.at(bar + n), crash(), 0.55, n ? 0.3 : -0.3)
    }
    desk.play('drums', desk.at(breath), crash(), 0.5)
    desk.play('drums', desk.at(pause), crash(), 0.5)
    desk.move('pluck wall', 'high', drop - 3, drop, 60, 800)
    desk.move('pluck wall', 'high', second - 3, second, 60, 800)
    desk.move('kick drums bass pluck', 'level', intro, breath, 0.45, 0.62)
    desk.move('wall pluck lead', 'level', breath, build, 1.9, 2.1)
    desk.move('wall pluck lead', 'level', pause, rise, 1.9, 2.1)
    desk.gap(drop, 1)
    desk.gap(second, 1)
  },
}
