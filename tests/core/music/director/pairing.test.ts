import { describe, expect, test } from 'vitest'
import { candidateOf } from '../../../../src/core/music/director/candidate'
import { noTaste } from '../../../../src/core/music/director/direction'
import { pairing } from '../../../../src/core/music/director/pairing'
import { song } from '../library'

describe('two tracks near each other', () => {
  const cost = (one: string, two: string) => pairing([one, two].map((artist, i) => candidateOf({ ...song(i + 1).track, artist }, null, 0)), noTaste)(0, 1, 1)
  test.each(['The Bravery feat. Somebody', 'Bravery', 'The Bravery (with Somebody)', 'The Bravery, Somebody', 'the bravery; Somebody'])('are by one artist where the other is by %s', (artist) => {
    expect(cost('The Bravery', artist)).toBeGreaterThan(0)
  })
  test('are not by one because the same guest is there', () => expect(cost('A, Somebody', 'B, Somebody')).toBe(0))
})
