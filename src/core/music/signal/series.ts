/** Numbers of which nobody knows how many will come. */
export class Series {
  private data = new Float32Array(4096)
  private count = 0

  push(value: number): void {
    if (this.count === this.data.length) {
      const larger = new Float32Array(2 * this.count)
      larger.set(this.data)
      this.data = larger
    }
    this.data[this.count++] = value
  }

  get length(): number {
    return this.count
  }

  /** The first of them. Not a copy. */
  take(length: number): Float32Array {
    return this.data.subarray(0, length)
  }
}
