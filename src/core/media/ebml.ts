import { text, view } from './bytes'

// EBML (RFC 8794): elements within elements.

/** An element: where its content begins and ends, in bytes; the end is Infinity where nobody knows. */
export interface Element {
  readonly id: number
  readonly at: number
  readonly end: number
}

/** Bytes of an element's head at most. */
export const LONGEST = 12

/** A number of variable length, and where it ends; undefined where there is none. `marked`: with the bit that tells its length. */
export function number(bytes: Uint8Array, at: number, marked = false): { value: number; at: number } | undefined {
  const lead = bytes[at]
  if (!lead) return undefined
  const size = Math.clz32(lead) - 23
  if (at + size > bytes.length) return undefined
  let value = marked ? lead : lead & (0xff >> size), ones = (lead & (0xff >> size)) === 0xff >> size
  for (let i = 1; i < size; i++) {
    value = value * 256 + bytes[at + i]!
    ones &&= bytes[at + i] === 0xff
  }
  return { value: ones && !marked ? Infinity : value, at: at + size }
}

/** The head of an element, whose first byte has a place in the file. */
export function element(bytes: Uint8Array, place: number, at = 0): Element | undefined {
  const id = number(bytes, at, true), size = id && number(bytes, id.at)
  return id && size && { id: id.value, at: place + size.at - at, end: place + size.at - at + size.value }
}

/** The elements in a stretch of bytes. */
export function* elements(bytes: Uint8Array): Generator<{ id: number; content: Uint8Array }> {
  for (let at = 0; at < bytes.length;) {
    const one = element(bytes, at, at)
    if (!one) return
    yield { id: one.id, content: bytes.subarray(one.at, Math.min(bytes.length, one.end)) }
    at = one.end
  }
}

export const unsigned = (bytes: Uint8Array): number => bytes.subarray(0, 8).reduce((value, byte) => value * 256 + byte, 0)
export const signed = (bytes: Uint8Array): number => (bytes.length > 0 && bytes[0]! & 0x80 ? unsigned(bytes) - 256 ** Math.min(8, bytes.length) : unsigned(bytes))
export const float = (bytes: Uint8Array): number => (bytes.length === 4 ? view(bytes).getFloat32(0) : bytes.length === 8 ? view(bytes).getFloat64(0) : 0)
export const word = (bytes: Uint8Array): string => text(bytes, 0, Math.min(bytes.length, 100)).replace(/\0.*$/s, '')
