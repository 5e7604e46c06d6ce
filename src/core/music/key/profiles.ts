/**
 * How much each step above the tonic is heard in a key, the tonic first: `braw` of A. Faraldo, S. Jorda and P. Herrera,
 * "A Multi-Profile Method for Key Estimation in EDM" (AES Conference on Semantic Audio, 2017), as Essentia's key
 * algorithm has it: the medians of electronic dance music.
 */
export const profiles = {
  major: [1, 0.1573, 0.42, 0.157, 0.5296, 0.3669, 0.1632, 0.7711, 0.1676, 0.3827, 0.2113, 0.2965],
  minor: [1, 0.233, 0.3615, 0.3905, 0.2925, 0.3777, 0.1961, 0.7425, 0.2701, 0.2161, 0.4228, 0.2272],
} as const
