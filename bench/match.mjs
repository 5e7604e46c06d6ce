// node bench/match.mjs [FILES]: how much CPU time the built-in catalog takes against a library of 50,000 files, made up from a fixed seed: a third
// untagged, every artist of the catalog with 200 other songs, and the wanted files among them. Five runs, the middle one.
import { readFileSync } from 'node:fs'
import { runnerImport } from 'vite'

const root = new URL('..', import.meta.url).pathname
const load = async (/** @type {string} */ file) => (await runnerImport(file, { root, logLevel: 'error' })).module
const { match } = await load('./src/core/music/match.ts')
const catalog = JSON.parse(readFileSync(`${root}resources/catalogs/never-back-down.json`, 'utf8'))
const count = Number(process.argv[2] ?? 50_000)

let state = 1
const draw = (/** @type {number} */ below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0 // Numerical Recipes' generator.
  return Math.floor((state / 2 ** 32) * below)
}
const words = 'love night stronger you are mine wolf stars knife under above below time rock star slam safe orange sky río déjà blue fire heart live remix be the of to me control south tales anthem teenage'.split(' ')
const some = (/** @type {number} */ most) => Array.from({ length: 1 + draw(most) }, () => words[draw(words.length)]).join(' ')

const files = Array.from({ length: count }, (_, i) => {
  const song = catalog.tracks[draw(catalog.tracks.length)]
  const own = i % (count / 20) === 0 ? catalog.tracks[Math.floor((20 * i) / count)] : null
  const artist = own?.artist ?? (i % 12 === 0 ? song.artist : some(3))
  const title = own?.title ?? some(5)
  const album = some(3)
  const file = `${artist}/${album}/${String(1 + draw(20)).padStart(2, '0')} - ${title}.mp3`
  const tagged = i % 3 !== 0
  return { id: String(i), content: String(i), file, title: tagged ? title : null, artist: tagged ? artist : null, album: tagged ? album : null, duration: own?.duration ?? 120 + draw(300) }
})

const times = Array.from({ length: 5 }, () => {
  const from = process.cpuUsage()
  match(catalog, files, [])
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
})
const found = match(catalog, files, [])
console.log(`${catalog.tracks.length} songs against ${files.length} files: ${Math.round(times.sort((a, b) => a - b)[2] ?? 0)} ms of CPU time (${Math.round(times.at(-1) ?? 0)} ms at most), ${found.filter((/** @type {any} */ { state }) => state === 'strong').length} strong`)
