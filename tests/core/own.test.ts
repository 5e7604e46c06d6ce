import { expect, it } from 'vitest'
import { own } from '../../src/core/own'

it('an object holds what it was given, and nothing that every object has from elsewhere', () => {
  const given = JSON.parse('{ "a": 1, "__proto__": 2 }') as Record<string, number>
  expect(own(given, 'a')).toBe(1)
  expect(own(given, '__proto__')).toBe(2)
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'b']) expect(own(given, name)).toBeUndefined()
  expect(own({}, '__proto__')).toBeUndefined()
})
