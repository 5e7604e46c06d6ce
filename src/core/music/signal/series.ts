/** Numbers of which nobody knows how many will come. */
export function createSeries() {
  let data = new Float32Array(4096)
  let count = 0
  return {
    push(value: number): void {
      if (count === data.length) {
        const larger = new Float32Array(2 * count)
        larger.set(data)
        data = larger
      }
      data[count++] = value
    },
    length: () => count,
    take: (length: number): Float32Array => data.subarray(0, length),
  }
}
