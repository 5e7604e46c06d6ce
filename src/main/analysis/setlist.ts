import { app } from 'electron'
import { mappedOf, partsOf, type FoundSongs } from '../../core/music/catalog/mapped'
import { decidesTempo } from '../../core/music/correction'
import { direct } from '../../core/music/director/direct'
import { noEdits, type Direction, type Facts } from '../../core/music/director/direction'
import { shortlist } from '../../core/music/director/shortlist'
import { tasteOf } from '../../core/music/director/taste'
import { policyOf } from '../../core/music/policy'
import type { Setlist } from '../../core/music/setlist'
import { playable, type Heard } from '../../core/music/track'
import { sentence } from '../../core/result'
import { quickWorkout } from '../../core/workout/builtin'
import { compile, type Plan } from '../../core/workout/plan'
import type { Workout } from '../../core/workout/workout'
import { catalogPlaces, type Start } from '../begin'
import type { Found } from '../library/scan'
import { catalogOf } from '../soundtrack/catalogs'
import { findSongs, type Sources } from '../soundtrack/soundtrack'
import { leave, say, writeReport } from '../terminal'
import { openStore, readMusic } from '../windowless'
import { choicesOf } from '../workouts'
import { openSweep } from './sweep'

/** The same workout, music and words of the user give the same setlist. */
const SEED = 1
/** Microseconds: what follows from offset, rate and start stays exact. */
const exact = (value: number): number => Math.round(1e6 * value) / 1e6

/** --plan: analyses what it must, lays the music over the workout, writes the setlist and ends the app. No window, no sound. */
export async function planFolder(start: Start): Promise<void> {
  const { request: { report, music: folders } } = start
  const workout = workoutOf(start)
  if (report === null || folders === null || workout === undefined) return app.exit(2)
  const compiled = compile(workout)
  if (!compiled.ok) {
    say(sentence(compiled.error))
    return app.exit(1)
  }
  app.on('window-all-closed', () => undefined)
  const store = await openStore()
  const library = await readMusic(store, folders)
  // The order in which files were read is a matter of chance.
  const files: readonly Found[] = library.unlooked(Infinity).toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const sweep = await openSweep(files, store)
  const songs = await songsOf(start.settings.get().preferences.catalog, { library, store })
  const facts = new Map<string, Facts>()
  const contents = new Map((await sweep.look(files)).flatMap((known, i) => (known ? [[files[i]!.id, known.content]] : [])))

  const analyse = async (some: readonly Found[]) => {
    await sweep.analyse(some)
    const news: [id: string, heard: Heard][] = []
    for (const { id } of some) {
      const outcome = sweep.done.get(id)?.outcome
      if (!outcome) continue
      if ('failed' in outcome) {
        news.push([id, { state: 'failed', reason: outcome.failed, tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false }])
        continue
      }
      const content = contents.get(id)
      const { analysis, corrections } = content === undefined ? { analysis: null, corrections: [] } : await store.analysis(content)
      const known = analysis ?? outcome.result
      facts.set(id, known)
      const { reason, tempo, tempoConfidence, tempoReadings, energy, duration } = known
      news.push([id, { state: 'done', reason, tempo, tempoConfidence, tempoReadings, energy, duration, corrected: decidesTempo(corrections) }])
    }
    library.setHeard(news)
  }
  const direction = (): Direction => {
    const { music, crossfade } = start.settings.get().preferences
    const tracks = files.flatMap(({ id }) => library.track(id) ?? [])
    const taste = { ...tasteOf(tracks, new Date().toISOString()), ...(songs && { mapped: mappedOf(partsOf(songs, tracks)) }) }
    return { plan: compiled.value, tracks: tracks.filter(playable), facts, policy: policyOf(music, workout.music), crossfade, taste, edits: noEdits, seed: SEED }
  }

  // Whoever has a tempo already is analysed only if it comes into question; then its own tempo may send it away again.
  await analyse(files.filter(({ id }) => library.track(id)?.tempo === null))
  for (let fresh = await next(); fresh.length > 0 && !sweep.stopped(); fresh = await next()) await analyse(fresh)
  const { plan } = direction()
  const setlist = direct(direction())
  const status = await writeReport(report, setlistReport(plan, setlist), setlist.music.length > 0 ? 0 : 1)
  await sweep.close()
  await store.close().catch(() => undefined)
  for (const warning of setlist.warnings) say(warning)
  leave(status)

  async function next(): Promise<Found[]> {
    const wanted = new Set(shortlist(direction()))
    return files.filter(({ id }) => wanted.has(id) && !sweep.done.has(id))
  }
}

function workoutOf({ request, settings }: Start): Workout | undefined {
  const { preferences, workouts } = settings.get()
  if (request.workout === 'quick') return quickWorkout(preferences.quick)
  return choicesOf(workouts, request.workoutFile).find(({ id }) => id === request.workout)?.workout
}

/** Which files are songs of the soundtrack, a catalog's id; null where it cannot be read. */
async function songsOf(soundtrack: string, sources: Sources): Promise<FoundSongs | null> {
  const read = await catalogOf(soundtrack, catalogPlaces(), soundtrack)
  if (!read.ok) {
    say(sentence(read.error))
    return null
  }
  const { catalog } = read.value
  return findSongs(catalog, sources).then(
    (songs) => ({ catalog, songs }),
    (error: unknown) => {
      say(String(error))
      return null
    },
  )
}

/** The report of --plan. Seconds, BPM, dB; `drop` in session time. */
export const setlistReport = ({ segments }: Plan, { seed, warnings, music }: Setlist) => ({
  seed,
  warnings,
  segments: segments.map(({ index, phase, round, start, end }) => ({
    phase, round, start, end,
    music: music.filter(({ segment }) => segment === index).map((one) => ({
      file: one.track.file, title: one.track.title, artist: one.track.artist, offset: exact(one.offset), rate: one.rate, tempo: one.track.tempo,
      start: exact(one.start), end: exact(one.end), gain: one.gain, join: one.join, overlap: exact(one.overlap), sound: one.sound,
      drop: one.drop === null ? null : exact(one.drop), reasons: one.reasons,
    })),
  })),
})
