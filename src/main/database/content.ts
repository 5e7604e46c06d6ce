import { createHash } from 'node:crypto'
import { openBytes, pieceOf, type Bytes } from '../bytes'
import { audioOf, sampled, type Audio, type Span } from './audio'

/** What a file holds, as a name for it. */
export interface Names {
  readonly content: string
  /** The name that it had in databases before version 3, where that is another. */
  readonly was?: string
}

/** 128 bits of SHA-256. */
const digest = (hash: ReturnType<typeof createHash>): string => hash.digest('hex').slice(0, 32)

function nameOf({ length, pieces }: Audio): string {
  const hash = createHash('sha256').update(length)
  for (const piece of pieces) hash.update(piece)
  return digest(hash)
}

/** What was once taken for the audio: all but one ID3v2 tag, whatever its footer, and one ID3v1 tag. */
function formerly(bytes: Bytes): Span {
  const head = pieceOf(bytes, 0, 10)
  const size = head.length === 10 && head.toString('latin1', 0, 3) === 'ID3' ? 10 + ((head[6]! << 21) | (head[7]! << 14) | (head[8]! << 7) | head[9]!) : 0
  const end = bytes.size >= 128 && pieceOf(bytes, bytes.size - 128, 3).toString('latin1') === 'TAG' ? 128 : 0
  return [size < bytes.size ? size : 0, bytes.size - end]
}

/**
 * Names what a file holds by the length of its audio and some of its bytes (audio.ts). The name stays when the file is moved,
 * renamed or tagged anew; two files of one recording have one name.
 */
export function contentOf(bytes: Bytes): Names {
  const span = formerly(bytes)
  const audio = audioOf(bytes)
  const content = nameOf(audio)
  const same = audio.span?.[0] === span[0] && audio.span[1] === span[1]
  return same ? { content } : { content, was: nameOf(sampled(bytes, [span])) }
}

/** The same of the file at a path; null where it cannot be read. */
export function contentAt(path: string): Names | null {
  let bytes: Bytes | null = null
  try {
    bytes = openBytes(path)
    return contentOf(bytes)
  } catch {
    return null
  } finally {
    bytes?.close()
  }
}

/**
 * The name of what a user says about a track: what it holds and how its tags call it. It stays when the file is moved or
 * renamed; copies with other tags are other tracks.
 */
export const identityOf = (content: string, title: string | null, artist: string | null): string =>
  digest(createHash('sha256').update([content, title ?? '', artist ?? ''].join('\n')))
