import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ReportSchema, type Report } from '../../src/core/report'
import { openJournal } from '../../src/main/journal'
import { followSessions, type SessionsOptions } from '../../src/main/sessions'
import { createWriter } from '../../src/main/writer'
import { accountOf, type Entry } from '../../src/core/journal'
import { temporaryFolder } from './folder'

const report: Report = {
  app: '0.1.0', electron: '33.2.1', workout: 'Tabata', startedAt: '2026-05-04T03:02:01.000Z', outcome: 'finished',
  done: { work: 0, rounds: 0, pauses: 0, songs: 0, bells: 0 },
  segments: [], cues: [], music: [], moments: [], events: [],
}

function house(more: Partial<SessionsOptions> = {}) {
  const folder = temporaryFolder()
  const heard: unknown[] = []
  const note = (what: string) => (value: unknown) => void heard.push([what, value])
  const wanted = join(folder, 'r.json')
  const journal = openJournal(join(folder, 'sessions', 'running.jsonl'))
  onTestFinished(() => journal.clear())
  let leave = () => {}
  const left = new Promise<void>((resolve) => (leave = resolve))
  const sessions = followSessions({
    folder: join(folder, 'sessions'), writer: createWriter({ trouble: note('trouble') }), journal, report: wanted, print: note('print'), pictures: null,
    ended: () => undefined, running: note('running'), quit: (status) => (heard.push(['quit', status]), leave()), fail: note('fail'), ...more,
  })
  return { folder, journal, wanted, heard, sessions, left }
}

describe('a session', () => {
  it('leaves its report where it was asked for and with those of all sessions, and then quits', async () => {
    const { folder, wanted, heard, sessions } = house()
    sessions.started()
    sessions.segment({ index: 0, phase: 'prep', text: '0:00 prep' })
    await sessions.finished({ report, heard: [] })
    expect(heard).toEqual([['running', true], ['print', '0:00 prep'], ['running', false], ['quit', 0]])
    expect(JSON.parse(readFileSync(wanted, 'utf8'))).toEqual(report)
    const [kept] = readdirSync(join(folder, 'sessions'))
    expect(JSON.parse(readFileSync(join(folder, 'sessions', String(kept)), 'utf8'))).toEqual(report)
    expect(readdirSync(folder).sort()).toEqual(['r.json', 'sessions'])
  })
  it('tells how long each track sounded, which its report does not', async () => {
    const told: unknown[] = []
    const { sessions, wanted } = house({ ended: (_report, heard) => void told.push(heard) })
    await sessions.finished({ report, heard: [{ id: 'a', seconds: 5 }] })
    expect(told).toEqual([[{ id: 'a', seconds: 5 }]])
    expect(JSON.parse(readFileSync(wanted, 'utf8'))).toEqual(report)
  })
  it('says in one sentence that its report could not be written, and leaves nothing half', async () => {
    const { folder, wanted, heard, sessions } = house()
    mkdirSync(wanted)
    await sessions.finished({ report, heard: [] })
    expect(heard).toContainEqual(['fail', expect.stringMatching(/^The report could not be written to .*r\.json \(\w+\)\.$/)])
    expect(readdirSync(folder).sort()).toEqual(['r.json', 'sessions'])
  })
  it('does not quit where nobody asked for it', async () => {
    const { heard, sessions } = house({ quit: null, print: null })
    sessions.started()
    await sessions.finished({ report, heard: [] })
    expect(heard).toEqual([['running', true], ['running', false]])
  })
  it('is waited for until its report is written', async () => {
    const { wanted, sessions } = house()
    sessions.started()
    const ended = sessions.ended().then(() => readFileSync(wanted, 'utf8').length)
    await sessions.finished({ report, heard: [] })
    expect(await ended).toBeGreaterThan(0)
    await sessions.ended()
  })
  it('that is lost with its page lets the display sleep and fails, where nobody is there to go on with it', async () => {
    const { heard, sessions, left } = house()
    sessions.lost('its page crashed')
    expect(heard).toEqual([])
    sessions.started()
    sessions.lost('its page crashed')
    expect(sessions.running()).toBe(false)
    await left
    expect(heard.slice(1)).toEqual([['running', false], ['fail', 'The session was lost: its page crashed.'], ['quit', 1]])
  })
  it('that could not run says why, and fails, also where nobody asked to quit after it', () => {
    const { heard, sessions } = house()
    sessions.refused({ reason: 'there is no sound device.' })
    expect(heard).toEqual([['fail', 'The session could not run: there is no sound device.'], ['quit', 1]])
    const patient = house({ quit: null })
    patient.sessions.refused({ reason: 'there is no sound device.' })
    expect(patient.heard).toEqual([['fail', 'The session could not run: there is no sound device.']])
  })
  it('that finds no room for its report keeps it in memory, tells it, and writes it when there is room', async () => {
    const again: (() => void)[] = []
    const told: unknown[] = []
    const writer = createWriter({ trouble: (reason) => told.push(reason), later: (work) => again.push(work) })
    const { folder, sessions } = house({ writer })
    writeFileSync(join(folder, 'sessions'), 'in the way')
    await sessions.finished({ report, heard: [] })
    expect(told).toEqual([expect.any(String)])
    rmSync(join(folder, 'sessions'))
    again.shift()?.()
    await writer.settled()
    expect(told.at(-1)).toBeNull()
    expect(readdirSync(join(folder, 'sessions'))).toHaveLength(1)
  })
})

