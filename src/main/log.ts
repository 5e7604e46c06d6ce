/** The log is standard error: whoever starts the app reads it there, and nothing is lost in a file that nobody opens. */
export const log = (about: string, what: unknown): void =>
  console.error(`roundhouse: ${about}: ${what instanceof Error ? (what.stack ?? what.message) : String(what)}`)
