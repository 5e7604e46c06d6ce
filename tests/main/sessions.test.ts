import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/core/report'
import { followSessions, type SessionsOptions } from '../../src/main/sessions'
import { createWriter } from '../../src/main/writer'
import { temporaryFolder } from './folder'

const report: Report = {
  app: '0.1.0', electron: '33.2.1', workout: 'Tabata', startedAt: '2026-05-04T03:02:01.000Z', outcome: 'finished',
  segments: [], cues: [], music: [], moments: [], events: [],
}

function house(more: Partial<SessionsOptions> = {}) {
  const folder = temporaryFolder()
  const heard: unknown[] = []
  const note = (what: string) => (value: unknown) => void heard.push([what, value])
  const wanted = join(folder, 'r.json')
  const sessions = followSessions({
    folder: join(folder, 'sessions'), writer: createWriter({ trouble: note('trouble') }), report: wanted, print: note('print'), pictures: null,
    ended: () => undefined, running: note('running'), quit: note('quit'), fail: note('fail'), ...more,
  })
  return { folder, wanted, heard, sessions }
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
  it('that is lost with its page lets the display sleep, and fails', () => {
    const { heard, sessions } = house()
    sessions.lost('its page crashed')
    expect(heard).toEqual([])
    sessions.started()
    sessions.lost('its page crashed')
    expect(heard.slice(1)).toEqual([['running', false], ['fail', 'The session was lost: its page crashed.'], ['quit', 1]])
    expect(sessions.running()).toBe(false)
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
