/** The mixing desk: a grid of bars and beats, buses with effects, and a master that ends at a given loudness. */
import { add, decay, Filter, pitch, RATE, samples } from '../synth.mjs'
import { limit, loudness } from './loudness.mjs'
import { echo, room } from './space.mjs'

/** @typedef {{ gain?: number, duck?: number, room?: number, echo?: number, pan?: number }} Bus */

export class Desk {
  #buses = /** @type {Map<string, { left: Float32Array, right: Float32Array, set: Required<Bus> }>} */ (new Map())
  #kicks = /** @type {number[]} */ ([])
  #moves = /** @type {{ buses: string[], from: number, to: number, kind: 'level' | 'high' | 'low', a: number, b: number }[]} */ ([])
  #gaps = /** @type {[number, number][]} */ ([])

  /** @param {{ tempo: number, firstBeat: number, bars: number, tail?: number }} grid times in seconds, tempo in BPM, four beats a bar */
  constructor({ tempo, firstBeat, bars, tail = 2 }) {
    this.beat = 60 / tempo
    this.firstBeat = firstBeat
    this.bars = bars
    this.duration = firstBeat + bars * 4 * this.beat + tail
  }

  /** @param {number} bar from 0 @param {number} beat of it, from 0 @returns {number} seconds */
  at(bar, beat = 0) {
    return this.firstBeat + (4 * bar + beat) * this.beat
  }

  /** Declares a bus. gain is a factor; duck is how far a kick pushes it down; room and echo are sends. @param {string} name @param {Bus} set */
  bus(name, { gain = 1, duck = 0, room: reverb = 0, echo: delay = 0, pan = 0 } = {}) {
    const size = samples(this.duration)
    this.#buses.set(name, { left: new Float32Array(size), right: new Float32Array(size), set: { gain, duck, room: reverb, echo: delay, pan } })
  }

  /**
   * Puts a sound on a bus, to the sample. A mono one is panned (-1 to 1) with equal power.
   * @param {string} name @param {number} time seconds @param {Float32Array | [Float32Array, Float32Array]} what
   */
  play(name, time, what, gain = 1, pan = 0) {
    const bus = this.#buses.get(name)
    if (!bus) throw new Error(`no bus ${name}`)
    const [l, r] = what instanceof Float32Array ? [what, what] : what
    const angle = ((pan + 1) * Math.PI) / 4
    add(bus.left, l, samples(time), gain * Math.SQRT2 * Math.cos(angle))
    add(bus.right, r, samples(time), gain * Math.SQRT2 * Math.sin(angle))
    if (name === 'kick') this.#kicks.push(time)
  }

  /**
   * Steps of one or more bars: 'x' a hit, 'X' an accent, 'o' a ghost, '.' nothing; '|' parts bars, spaces are free.
   * @param {number} bar @param {string} steps @param {(time: number, force: number, step: number) => void} hit
   */
  steps(bar, steps, hit, swing = 0) {
    steps.replaceAll(' ', '').split('|').forEach((cell, b) => {
      ;[...cell].forEach((mark, i) => {
        const force = { x: 0.8, X: 1, o: 0.35 }[mark]
        if (force) hit(this.at(bar + b, (4 * (i + (i % 2) * swing)) / cell.length), force, i)
      })
    })
  }

  /** The same steps in every bar of [from, to). */
  loop(/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ steps, /** @type {(time: number, force: number, step: number) => void} */ hit, swing = 0) {
    const cells = steps.split('|')
    for (let bar = from; bar < to; bar++) this.steps(bar, cells[(bar - from) % cells.length] ?? '', hit, swing)
  }

  /**
   * A line of notes: names, '-' holds, '.' rests, '|' parts bars; the notes of a bar share it evenly.
   * @param {number} bar @param {string} line @param {(time: number, midi: number, seconds: number) => void} note
   */
  line(bar, line, note) {
    const cells = line.split('|').map((cell) => cell.trim().split(/\s+/))
    const all = cells.flatMap((cell, b) => cell.map((token, i) => ({ token, beat: 4 * b + (4 * i) / cell.length, long: 4 / cell.length })))
    all.forEach(({ token, beat, long }, i) => {
      if (token === '-' || token === '.') return
      let length = long
      for (let j = i + 1; all[j]?.token === '-'; j++) length += all[j]?.long ?? 0
      note(this.at(bar, beat), pitch(token), length * this.beat)
    })
  }

  /** Over [from, to) bars, buses go from a to b: 'level' in gain, 'high'-pass or 'low'-pass in Hz. After it they are as before. */
  move(/** @type {string} */ buses, /** @type {'level' | 'high' | 'low'} */ kind, /** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ a, /** @type {number} */ b) {
    this.#moves.push({ buses: buses.split(' '), kind, from: this.at(from), to: this.at(to), a, b })
  }

