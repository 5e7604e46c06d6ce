/** The MP4 with a new table of times: of every four frames one lasts 448 samples longer and one as much less. */
export function jittered(file: Buffer): Buffer {
  const boxes = (bytes: Buffer) => {
    const found: Buffer[] = []
    for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at)) found.push(bytes.subarray(at, at + bytes.readUInt32BE(at)))
    return found
  }
  const box = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(content.length + 8)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, content])
  }
  const changed = (whole: Buffer): Buffer => {
    const type = whole.toString('latin1', 4, 8)
    if (type === 'stts') {
      const times = Math.floor(whole.readUInt32BE(16) / 4)
      const table = Uint32Array.from([0, 3 * times, ...Array.from({ length: times }, () => [2, 1024, 1, 1472, 1, 576]).flat()])
      return box(type, Buffer.from(table.buffer).swap32())
    }
    if (!['moov', 'trak', 'mdia', 'minf', 'stbl'].includes(type)) return whole
    return box(type, Buffer.concat(boxes(whole.subarray(8)).map(changed)))
  }
  const parts = boxes(file)
  const moov = parts.find((part) => part.toString('latin1', 4, 8) === 'moov')!
  // The frames stay where they are: the new table comes last.
  const left = parts.map((part) => (part === moov ? box('free', moov.subarray(8)) : part))
  return Buffer.concat([...left, changed(moov)])
}
