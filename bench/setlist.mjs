// npm run bench:setlist: how good the director's choice is against a greedy and a random one, over 50 generated sessions, and how
// long it takes by size of library. Sessions, libraries and tracks are generated; the cost is the director's own.
import { build } from 'rolldown'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../scripts/place.mjs'

const at = (/** @type {string} */ file) => JSON.stringify(path.join(root, file))
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
const entry = path.join(folder, 'entry.ts')
const director = ['direct', 'problem', 'search', 'shortlist'].map((name) => `export * from ${at(`src/core/music/director/${name}`)}\n`)
fs.writeFileSync(entry, `${director.join('')}export * from ${at('src/core/workout/plan')}\nexport { collection, dice, directionOf } from ${at('tests/core/music/library')}\n`)
const file = path.join(folder, 'bundle.mjs')
await build({ input: entry, output: { file, format: 'esm' }, platform: 'node', resolve: { modules: [path.join(root, 'node_modules')] }, logLevel: 'silent' })
const { beam, collection, compile, costOf, dice, direct, directionOf, problemOf, setlistOf, shortlist, solve } = await import(pathToFileURL(file).href)

const arcs = ['steady', 'build', 'waves', 'pyramid']
const pad = (/** @type {unknown} */ value, width = 10) => String(value).padStart(width)
const middle = (/** @type {number[]} */ values, part = 0.5) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))] ?? NaN
const mean = (/** @type {number[]} */ values) => values.reduce((sum, one) => sum + one, 0) / values.length

/** Of any length, with or without warm-up; the same for the same number. */
function planOf(/** @type {number} */ number) {
  const roll = dice(number + 1000)
  const workout = {
    name: `Session ${number}`, prep: 10, warmup: roll() < 0.5 ? 180 : 0, rounds: 3 + Math.floor(roll() * 10),
    intervals: [{ work: [60, 120, 180, 300][Math.floor(roll() * 4)], rest: [30, 60, 60, 90][Math.floor(roll() * 4)] }], cooldown: roll() < 0.5 ? 180 : 0,
  }
  const compiled = compile(workout)
  if (!compiled.ok) throw new Error(compiled.error.message)
  return compiled.value
}

/** What a listener would notice of a choice. */
function seen(/** @type {any} */ direction, /** @type {any} */ problem, /** @type {Int32Array} */ choice) {
  const { music } = setlistOf(direction, problem, choice)
  const slots = [...new Map(music.map((/** @type {any} */ one) => [one.slot, one])).values()]
  const works = problem.slots.flatMap((/** @type {any} */ slot, /** @type {number} */ i) => (slot.phase === 'work' ? [i] : []))
  const dropped = new Set(music.filter((/** @type {any} */ one) => one.drop !== null).map((/** @type {any} */ one) => one.slot))
  const off = problem.slots.map((/** @type {any} */ slot, /** @type {number} */ i) => Math.abs((problem.rank(slot.phase, problem.candidates[problem.pools[i][choice[i]]]) ?? 0.5) - slot.level))
  return {
    cost: costOf(problem, choice),
    drops: works.filter((/** @type {number} */ i) => dropped.has(i)).length / works.length,
    repeats: slots.length - new Set(slots.map((one) => one.track.id)).size,
    artists: slots.filter((one, i) => i > 0 && one.track.artist === slots[i - 1].track.artist).length,
    locked: slots.filter((one) => one.reasons[0].includes('locked')).length / slots.length,
    arc: mean(off),
  }
}

console.log('50 generated sessions, libraries of 60 to 2,000 tracks: mean of each figure (cost: lower is better; arc: mean distance of the energy rank)')
console.log(['choice', 'cost', 'drops', 'repeats', 'artists', 'locked', 'arc'].map((one) => pad(one)).join(''))
/** @type {Record<string, ReturnType<typeof seen>[]>} */
const results = { director: [], greedy: [], random: [] }
for (let number = 0; number < 50; number++) {
  const roll = dice(number)
  const direction = directionOf(planOf(number), collection([60, 200, 600, 2000][number % 4], number), { seed: number })
  const one = { ...direction, policy: { ...direction.policy, arc: arcs[number % 4] } }
  const problem = problemOf(one)
  results.director?.push(seen(one, problem, solve(problem)))
  results.greedy?.push(seen(one, problem, beam(problem, 1)))
  // Random among those that fit the phase's tempo: what a shuffled playlist by tempo would be.
  const random = Int32Array.from(problem.pools, (/** @type {Int32Array} */ pool, /** @type {number} */ i) => {
    const fits = [...pool.keys()].filter((pick) => problem.unary[i][pick] < 1e6)
    const among = fits.length > 0 ? fits : [...pool.keys()]
    return among[Math.floor(roll() * among.length)] ?? 0
  })
  results.random?.push(seen(one, problem, random))
}
for (const [name, all] of Object.entries(results)) {
  const figures = /** @type {const} */ (['cost', 'drops', 'repeats', 'artists', 'locked', 'arc'])
  console.log([pad(name), ...figures.map((figure) => pad(mean(all.map((one) => one[figure])).toFixed(2)))].join(''))
}
const against = (/** @type {string} */ name) => (results.director ?? []).filter(({ cost }, i) => cost < (results[name]?.[i]?.cost ?? 0) - 1e-9).length
const equal = (results.director ?? []).filter(({ cost }, i) => Math.abs(cost - (results.greedy?.[i]?.cost ?? 0)) <= 1e-9).length
console.log(`cheaper than greedy in ${against('greedy')} of 50 (equal in ${equal}), than random in ${against('random')} of 50`)

console.log('\nsolve time in ms, all included, of 15 seeds: first (cold), middle, worst of the others')
console.log(['tracks', 'segments', 'first', 'middle', 'worst', 'shortlist'].map((one) => pad(one)).join(''))
for (const [rounds, segments] of [[12, 24], [20, 40]]) {
  const compiled = compile({ name: 'Boxing', prep: 10, warmup: 0, rounds, intervals: [{ work: 180, rest: 60 }], cooldown: 0 })
  for (const size of [100, 1000, 10_000, 50_000]) {
    const direction = directionOf(compiled.value, collection(size, 1))
    const times = Array.from({ length: 15 }, (_, seed) => {
      const from = performance.now()
      direct({ ...direction, seed })
      return performance.now() - from
    })
    const from = performance.now()
    shortlist({ ...direction, facts: new Map() })
    const short = performance.now() - from
    console.log([size, segments, times[0]?.toFixed(0), middle(times.slice(1)).toFixed(0), Math.max(...times.slice(1)).toFixed(0), short.toFixed(0)].map((one) => pad(one)).join(''))
  }
}
