/** What each term of a choice costs, times its figure of 0 to about 1; a negative one is a liking. Lower sums win. */
export const unaryWeights = {
  /** The tempo does not suit the phase: nothing else outweighs that. */
  unfit: 1e6,
  /** BPM beyond the phase's range, in parts of 10. */
  beyond: 30,
  /** From the target, in parts of the range. */
  tempo: 0.8,
  /** Wanted locked, but too far off or not sure enough to stretch. */
  unlocked: 0.7,
  /** Felt in half or double time. */
  reading: 0.3,
  /** From the energy that the arc asks for. */
  energy: 1.6,
  /** No drop where one is wanted: 1 without any, less for one of the other kind. */
  drop: 1.2,
  /** The share of the slot that it is too short for. */
  short: 2.5,
  /** Not analysed: no drop, no bar line, no level. */
  plain: 0.6,
  /** Mapped from the soundtrack: -1 in a fitting role, -0.4 without a role, 0.5 in another role. */
  soundtrack: 2.5,
  favourite: -0.7,
  /** Heard in the last sessions: 1 in the last one, less before. */
  heard: 2,
  /** Of the seed. */
  chance: 0.9,
} as const

/** What two choices near each other cost. */
export const pairWeights = {
  /** The same track twice running. */
  again: 400,
  /** One artist in neighbouring slots, and half and a quarter of it one and two slots on. */
  artist: 1.5,
  /** One genre as often, where both are known. */
  genre: 0.4,
  /** Keys that clash, where both are sure. */
  key: 0.15,
} as const

/** The second use of a track costs this, the third twice as much, and so on. */
export const repeatWeight = 200

/** How many slots on two choices still mind each other. */
export const reach = 3

export type UnaryTerm = keyof typeof unaryWeights
