import { app } from 'electron'
import { availableParallelism } from 'node:os'
import { mappedOf, partsOf, type FoundSongs } from '../../core/music/catalog/mapped'
import { decidesTempo } from '../../core/music/correction'
import { direct } from '../../core/music/director/direct'
import { noEdits, noTaste, type Direction, type Facts } from '../../core/music/director/direction'
import { shortlist } from '../../core/music/director/shortlist'
import { match } from '../../core/music/match'
import { policyOf } from '../../core/music/policy'
import type { Setlist } from '../../core/music/setlist'
import { tempoOfTrack, type Heard, type Track } from '../../core/music/track'
import { sentence } from '../../core/result'
import { quickWorkout } from '../../core/workout/builtin'
import { compile, type Plan } from '../../core/workout/plan'
import type { Workout } from '../../core/workout/workout'
import { catalogPlaces, type Start } from '../begin'
import { nameOf } from '../library/entry'
import { scanFolder, type Found } from '../library/scan'
import { readAll } from '../library/tagger'
import createThread from '../library/thread?nodeWorker'
import { catalogOf } from '../soundtrack/catalogs'
import { leave, say, writeReport } from '../terminal'
import { choicesOf } from '../workouts'
import { openSweep } from './sweep'

/** The same workout and folder give the same setlist. */
const SEED = 1
const threads = Math.max(2, Math.min(4, availableParallelism()))
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
  const files = await filesOf(folders)
  const sweep = await openSweep(files)
  const tags = await tagsOf(files)
  const songs = await songsOf(tags, start.settings.get().preferences.catalog)
  const heard = new Map<string, { readonly heard: Heard; readonly facts: Facts }>()
  const contents = new Map((await sweep.look(files)).flatMap((known, i) => (known ? [[files[i]!.id, known.content]] : [])))

  const analyse = async (some: readonly Found[]) => {
    await sweep.analyse(some)
    for (const { id } of some) {
      const outcome = sweep.done.get(id)?.outcome
      if (!outcome || 'failed' in outcome) continue
      const content = contents.get(id)
      const { analysis, corrections } = content === undefined ? { analysis: null, corrections: [] } : await sweep.store.analysis(content)
      const facts = analysis ?? outcome.result
      const { reason, tempo, tempoConfidence, tempoReadings } = facts
      heard.set(id, { facts, heard: { state: 'done', reason, tempo, tempoConfidence, tempoReadings, corrected: decidesTempo(corrections) } })
    }
  }
  const direction = (): Direction => {
    const { music, crossfade } = start.settings.get().preferences
    const tracks = files.flatMap(({ id }) => {
      const track = tags.get(id)?.track
      const known = heard.get(id)
      return track ? [{ ...track, ...tempoOfTrack(track.tempo, known?.heard ?? null) }] : []
    })
    const taste = { ...noTaste, mapped: songs === null ? noTaste.mapped : mappedOf(partsOf(songs, tracks)) }
    const facts = new Map([...heard].map(([id, known]) => [id, known.facts]))
    return { plan: compiled.value, tracks, facts, policy: policyOf(music, workout.music), crossfade, taste, edits: noEdits, seed: SEED }
  }

  // Whoever has a tempo by its tag is analysed only if it comes into question; then its own tempo may send it away again.
  await analyse(files.filter(({ id }) => tags.has(id) && tags.get(id)!.track.tempo === null))
  for (let fresh = await next(); fresh.length > 0 && !sweep.stopped(); fresh = await next()) await analyse(fresh)
  const { plan } = direction()
  const setlist = direct(direction())
  const status = await writeReport(report, setlistReport(plan, setlist), setlist.music.length > 0 ? 0 : 1)
  await sweep.close()
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

/** The audio files of some folders, each once. */
async function filesOf(folders: readonly string[]): Promise<Found[]> {
  const found = new Map<string, Found>()
  for (const folder of folders) {
    const { files, problems, problem } = await scanFolder(folder)
    if (problem !== null) say(problem)
    for (const { file, reason } of problems) say(`${file}: ${reason}`)
    for (const file of files) if (!found.has(file.id)) found.set(file.id, file)
  }
  return [...found.values()]
}

/** A file as its tags have it, for the director and for the matching. */
interface Tagged {
  readonly track: Track
  /** Null where the title is only the file's name. */
  readonly title: string | null
}

/** What can be read of the files' tags; a file that cannot be read is said and left out. */
async function tagsOf(files: readonly Found[]): Promise<Map<string, Tagged>> {
  const tags = new Map<string, Tagged>()
  await readAll(files, { createWorker: () => createThread({}), threads }, ({ id, file }, result) => {
    if ('failed' in result) return void say(`${file}: ${result.failed}`)
    const { title, artist, album, duration, tempo } = result
    tags.set(id, { title, track: { id, file, title: title ?? nameOf(file), artist, album, duration, ...tempoOfTrack(tempo, null) } })
  })
  return tags
}

/** Which files are songs of the soundtrack, a catalog's id; null where it cannot be read. */
async function songsOf(tags: ReadonlyMap<string, Tagged>, soundtrack: string): Promise<FoundSongs | null> {
  const catalog = await catalogOf(soundtrack, catalogPlaces(), soundtrack)
  if (!catalog.ok) {
    say(sentence(catalog.error))
    return null
  }
  const candidates = [...tags.values()].map(({ title, track: { id, file, artist, album, duration } }) => ({ id, file, title, artist, album, duration, content: null }))
  const songs = match(catalog.value, candidates, []).map(({ state, candidate }) => ({ state, file: candidate?.id ?? null }))
  return { catalog: catalog.value, songs }
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
