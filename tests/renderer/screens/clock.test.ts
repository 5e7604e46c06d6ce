import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clock, countdown, parseClock, parseMinutes, stepLength } from '../../../src/renderer/screens/clock'

it('shows M:SS, MM:SS from ten minutes and H:MM:SS from an hour', () => {
  expect([0, 9, 60, 185, 600, 3599, 3600, 7200].map(clock)).toEqual(['0:00', '0:09', '1:00', '3:05', '10:00', '59:59', '1:00:00', '2:00:00'])
})

it('counts down by the second that is running', () => {
  expect([180, 179.999, 179.001, 179, 1, 0.5, 0.001, 0].map(countdown)).toEqual(['3:00', '3:00', '3:00', '2:59', '0:01', '0:01', '0:01', '0:00'])
})

it('is not moved on by rounding', () => {
  expect(countdown(180.0000000004)).toBe('3:00')
  expect(countdown(1e-10)).toBe('0:00')
})

it('shows the whole second for any time left in whole milliseconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7_200_000 }), (ms) => {
      expect(countdown(ms / 1000)).toBe(clock(Math.ceil(ms / 1000)))
    }),
  )
})

it('reads back every length that it shows', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => void expect(parseClock(clock(seconds))).toBe(seconds)))
})

it('reads seconds too, and refuses what is no length', () => {
  expect(['90', ' 90 s', '1:30', '90:00', '2 min'].map(parseClock)).toEqual([90, 90, 90, 5400, 120])
  expect(['', 'a', '-5', '1:2:3:4', '1.5', '5 m'].map(parseClock)).toEqual([null, null, null, null, null, null])
})

it('takes a small number for minutes in a field of minutes, and any other as it is', () => {
  expect(['2', ' 9 ', '10', '45', '90 s', '2 s', '2 min', '0', '1:30', 'abc'].map(parseMinutes)).toEqual([120, 540, 10, 45, 90, 2, 120, 0, 90, null])
  fc.assert(fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => void expect(parseMinutes(clock(seconds))).toBe(seconds)))
})

it('steps up and down over the same values', () => {
  expect([0, 55, 60, 285, 300, 62].map((value) => stepLength(value, 1))).toEqual([5, 60, 75, 300, 330, 75])
  expect([5, 60, 75, 300, 330, 62].map((value) => stepLength(value, -1))).toEqual([0, 55, 60, 285, 300, 60])
})

it('a step up and a step down lead back, from any value on the grid', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), (steps) => {
      let value = 0
      for (let i = 0; i < steps; i++) value = stepLength(value, 1)
      expect(stepLength(stepLength(value, 1), -1)).toBe(value)
    }),
  )
})
