import fs from 'node:fs'

/**
 * Watches the renderer processes under a process, where /proc tells of them.
 * @param {number} pid
 * @returns {() => number} ends it; the most that one of them ever held without what it shares with others, in MB
 */
export function peakOf(pid) {
  let peak = 0
  const timer = setInterval(() => {
    for (const one of under(pid)) peak = Math.max(peak, own(one))
  }, 100)
  timer.unref()
  return () => {
    clearInterval(timer)
    return peak
  }
}

const read = (/** @type {string} */ file) => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function own(/** @type {number} */ pid) {
  if (!read(`/proc/${pid}/cmdline`).includes('--type=renderer')) return 0
  const status = read(`/proc/${pid}/status`)
  const field = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return field('RssAnon') + field('RssShmem')
}

/** @returns {number[]} */
function under(/** @type {number} */ pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...under(child)])
}
