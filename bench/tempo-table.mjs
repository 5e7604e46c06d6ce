// The table of `bench:tempo`: pure, from rows of { truth, result } to text.
//   truth: { file, bpm, first (s or null), genre, format, drift, exact, drop (s or null) }
//   result: an Analysis of core/music/analyse, with cpuSeconds and bytes where they were measured.

const mean = (values) => (values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0) / values.length)
const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN
const shown = (x, digits = 3) => (Number.isNaN(x) ? '-' : x.toFixed(digits))
const RATIOS = { right: 1, half: 1 / 2, double: 2, third: 1 / 3, triple: 3, '2/3': 2 / 3, '3/2': 3 / 2, '3/4': 3 / 4, '4/3': 4 / 3 }
const OCTAVES = new Set(['right', 'half', 'double', 'third', 'triple'])

export const isNegative = ({ genre }) => /^(negative|spoken)/.test(genre)

/** The name of the ratio of a tempo to the truth, within 4 %. */
export function readingOf({ truth, result }) {
  if (result.tempo === null || result.tempo === undefined) return 'none'
  return Object.entries(RATIOS).find(([, ratio]) => Math.abs(result.tempo / (ratio * truth.bpm) - 1) <= 0.04)?.[0] ?? 'other'
}

/** F-measure of beats within 70 ms; each beat may match one. */
export function fMeasure(beats, truth, within = 0.07) {
  let hits = 0
  for (let i = 0, k = 0; i < truth.length && k < beats.length;) {
    const late = beats[k] - truth[i]
    if (Math.abs(late) <= within) { hits++; i++; k++ } else if (late < 0) k++
    else i++
  }
  return beats.length + truth.length === 0 ? 0 : (2 * hits) / (beats.length + truth.length)
}

function gridOf({ bpm, first }, duration) {
  const period = 60 / bpm
  const beats = []
  for (let at = first - Math.floor(first / period) * period; at < duration; at += period) beats.push(at)
  return beats
}

/** The figures of a set of rows; NaN where nothing can be said. */
export function figuresOf(rows) {
  const music = rows.filter(({ truth }) => !isNegative(truth))
  const readings = music.map(readingOf)
  const gridded = music.filter(({ truth }) => truth.exact && truth.first !== null && !truth.drift)
  const drops = music.filter(({ truth }) => truth.drop !== null && truth.drop !== undefined)
  const errors = music.filter((row) => readingOf(row) === 'right' && !row.truth.drift).map(({ truth, result }) => Math.abs(result.tempo / truth.bpm - 1))
  return {
    pieces: music.length,
    one: mean(readings.map((reading) => (reading === 'right' ? 1 : 0))),
    two: mean(readings.map((reading) => (OCTAVES.has(reading) ? 1 : 0))),
    error: middle(errors),
    f: mean(gridded.map(({ truth, result }) => fMeasure(result.beats, gridOf(truth, result.duration)))),
    drops: mean(drops.map(({ truth, result }) => (Math.abs((result.drops?.[0]?.time ?? Infinity) - truth.drop) <= 60 / truth.bpm ? 1 : 0))),
  }
}

export function tempoTable(rows) {
  const lines = []
  const line = (name, { pieces, one, two, error, f, drops }) =>
    lines.push(`${name.padEnd(28)}${String(pieces).padStart(7)}${shown(one).padStart(8)}${shown(two).padStart(8)}${shown(100 * error, 4).padStart(9)}${shown(f).padStart(8)}${shown(drops).padStart(8)}`)
  const by = (title, keyOf) => {
    lines.push('', title)
    const groups = groupBy(rows, keyOf)
    for (const [key, group] of [...groups].sort(([a], [b]) => a.localeCompare(b))) if (group.some(({ truth }) => !isNegative(truth))) line(`  ${key}`, figuresOf(group))
  }
  lines.push(`${''.padEnd(28)}${'pieces'.padStart(7)}${'acc. 1'.padStart(8)}${'acc. 2'.padStart(8)}${'error %'.padStart(9)}${'beat F'.padStart(8)}${'drops'.padStart(8)}`)
  line('all', figuresOf(rows))
  by('by genre', ({ truth }) => truth.genre)
  by('by format', ({ truth }) => truth.format)

  const music = rows.filter(({ truth }) => !isNegative(truth))
  lines.push('', 'tempo found, as a multiple of the truth')
  for (const [reading, group] of [...groupBy(music, readingOf)].sort(([, a], [, b]) => b.length - a.length)) lines.push(`  ${reading.padEnd(10)}${group.length}`)

  lines.push('', 'worst ten')
  const distance = ({ truth, result }) => Math.abs(Math.log((result.tempo ?? 1) / truth.bpm))
  for (const row of [...music].sort((a, b) => distance(b) - distance(a)).slice(0, 10)) {
    lines.push(`  ${row.truth.file.padEnd(44)}truth ${String(row.truth.bpm).padEnd(9)}found ${String(row.result.tempo).padEnd(9)}${readingOf(row).padEnd(8)}confidence ${shown(row.result.tempoConfidence, 2)}`)
  }
  const negatives = rows.filter(({ truth }) => isNegative(truth))
  if (negatives.length > 0) lines.push('', 'without a tempo', ...negatives.map(({ truth, result }) => `  ${truth.file.padEnd(44)}confidence ${shown(result.tempoConfidence, 2)}  ${result.reason ?? ''}`))

  const timed = rows.filter(({ result }) => result.cpuSeconds > 0)
  if (timed.length > 0) {
    const cpu = timed.reduce((sum, { result }) => sum + result.cpuSeconds, 0)
    lines.push('', `speed: ${Math.round(timed.reduce((sum, { result }) => sum + result.duration, 0) / cpu)} x real time on one core`)
  }
  const most = Math.max(0, ...rows.map(({ result }) => result.bytes ?? 0))
  if (most > 0) lines.push(`memory: ${Math.round(most / 1e6)} MB at most`)
  return lines.join('\n')
}

function groupBy(rows, keyOf) {
  const groups = new Map()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}
