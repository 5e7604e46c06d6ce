import { availableParallelism } from 'node:os'
import type { SearchOptions } from './searching'
import { readAll } from './tagger'
import createThread from './thread?nodeWorker'

const threads = Math.max(2, Math.min(4, availableParallelism()))
/** A reader of tags needs little; one that wants more has met a file that costs it its life, and that file only. */
const small = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 }

/** Reads files in threads of their own. */
export const readFiles: SearchOptions['readTags'] = (files, each, signal) =>
  readAll(files, { createWorker: () => createThread({ resourceLimits: small }), threads }, each, signal)
