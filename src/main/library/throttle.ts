/** Calls `work` at most once in `everyMs`: at once when it was quiet, and once more at the end of a burst. */
export function throttled(work: () => void, everyMs: number): () => void {
  let timer: NodeJS.Timeout | null = null
  let again = false
  const run = () => {
    again = false
    timer = setTimeout(() => {
      timer = null
      if (again) run()
    }, everyMs)
    work()
  }
  return () => {
    if (timer) again = true
    else run()
  }
}
