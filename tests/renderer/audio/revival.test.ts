import { beforeEach, describe, expect, it } from 'vitest'
import { Revival } from '../../../src/renderer/audio/revival'

/** A system whose devices, service and context are a test's to break. */
class FakeSystem {
  devices = 1
  /** Where the service has lost its server, it knows of no device. */
  lost = false
  hangs = false
  /** A new context runs. */
  good = true
  runs = true
  restarts = 0
  readonly renewals: number[] = []
  now = 0

  outputs = async (): Promise<number> => {
    if (this.hangs) throw new Error('hangs')
    return this.lost ? 0 : this.devices
  }
  restart = async (): Promise<void> => {
    this.restarts++
    this.lost = this.devices === 0
  }
  renew = (): void => {
    this.renewals.push(this.now)
    this.runs = this.good
  }
}

let system: FakeSystem
let revival: Revival

/** Lets time pass, in steps of 25 ms. */
async function pass(seconds: number, wanted = true): Promise<void> {
  for (let i = 0; i < Math.round(seconds * 40); i++) {
    system.now += 0.025
    revival.watch(system.runs, system.now, wanted)
    await new Promise(setImmediate)
  }
}

beforeEach(() => {
  system = new FakeSystem()
  revival = new Revival(system)
})

describe('the way back of the sound', () => {
  it('leaves alone what runs, and what stands still for a moment', async () => {
    await revival.look()
    await pass(10)
    system.runs = false
    await pass(0.9)
    system.runs = true
    await pass(5)
    expect([system.renewals, system.restarts, revival.heard]).toEqual([[], 0, true])
  })

  it('makes one new context a second after it came to stand still', async () => {
    await pass(1)
    system.runs = false
    await pass(5)
    expect(system.renewals).toHaveLength(1)
    expect(system.renewals[0]! - 1).toBeGreaterThan(0.95)
    expect(system.renewals[0]! - 1).toBeLessThan(1.1)
    expect(system.restarts).toBe(0)
  })

  it('has the service started anew that has lost its server, again and again, until there is a device', async () => {
    await pass(1)
    system.runs = false
    system.lost = true
    system.devices = 0
    await pass(10)
    expect(system.renewals).toEqual([])
    expect(system.restarts).toBeGreaterThan(4)
    expect(revival.heard).toBe(false)
    system.devices = 1
    const back = system.now
    await pass(5)
    expect(system.renewals).toHaveLength(1)
    expect(system.renewals[0]! - back).toBeLessThan(1.6)
    expect(revival.heard).toBe(true)
  })

  it('tells that nobody hears a context that runs without a device, and takes the first device that comes at once', async () => {
    system.devices = 0
    await revival.look()
    expect(revival.heard).toBe(false)
    await pass(3)
    system.lost = false
    system.devices = 1
    await revival.look()
    const back = system.now
    await pass(1)
    expect(system.renewals).toHaveLength(1)
    expect(system.renewals[0]! - back).toBeLessThan(0.1)
    expect(revival.heard).toBe(true)
  })

  it('makes no context while nobody answers, which would hold up the page', async () => {
    await pass(1)
    system.runs = false
    system.hangs = true
    await pass(10)
    expect(system.renewals).toEqual([])
    system.hangs = false
    await pass(2)
    expect(system.renewals).toHaveLength(1)
  })

  it('does not blame the contexts for ever: after some in vain the service is started anew', async () => {
    system.runs = false
    system.good = false
    await pass(4.5)
    expect([system.renewals.length, system.restarts]).toEqual([3, 1])
  })

  it('is in no hurry while nobody wants to hear', async () => {
    system.devices = 0
    await revival.look()
    await pass(60, false)
    expect(system.restarts).toBeLessThanOrEqual(4)
  })
})
