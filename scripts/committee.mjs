// Trains a committee of small nets (src/core/music/rhythm/net.ts) that choose one of a few alternatives.
// Full-batch Adam on the cross entropy of a softmax over each choice's alternatives. Plain Node.
import { random } from './synth.mjs'

/**
 * choices: [{ rows: number[][], right: index or -1, weight }]; the last `bins` inputs of a row are soft tempo
 * bins and are not normalised. During training each row is blurred by `noise` (in deviations), and the bins of a
 * choice are moved together by up to a few percent (`jitter`, in bins) so that exact tempi are not learned by heart.
 * Each epoch takes about `share` of the choices, drawn anew: of many alike a part says as much, and is sooner done.
 */
export function trainCommittee(choices, { nets = 4, units = 16, epochs = 150, rate = 0.01, decay = 3e-3, noise = 0.5, jitter = 0.27, share = 1, bins = 9, seed = 1 } = {}) {
  const used = choices.filter(({ right }) => right >= 0)
  const uniform = random(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const inputs = used[0].rows[0].length, measured = inputs - bins, width = nets * units
  const rows = used.flatMap((choice) => choice.rows)
  let next = 0
  const places = new Map(used.map((choice) => [choice, (next += choice.rows.length) - choice.rows.length]))
  const mean = Array.from({ length: measured }, (_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length)
  const deviation = mean.map((m, i) => Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - m) ** 2, 0) / rows.length) + 1e-6)
  const data = new Float32Array(rows.length * inputs)
  rows.forEach((row, r) => row.forEach((x, i) => { data[r * inputs + i] = i < measured ? (x - mean[i]) / deviation[i] : x }))

  const parameters = [
    Float64Array.from({ length: inputs * width }, () => normal() / Math.sqrt(inputs)),
    new Float64Array(width),
    Float64Array.from({ length: width }, () => normal() / Math.sqrt(units)),
  ]
  const [first, bias, second] = parameters
  const slopes = parameters.map((p) => new Float64Array(p.length))
  const momenta = parameters.map((p) => new Float64Array(p.length))
  const squares = parameters.map((p) => new Float64Array(p.length))
  const blur = Float32Array.from({ length: 65_521 }, () => noise * normal())
  const most = Math.max(...used.map((choice) => choice.rows.length))
  const hidden = new Float64Array(most * width), input = new Float64Array(most * inputs)
  const scores = new Float64Array(most)

  for (let epoch = 1; epoch <= epochs; epoch++) {
    slopes.forEach((slope) => slope.fill(0))
    const drawn = share < 1 ? used.filter(() => uniform() < share) : used
    const total = drawn.reduce((sum, { weight }) => sum + weight, 0)
    for (const choice of drawn) {
      const { right, weight } = choice
      const count = choice.rows.length
      let at = places.get(choice)
      const move = jitter * normal()
      for (let r = 0; r < count; r++, at++) {
        const base = r * inputs
        let from = Math.floor(uniform() * (blur.length - inputs))
        for (let i = 0; i < measured; i++) input[base + i] = data[at * inputs + i] + blur[from++]
        shiftBins(data, at * inputs + measured, input, base + measured, bins, move)
        forward(input, base, hidden, r * width, first, bias, inputs, width)
      }
      for (let net = 0; net < nets; net++) {
        let top = -Infinity, sum = 0
        for (let r = 0; r < count; r++) {
          let score = 0
          for (let u = net * units; u < (net + 1) * units; u++) score += hidden[r * width + u] * second[u]
          scores[r] = score
          top = Math.max(top, score)
        }
        for (let r = 0; r < count; r++) sum += scores[r] = Math.exp(scores[r] - top)
        for (let r = 0; r < count; r++) {
          const error = (scores[r] / sum - (r === right ? 1 : 0)) * (weight / total)
          for (let u = net * units; u < (net + 1) * units; u++) {
            const h = hidden[r * width + u]
            slopes[2][u] += error * h
            hidden[r * width + u] = error * second[u] * (1 - h * h)
          }
        }
      }
      for (let r = 0; r < count; r++) {
        for (let u = 0; u < width; u++) slopes[1][u] += hidden[r * width + u]
        for (let i = 0; i < inputs; i++) {
          const x = input[r * inputs + i]
          if (x === 0) continue
          for (let u = 0, w = i * width, h = r * width; u < width; u++) slopes[0][w + u] += x * hidden[h + u]
        }
      }
    }
    const step = rate * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs))
    parameters.forEach((parameter, k) => {
      const m = momenta[k], q = squares[k], slope = slopes[k]
      for (let i = 0; i < parameter.length; i++) {
        const g = slope[i] + decay * parameter[i]
        m[i] = 0.9 * m[i] + 0.1 * g
        q[i] = 0.99 * q[i] + 0.01 * g * g
        parameter[i] -= (step * (m[i] / (1 - 0.9 ** epoch))) / (Math.sqrt(q[i] / (1 - 0.99 ** epoch)) + 1e-8)
      }
    })
  }
  const short = (values) => Array.from(values, (x) => Number(x.toPrecision(4)))
  const short3 = (values) => Array.from(values, (x) => Number(x.toFixed(3)))
  return { nets, units, inputs, mean: short(mean), deviation: short(deviation), first: short3(first), bias: short3(bias), second: short3(second) }
}

function forward(input, base, hidden, out, first, bias, inputs, width) {
  for (let u = 0; u < width; u++) hidden[out + u] = bias[u]
  for (let i = 0; i < inputs; i++) {
    const x = input[base + i]
    if (x === 0) continue
    for (let u = 0, w = i * width; u < width; u++) hidden[out + u] += x * first[w + u]
  }
  for (let u = 0; u < width; u++) hidden[out + u] = Math.tanh(hidden[out + u])
}

/** The bins hold a place between two of them; the place is moved and shared out again. */
function shiftBins(from, fromAt, to, toAt, bins, move) {
  let place = 0
  for (let b = 0; b < bins; b++) place += b * from[fromAt + b]
  place = Math.max(0, Math.min(bins - 1, place + move))
  for (let b = 0; b < bins; b++) to[toAt + b] = Math.max(0, 1 - Math.abs(place - b))
}
