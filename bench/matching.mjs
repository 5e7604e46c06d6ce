// node bench/matching.mjs: how well songs are found among the labelled cases of tests/core/music/matching, by kind of damage, for the
// half that the weights were set on and for the other one. --misses lists the cases that went wrong; --tuning leaves the other half out.
import { runnerImport } from 'vite'

const load = async (/** @type {string} */ file) => (await runnerImport(file, { root: new URL('..', import.meta.url).pathname, logLevel: 'error' })).module
const { casesOf } = await load('./tests/core/music/matching/cases.ts')
const { tallyOf, precision, recall } = await load('./tests/core/music/matching/tally.ts')

const share = (/** @type {number} */ x) => x.toFixed(3).padStart(11)
const line = (/** @type {string} */ name, /** @type {any} */ tally) =>
  console.log(`${name.padEnd(42)}${String(tally.cases).padStart(6)}${String(tally.wanted).padStart(7)}${String(tally.strong).padStart(8)}${share(precision(tally))}${share(recall(tally))}${`${tally.offered}/${tally.toOffer}`.padStart(9)}`)

for (const name of process.argv.includes('--tuning') ? ['tuning.txt'] : ['tuning.txt', 'unseen.txt']) {
  const { all, kinds, outcomes } = tallyOf(casesOf(name))
  console.log(`\n${name.replace('.txt', '').padEnd(42)}${'cases'.padStart(6)}${'right'.padStart(7)}${'strong'.padStart(8)}${'precision'.padStart(11)}${'recall'.padStart(11)}${'offered'.padStart(9)}`)
  for (const [kind, tally] of kinds) line(`  ${kind}`, tally)
  line('all', all)
  if (!process.argv.includes('--misses')) continue
  for (const { one, state, file, distance, reasons } of outcomes.filter(({ fine }) => !fine)) {
    console.log(`\n  ${one.kind}: ${one.song.title} / ${one.song.artist}: ${state} ${file} ${distance}, right ${one.right}: ${reasons.join(', ')}`)
    for (const file of one.files) console.log(`    ${file.id} ${[file.file, file.title, file.artist, file.album, file.duration].join(' | ')}`)
  }
}
