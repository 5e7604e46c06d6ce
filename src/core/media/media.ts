import type { Seconds } from '../workout/workout'

/** Random access to a file's bytes. `read` gives [start, end), less only where the file ends; the reader owns them. */
export interface Source {
  readonly size: number
  read(start: number, end: number): Promise<Uint8Array>
}

/** Of the samples that a piece decoded to: [from, to) are heard, and the first of them is sample `at` of the file. */
export interface Kept {
  readonly from: number
  readonly to: number
  readonly at: number
}

/** A stretch of a file that decodes by itself. */
export interface Piece {
  /** A whole file of its own, for the platform's decoder. */
  readonly bytes: Uint8Array
  /** Of the samples that it is to be decoded to. */
  readonly sampleRate: number
  /** In place of the platform's decoder, where it has none: full scale is 1. */
  readonly decode?: () => readonly Float32Array<ArrayBuffer>[]
  /** @param length how many samples it decoded to */
  keep(length: number): Kept
}

export const containers = ['mp3', 'adts', 'mp4', 'ogg', 'flac', 'wav', 'matroska'] as const
export type Container = (typeof containers)[number]

/** What a file is, by its content: its sound as samples from 0 on, whoever lists, analyses, draws or plays it. */
export interface Media {
  readonly container: Container
  /** As a person calls it: 'MP3', 'AAC', 'Opus', 'Apple Lossless' … */
  readonly codec: string
  /** Of the samples that its pieces give. */
  readonly sampleRate: number
  readonly channels: number
  /** Of what is heard: without the encoder's padding. */
  readonly duration: Seconds
  /** The duration is counted, not estimated: it is within a frame of what is decoded. */
  readonly exact: boolean
  /**
   * The sound, piece by piece: what they keep touches, and has no gap and no overlap.
   * @param budget samples of one piece over all channels, about
   * @param from a sample: the first piece is the one that keeps it. What it keeps may begin earlier
   */
  pieces(budget: number, from?: number): AsyncIterable<Piece>
}

/** It is sound, but neither the platform nor we can decode it. */
export interface Unplayable {
  readonly container: Container
  /** As a person calls it. */
  readonly unplayable: string
}

/**
 * Opens a file of one format; undefined: it is none.
 * @param head its first 64 KiB
 */
export type Opener = (source: Source, head: Uint8Array) => Promise<Media | Unplayable | undefined>
