/** An expected failure: `code` for the program to switch on, `message` names the thing, `mend` says what helps. */
export interface Failure<Code extends string = string> {
  readonly code: Code
  readonly message: string
  readonly mend?: string
}

/** What may fail as a matter of course returns a Result; a bug throws. */
export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure<Code> }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

export const fail = <Code extends string>(code: Code, message: string, mend?: string): Result<never, Code> => ({
  ok: false,
  error: mend === undefined ? { code, message } : { code, message, mend },
})

/** One sentence for a screen or a terminal: the message, then the mend if there is one. */
export const sentence = (error: Failure): string => (error.mend ? `${error.message}. ${error.mend}.` : `${error.message}.`)
