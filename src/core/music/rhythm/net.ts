/** A committee of small nets side by side: inputs -> tanh units -> one score each. Made by scripts/train-tempo.mjs. */
export interface Committee {
  readonly nets: number
  /** Units of one net. */
  readonly units: number
  readonly inputs: number
  /** Of the measured inputs; what follows them (the soft bins) comes as it is. */
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  /** Row by row: input i, unit u at i * nets * units + u. */
  readonly first: readonly number[]
  readonly bias: readonly number[]
  readonly second: readonly number[]
}

/**
 * The probability of each of a few alternatives, from a row of inputs for each: every net's scores
 * through a softmax over the alternatives, and the mean of the nets.
 */
export function judge(committee: Committee, rows: readonly ArrayLike<number>[]): number[] {
  const { nets } = committee
  const scores = rows.map((row) => scoresOf(committee, row))
  const chances = rows.map(() => 0)
  for (let net = 0; net < nets; net++) {
    const top = Math.max(...scores.map((s) => s[net]!))
    const powers = scores.map((s) => Math.exp(s[net]! - top))
    const sum = powers.reduce((a, b) => a + b, 0)
    powers.forEach((power, i) => { chances[i]! += power / sum / nets })
  }
  return chances
}

function scoresOf({ nets, units, inputs, mean, deviation, first, bias, second }: Committee, row: ArrayLike<number>): number[] {
  const width = nets * units
  const sums = Float64Array.from(bias)
  for (let i = 0; i < inputs; i++) {
    const x = i < mean.length ? (row[i]! - mean[i]!) / deviation[i]! : row[i]!
    if (x !== 0) for (let u = 0; u < width; u++) sums[u]! += x * first[i * width + u]!
  }
  return Array.from({ length: nets }, (_, net) => {
    let score = 0
    for (let u = net * units; u < (net + 1) * units; u++) score += Math.tanh(sums[u]!) * second[u]!
    return score
  })
}

/** Soft bins: where a tempo lies between 45 and 230 BPM, shared between the two nearest of nine. */
export function tempoBins(tempo: number): number[] {
  const at = (8 * Math.log(Math.min(230, Math.max(45, tempo)) / 45)) / Math.log(230 / 45)
  return Array.from({ length: 9 }, (_, bin) => Math.max(0, 1 - Math.abs(at - bin)))
}
