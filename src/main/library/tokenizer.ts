import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions } from 'strtok3'
import type { Bytes } from '../bytes'

/** A file from a place on, as the reader of tags takes it. `mimeType` says what it is where its name does not. */
export class BytesTokenizer extends AbstractTokenizer {
  readonly fileInfo: { readonly path: string; readonly size: number; readonly mimeType?: string }

  constructor(
    private readonly bytes: Bytes,
    private readonly start: number,
    mimeType?: string,
  ) {
    super()
    this.fileInfo = { path: bytes.path, size: bytes.size - start, ...(mimeType !== undefined && { mimeType }) }
  }

  async peekBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { length, position, mayBeLess } = this.normalizeOptions(into, options)
    const count = this.bytes.read(into.subarray(0, length), this.start + position)
    if (count < length && !mayBeLess) throw new EndOfStreamError()
    return count
  }

  async readBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const count = await this.peekBuffer(into, options)
    this.position = (options?.position ?? this.position) + count
    return count
  }

  supportsRandomAccess(): boolean {
    return true
  }

  setPosition(position: number): void {
    this.position = position
  }
}
