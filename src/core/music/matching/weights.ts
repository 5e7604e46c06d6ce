/** What each difference adds to a distance. 0 is the same. Set on tests/core/music/matching/tuning.txt. */
export const weights = {
  /** Times the unlikeness of the titles, 0-1. */
  title: 1,
  /** A word beside the title that nothing explains; grows to `title` with the share of such words. */
  extraWords: 0.22,
  /** A part of the file's name that is neither title nor artist nor album nor known rubbish. */
  extraPart: 0.03,
  /** Times the unlikeness of the artists, 0-1. */
  artist: 0.8,
  /** Nothing tells the artist. */
  artistUnknown: 0.25,
  /** The artist stands only in a folder's name or beside the title. */
  artistElsewhere: 0.02,
  /** The tag names another artist, but the wanted one is mentioned. */
  artistMentioned: 0.3,
  /** A live recording for a studio one and the like, or the other way round, for each kind. */
  version: 0.35,
  /** A radio edit or a clean version for the album's. */
  cut: 0.05,
  /** Times how far the lengths are apart, 0-1. */
  duration: 0.3,
  album: 0.02,
  featured: 0.02,
  /** Title and artist stand in each other's place. */
  swapped: 0.03,
  /** The title is cut off where an ID3v1 tag ends. */
  truncated: 0.02,
  /** Known only by the file's name. */
  named: 0.02,
  /** The name of the file says this song, its tags say another. */
  contradiction: 0.3,
} as const

/** Lengths may differ by `free` seconds; `full` further seconds count fully. */
export const lengths = { free: 5, full: 25 } as const

export const limits = {
  /** Up to here a file is taken without asking. */
  strong: 0.15,
  /** Up to here it is offered. */
  ambiguous: 0.5,
  /** Up to here it is named among the others: a karaoke version by another artist is. */
  other: 1.6,
  /** Within this distance of the best, another recording makes the choice unsure. */
  gap: 0.05,
  /** Two files of one song are two recordings where their lengths are further apart, in seconds. */
  otherRecording: 15,
  /** How many other files are told. */
  others: 5,
} as const
