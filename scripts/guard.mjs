import { spawn } from 'node:child_process'

// Reads process ids line by line. Its input ends when whoever opened it closes it or dies, even by
// SIGKILL: then it ends all their process groups, firmly after 3 s, and removes the folder.
const script = `
groups=
while read -r id; do groups="$groups -$id"; done
[ -n "$groups" ] && kill -s TERM -- $groups 2>/dev/null
for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  left=
  for group in $groups; do kill -s 0 -- "$group" 2>/dev/null && left="$left $group"; done
  [ -z "$left" ] && break
  [ "$turn" = 15 ] && kill -s KILL -- $left 2>/dev/null
  sleep 0.2
done
rm -rf -- "$1"
`

/**
 * A companion process that cleans up after this one, however it ends.
 * @param {string} folder is removed at the end
 */
export function openGuard(folder) {
  const guard = spawn('/bin/sh', ['-c', script, 'guard', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C in the terminal must not reach it.
  })
  const ended = new Promise((resolve) => guard.on('close', resolve).on('error', resolve))
  // An open desktop must not keep a process alive that has nothing else to do.
  const line = /** @type {import('node:net').Socket} */ (guard.stdin)
  line.on('error', () => {}) // Somebody ended the guard: nothing is left to be told.
  guard.unref()
  line.unref()
  return {
    /** Ends this process's group with everything else; it has to lead one ("detached"). */
    watch(/** @type {number} */ id) {
      line.write(`${id}\n`)
    },
    /** Resolves when everything has ended and the folder is gone. */
    async close() {
      guard.ref()
      line.end()
      await ended
    },
  }
}