  /** Everything but the bus 'fx' is silent for `beats` before `bar`, tails too: the breath before a drop. */
  gap(/** @type {number} */ bar, /** @type {number} */ beats) {
    this.#gaps.push([this.at(bar, -beats), this.at(bar)])
  }

  /** Mixes down. @param {number} lufs integrated loudness to end at @param {number} ceiling dBFS @returns {[Float32Array, Float32Array]} */
  master(lufs, ceiling) {
    const size = samples(this.duration)
    const out = /** @type {[Float32Array, Float32Array]} */ ([new Float32Array(size), new Float32Array(size)])
    const dry = /** @type {[Float32Array, Float32Array]} */ ([new Float32Array(size), new Float32Array(size)])
    const toRoom = new Float32Array(size)
    const toEcho = new Float32Array(size)
    const duck = this.#ducking(size)
    for (const [name, { left, right, set }] of this.#buses) {
      this.#automate(name, left, right)
      const target = name === 'fx' ? dry : out
      for (let i = 0; i < size; i++) {
        const gain = set.gain * (1 - set.duck * (duck[i] ?? 0))
        const l = gain * (left[i] ?? 0) * (1 - Math.max(0, set.pan))
        const r = gain * (right[i] ?? 0) * (1 + Math.min(0, set.pan))
        target[0][i] += l
        target[1][i] += r
        toRoom[i] += 0.5 * set.room * (l + r)
        toEcho[i] += 0.5 * set.echo * (l + r)
      }
    }
    const spaces = [room(toRoom), echo(toEcho, 0.75 * this.beat)]
    const open = this.#opening(size)
    for (let c = 0; c < 2; c++) {
      const rumble = new Filter(28, 0.7)
      for (let i = 0; i < size; i++) {
        const wet = (spaces[0]?.[c]?.[i] ?? 0) + (spaces[1]?.[c]?.[i] ?? 0)
        out[c][i] = rumble.push(((out[c]?.[i] ?? 0) + wet) * (open[i] ?? 1) + (dry[c]?.[i] ?? 0)).high
      }
    }
    return finish(out, lufs, ceiling)
  }

  #ducking(/** @type {number} */ size) {
    const curve = new Float32Array(size)
    for (const time of this.#kicks) {
      const start = samples(time)
      const long = samples(Math.min(0.3, this.beat * 0.8))
      for (let i = 0; i < long && start + i < size; i++) {
        const dip = i < 96 ? i / 96 : 0.5 + 0.5 * Math.cos((Math.PI * (i - 96)) / (long - 96))
        curve[start + i] = Math.max(curve[start + i] ?? 0, dip)
      }
    }
    return curve
  }

  #automate(/** @type {string} */ name, /** @type {Float32Array} */ left, /** @type {Float32Array} */ right) {
    for (const { buses, kind, from, to, a, b } of this.#moves) {
      if (!buses.includes(name)) continue
      const start = samples(from)
      const end = Math.min(left.length, samples(to))
      for (const x of [left, right]) {
        const filter = new Filter(a, 0.9)
        for (let i = start; i < end; i++) {
          const at = (i - start) / (end - start)
          if (kind === 'level') x[i] *= a + (b - a) * at
          else {
            if ((i - start) % 32 === 0) filter.tune(a * (b / a) ** at, 0.9)
            x[i] = filter.push(x[i] ?? 0)[kind]
          }
        }
      }
    }
  }

  #opening(/** @type {number} */ size) {
    const open = new Float32Array(size).fill(1)
    for (const [from, to] of this.#gaps) {
      const start = samples(from)
      const end = samples(to)
      for (let i = start; i < end; i++) open[i] = decay((i - start) / RATE, 0.012)
    }
    return open
  }
}

/** Glue (a slow 2:1 compressor), then gain and limiter until the loudness is met, and fades at both ends. */
function finish(/** @type {[Float32Array, Float32Array]} */ [left, right], /** @type {number} */ lufs, /** @type {number} */ ceiling) {
  const first = 10 ** ((-16 - loudness(left, right)) / 20)
  let level = 0
  for (let i = 0; i < left.length; i++) {
    const l = first * (left[i] ?? 0)
    const r = first * (right[i] ?? 0)
    const power = l * l + r * r
    level += (power - level) * (power > level ? 1 / (0.02 * RATE) : 1 / (0.18 * RATE))
    const gain = level > 0.08 ? (0.08 / level) ** 0.25 : 1
    left[i] = gain * l
    right[i] = gain * r
  }
  const fade = samples(1.2)
  for (let i = 0; i < fade; i++) {
    const gain = (i / fade) ** 1.5
    left[left.length - 1 - i] *= gain
    right[right.length - 1 - i] *= gain
  }
  let gain = 10 ** ((lufs - loudness(left, right)) / 20)
  for (let turn = 0; ; turn++) {
    const done = limit(left, right, gain, ceiling)
    const off = lufs - loudness(...done)
    if (Math.abs(off) < 0.05 || turn === 7) return done
    gain *= 10 ** (off / 20)
  }
}
