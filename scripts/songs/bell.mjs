import { crash, hat, kick, openHat, reverse, ride, snare, tom } from '../band/drums.mjs'
import { choir, guitar, string, synth } from '../band/voices.mjs'

/** Work: a driving rock band in E minor, two rhythm guitars, a lead and a crowd. */
export const bell = {
  file: 'bell-to-bell.mp3',
  title: 'Bell to Bell',
  tempo: 140,
  firstBeat: 0.2,
  sections: [['intro', 4], ['verse', 8], ['build', 4], ['drop', 8], ['break', 6], ['build', 4], ['drop', 10], ['outro', 2]],
  /** @param {import('../band/desk.mjs').Desk} desk @param {number[]} bars where the sections start, and the end */
  compose(desk, [intro = 0, verse = 0, build = 0, drop = 0, pause = 0, rise = 0, second = 0, outro = 0]) {
    desk.bus('kick', { gain: 1 })
    desk.bus('drums', { gain: 0.72, room: 0.18 })
    desk.bus('bass', { gain: 0.42 })
    desk.bus('rhythm', { gain: 0.36, room: 0.08 })
    desk.bus('clean', { gain: 0.95, room: 0.3, echo: 0.25 })
    desk.bus('lead', { gain: 0.26, room: 0.25, echo: 0.25 })
    desk.bus('crowd', { gain: 0.3, room: 0.35 })
    desk.bus('fx', { gain: 0.4 })

    const drum = kick({ from: 180, to: 56, tau: 0.1, click: 0.9, drive: 2 })
    const crack = snare({ hz: 195, tau: 0.14, wires: 1.1, bright: 2300 })
    const [closed, open, bow, cymbal] = [hat(0.03), openHat(0.18), ride(), crash(7, 0.8)]
    const power = (/** @type {number} */ root) => [root, root + 7, root + 12]
    const strum = (/** @type {number} */ time, /** @type {number} */ root, /** @type {number} */ long, muted = false, force = 1) => {
      for (const side of [-1, 1]) desk.play('rhythm', time, guitar(power(root), long, { muted, seed: Math.round(time * 50) + (side > 0 ? 5000 : 0) }), force, 0.9 * side)
    }
    const low = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => {
      desk.play('bass', time, string(midi, long, { damp: 0.4, soft: 0.35, life: 1.5, seed: 9 }), 1)
      desk.play('bass', time, synth(midi, long, { wave: 'saw', cutoff: 520, drive: 2, sub: 0, release: 0.02 }), 0.45)
    }

    // The riff: pedal on E, chords that push ahead of the beat. The chorus: E5 G5 D5 C5, whole and open.
    const riff = ['xx.xx.xxXX.xx.X.', 'xx.xx.xxX..xX.xx']
    const accents = [[40, 43], [40, 45]]
    const chorus = [40, 43, 38, 36]
    for (let bar = intro; bar < outro; bar++) {
      const riffing = bar < build
      const full = (bar >= drop && bar < pause) || (bar >= second && bar < outro)
      if (riffing) {
        if (bar >= intro) desk.steps(bar, riff[bar % 2] ?? '', (time, force) => {
          const loud = force === 1
          strum(time, loud ? accents[bar % 2]?.[1] ?? 40 : 40, loud ? 0.4 * desk.beat : 0.2 * desk.beat, !loud, loud ? 0.85 : 0.9)
        })
        if (bar >= verse) desk.steps(bar, 'x.x.x.x.x.x.x.x.', (time, _force, i) => low(time, i === 8 || i === 12 ? (accents[bar % 2]?.[1] ?? 40) - 12 : 28, 0.45 * desk.beat))
      } else if (full) {
        const root = chorus[(bar - (bar >= second ? second : drop)) % 4] ?? 40
        desk.steps(bar, 'X.x.x.X.x.x.X.x.', (time, force) => strum(time, root, (force === 1 ? 0.52 : 0.46) * desk.beat, false, force))
        desk.steps(bar, 'x.x.x.x.x.x.x.x.', (time, _force, i) => low(time, root - 12 + (i === 14 ? 7 : 0) + (root < 38 ? 12 : 0), 0.46 * desk.beat))
      } else {
        const left = (bar < drop ? drop : second) - bar
        const root = bar >= pause && bar < rise ? ([36, 38, 40, 40, 36, 38][bar - pause] ?? 40) : ([36, 36, 38, 38][4 - left] ?? 40)
        const arpeggio = [0, 7, 12, 14, 16, 14, 12, 7].map((n) => n + root + 12 - Number(n === 16 && root === 40))
        if (bar >= pause && bar < rise) {
          arpeggio.forEach((midi, i) => desk.play('clean', desk.at(bar, i / 2), string(midi, 1.2, { damp: 0.25, soft: 0.25, seed: i + bar }), 0.8, i % 2 ? 0.5 : -0.5))
          desk.play('bass', desk.at(bar), string(root - 12 + (root < 38 ? 12 : 0), 1.6, { damp: 0.5, soft: 0.5 }), 0.8)
        } else {
          const marks = ['', 'xxxxxxxxxxxx....', 'xxxxxxxxxxxxxxxx', 'x.x.x.x.x.x.x.x.', 'x.x.x.x.x.x.x.x.']
          desk.steps(bar, marks[left] ?? '', (time) => strum(time, root, 0.2 * desk.beat, true, 0.55 + 0.08 * (4 - left)))
          desk.steps(bar, (marks[left] ?? '').replaceAll('xx', 'x.'), (time) => low(time, root - 12 + (root < 38 ? 12 : 0), 0.3 * desk.beat))
        }
      }
      // Drums
      if (full || (bar >= verse && bar < build)) {
        const on = bar - (bar >= second ? second : bar >= drop ? drop : verse)
        const last = on % 4 === 3
        desk.steps(bar, ['X.....x.X.x.....', 'X...x.x...x.x...', 'X.....x.X.x.....', 'X.x...x.X.x..x..'][on % 4] ?? '', (time, force) => desk.play('kick', time, drum, force))
        desk.steps(bar, last ? '....X.....o.X.xx' : '....X.......X..o', (time, force) => desk.play('drums', time, crack, force))
        desk.steps(bar, 'X.x.X.x.X.x.X.x.', (time, force) => desk.play('drums', time, full ? (bar >= second ? bow : open) : closed, (full ? 0.24 : 0.3) * force, 0.35))
        if (last && full) desk.steps(bar, '............x.xx', (time, _f, i) => desk.play('drums', time, tom([150, 0, 120, 92][i - 12] ?? 100, 0.15), 0.8, i % 4 ? 0.4 : -0.4))
        if (on % 4 === 0) desk.play('drums', desk.at(bar), cymbal, full ? 0.55 : 0.35, on % 8 ? 0.4 : -0.4)
      } else if (bar < verse) {
        desk.steps(bar, 'x...x...x...x...', (time) => desk.play('drums', time, closed, 0.45, 0.3))
        if (bar === verse - 1) desk.steps(bar, '........xxxxXXXX', (time, force, i) => desk.play('drums', time, i < 12 ? crack : tom(120, 0.15), 0.7 * force))
        desk.steps(bar, bar < verse - 1 ? 'X...............' : 'X.......X.......', (time) => desk.play('kick', time, drum, 0.9))
      } else if (!(bar >= pause && bar < rise)) {
        const left = (bar < drop ? drop : second) - bar
        desk.steps(bar, left === 1 ? 'X.X.X.X.X.X.....' : 'X...X...X...X...', (time, force) => desk.play('kick', time, drum, 0.8 * force))
        desk.steps(bar, left === 1 ? 'xxxxxxxxXXXX....' : left === 2 ? 'x.x.x.x.x.xxx.xx' : 'x.x.x.x.x.x.x.x.', (time, force, i) => desk.play('drums', time, left > 2 ? tom(i % 4 ? 140 : 100, 0.16) : crack, (0.8 - 0.12 * left) * force, left > 2 ? (i % 4 ? 0.4 : -0.4) : 0))
      } else {
        desk.steps(bar, '....x.......x...', (time) => desk.play('drums', time, closed, 0.35, 0.3))
        if (bar % 2 === 0) desk.play('kick', desk.at(bar), drum, 0.6)
      }
    }
    const scream = { voices: 2, detune: 7, wave: 'saw', cutoff: 2600, sweep: 1200, drive: 2.5, q: 1.2, vibrato: 26, glide: -2, sustain: 0.9, release: 0.06 }
    const wail = (/** @type {number} */ time, /** @type {number} */ midi, /** @type {number} */ long) => desk.play('lead', time, synth(midi, long * 0.97, scream), 0.8, 0.12)
    const hook = 'B4 - E5 - G5 - F#5 E5 | D5 - - B4 D5 - E5 - | F#5 - - D5 F#5 - A5 - | G5 - F#5 - E5 - D5 -'
    const climb = 'B5 - - G5 B5 - A5 G5 | D6 - - B5 A5 - G5 - | A5 - - F#5 A5 - D6 - | E6 - D6 - B5 - G5 -'
    desk.line(drop, `${hook} | ${climb}`, wail)
    desk.line(second, `${hook} | ${climb} | E5 - G5 - B5 - - - | D5 - G5 - B5 - - -`, wail)
    const quiet = 'E5 - - . G5 - - . | A5 - - . F#5 - - . | B5 - - - - - - . | . . . . G5 - A5 - | E5 - - . G5 - - . | A5 - - - - - - -'
    desk.line(pause, quiet, (time, midi, long) => desk.play('clean', time, string(midi, long + 0.6, { damp: 0.2, soft: 0.15, seed: midi }), 0.7))
    const shout = (/** @type {string} */ bus, /** @type {number} */ time, force = 1) => {
      for (const midi of [52, 59]) desk.play(bus, time, choir(midi, 0.42 * desk.beat, 'e', 'i', { rough: 1, attack: 0.006, seed: midi }), force)
    }
    for (const [from, to] of [[drop, pause], [second, outro]]) {
      for (let bar = from ?? 0; bar < (to ?? 0); bar += 2) shout('crowd', desk.at(bar + 1, 3), 1)
      shout('fx', desk.at(from ?? 0, -1), 0.9)
    }
    for (let bar = drop - 4; bar < drop - 1; bar++) shout('crowd', desk.at(bar, 3), 0.6)
    for (let bar = rise; bar < second - 1; bar++) shout('crowd', desk.at(bar, 3), 0.7)
    for (const bar of [drop, second]) desk.play('fx', desk.at(bar, -4), reverse(4 * desk.beat), 0.6)
    strum(desk.at(outro), 40, 3.2)
    low(desk.at(outro), 28, 3)
    desk.play('kick', desk.at(outro), drum)
    desk.play('drums', desk.at(outro), cymbal, 0.7)
    desk.line(outro, 'E5 - - - - - - - | - - - - - - . .', wail)
    shout('crowd', desk.at(outro), 1)
    desk.move('rhythm', 'high', intro, verse, 900, 300)
    desk.move('rhythm', 'level', intro, verse, 0.5, 0.8)
    desk.move('rhythm bass', 'high', drop - 2, drop, 60, 400)
    desk.move('rhythm bass', 'high', second - 2, second, 60, 400)
    desk.move('rhythm bass drums kick crowd', 'level', build, drop, 0.5, 0.65)
    desk.move('rhythm bass drums kick crowd', 'level', rise, second, 0.5, 0.65)
    desk.gap(drop, 1)
    desk.gap(second, 1)
  },
}
