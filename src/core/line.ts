/** Stands for a character that nobody would see: U+FFFD, which every font has. */
const sign = '\ufffd'

/** Those that turn the order of what follows them: a name that ends in '3pm.exe' may be shown as 'exe.mp3'. */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu
/** Marks of direction, at home beside letters that are written from the right. */
const marks = /[\u061c\u200e\u200f]/gu
const fromTheRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
/** Without width or shape. Tags of Unicode are at home in flags only, joiners only within a script or an emoji that uses them. */
const unseen =
  /\u{1F3F4}[\u{E0020}-\u{E007F}]{1,8}|[\u034f\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{E0000}-\u{E007F}]|(?<![^\u0000-\u007f\s])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u007f\s])/gu

/** A text with a sign in the place of each character that hides, or hides others. It gets no longer by it. */
export function visible(text: string): string {
  const turned = text.replaceAll(turning, sign).replaceAll(unseen, (one) => (one.length > 2 ? one : sign))
  return fromTheRight.test(text) ? turned : turned.replaceAll(marks, sign)
}

/** A text from outside for one line of a screen, a terminal or a playlist: no control characters, none that hides, no space around it. */
export const oneLine = (text: string): string => visible(text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim())
