import { freeKey, type Preferences } from '../core/settings'

/** The letters that are on other keys than usual, each with its key: an exchange of places, so that no two are ever on one key. */
export type Moved = Preferences['keys']

/** A key that a letter can be put on: a letter or a digit, in lower case. */
export const isFree = (key: string): boolean => freeKey.test(key)

/** The key that a letter is on. */
export const keyOf = (moved: Moved, letter: string): string => (Object.hasOwn(moved, letter) ? moved[letter]! : letter)

/** The letter that is on a key. */
export const letterOn = (moved: Moved, key: string): string => Object.keys(moved).find((letter) => moved[letter] === key) ?? key

/** Puts a letter on a key; what was on that one comes to where the letter was. */
export function exchanged(moved: Moved, letter: string, key: string): Moved {
  const next = { ...moved, [letter]: key, [letterOn(moved, key)]: keyOf(moved, letter) }
  return Object.fromEntries(Object.entries(next).filter(([one, on]) => one !== on))
}

/** A key as it is printed, of a letter or a key as the program names it. */
export const printed = (moved: Moved, name: string): string => (name.length === 1 ? keyOf(moved, name.toLowerCase()).toUpperCase() : name)