const workout = { name: 'Three', prep: 0, warmup: 0, rounds: 3, intervals: [{ work: 60, rest: 30 }], cooldown: 0 }
const begun = (startedAt = '2026-05-04T03:02:01.000Z'): Entry[] => [
  { kind: 'start', app: '0', electron: '33', startedAt, workout },
  { kind: 'enter', segment: 0, time: 0 },
]
const beat = (at: number, wall = Date.now()): Entry => ({ kind: 'beat', at, time: at, wall, heard: [{ id: 'a', seconds: at }] })
const reports = (folder: string) => readdirSync(join(folder, 'sessions')).filter((name) => name.endsWith('.json'))
const reportIn = (folder: string): Report => ReportSchema.parse(JSON.parse(readFileSync(join(folder, 'sessions', String(reports(folder)[0])), 'utf8')))

describe('a session that is interrupted', () => {
  const open = () => house({ quit: null })
  /** Another start of the app, with the same folder. */
  const again = (folder: string, more: Partial<SessionsOptions> = {}) =>
    followSessions({ folder: join(folder, 'sessions'), writer: createWriter({ trouble: () => undefined }), journal: openJournal(join(folder, 'sessions', 'running.jsonl')), report: null, print: null, pictures: null, ended: () => undefined, running: () => undefined, quit: null, fail: () => undefined, ...more })

  it('with its page is handed to the next one, with the reason, and is not when it has ended', async () => {
    const { sessions, folder } = open()
    sessions.started()
    await sessions.journal(begun())
    await sessions.journal([beat(10), beat(70)])
    expect(await sessions.interrupted()).toBeNull()
    sessions.lost('the screen crashed (killed)')
    const answer = await sessions.interrupted()
    const account = answer && 'entries' in answer ? accountOf(answer.entries) : null
    expect(account).toMatchObject({ gone: 'the screen crashed (killed)', last: { at: 70 } })
    expect(account?.heard.get('a')).toBe(80)
    sessions.started()
    await sessions.journal([beat(71)])
    await sessions.finished({ report, heard: [] })
    expect(await sessions.interrupted()).toBeNull()
    expect(await again(folder).interrupted()).toBeNull()
  })
  it('with the whole program is handed to the next start', async () => {
    const { sessions, folder, journal } = open()
    sessions.started()
    await sessions.journal([...begun(), beat(70)])
    await journal.settled()
    const answer = await again(folder).interrupted()
    expect(answer && 'entries' in answer ? accountOf(answer.entries) : null).toMatchObject({ gone: 'the program ended', last: { at: 70 } })
  })
  it('is kept as stopped where the user wants that, and counts what was heard', async () => {
    const heard: unknown[] = []
    const { sessions, folder } = house({ quit: null, ended: (_report, what) => heard.push(...what) })
    sessions.started()
    await sessions.journal([...begun(), beat(70)])
    sessions.lost('the screen crashed')
    await sessions.keep()
    expect(reportIn(folder)).toMatchObject({ outcome: 'stopped', done: { work: 60, rounds: 1 } })
    expect(heard).toEqual([{ id: 'a', seconds: 70 }])
    expect(await sessions.interrupted()).toBeNull()
  })
  it('long ago is kept as stopped, with a word', async () => {
    const { sessions, folder } = open()
    sessions.started()
    await sessions.journal([...begun(), beat(70, Date.now() - 13 * 3600 * 1000)])
    sessions.lost('the screen crashed')
    expect(await sessions.interrupted()).toEqual({ kept: expect.stringMatching(/Three of 2026-05-04 .* kept as stopped/) })
    expect(reportIn(folder).outcome).toBe('stopped')
  })
  it('after its end, before it was reported, is reported as finished and not offered', async () => {
    const { sessions, folder } = open()
    sessions.started()
    await sessions.journal([...begun(), beat(240)])
    sessions.lost('the screen crashed')
    expect(await sessions.interrupted()).toBeNull()
    expect(reportIn(folder)).toMatchObject({ outcome: 'finished' })
  })
  it('gives way to another that is started, and is kept as stopped', async () => {
    const { sessions, folder } = open()
    sessions.started()
    await sessions.journal([...begun('2026-05-01T00:00:00.000Z'), beat(70)])
    sessions.lost('the screen crashed')
    sessions.started()
    await sessions.journal([...begun(), beat(1)])
    expect(reports(folder)).toEqual(['2026-05-01T00-00-00-000Z.json'])
    sessions.lost('the screen crashed')
    const answer = await sessions.interrupted()
    expect(answer && 'entries' in answer ? accountOf(answer.entries)?.last.at : null).toBe(1)
  })
  it('that cannot be read is set aside and told of', async () => {
    const { sessions, folder } = open()
    mkdirSync(join(folder, 'sessions'), { recursive: true })
    writeFileSync(join(folder, 'sessions', 'running.jsonl'), 'nonsense')
    expect(await sessions.interrupted()).toEqual({ kept: expect.stringMatching(/cannot be read.*damaged/) })
    expect(await sessions.interrupted()).toBeNull()
  })
  it('because its page hangs when the window closes is reported from what is written down', async () => {
    const { sessions, wanted, heard } = open()
    sessions.started()
    await sessions.journal([...begun(), beat(70)])
    await sessions.abandon('its page did not end it in time')
    expect(ReportSchema.parse(JSON.parse(readFileSync(wanted, 'utf8'))).outcome).toBe('stopped')
    expect(heard).toContainEqual(['fail', expect.stringContaining('cut off')])
  })
})
