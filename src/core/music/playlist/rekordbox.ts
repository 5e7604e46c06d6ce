import type { Intake } from './intake'
import { fileOf } from './uri'
import type { Listener } from './xml'

/** Hears the XML of rekordbox: the tracks of its collection, whose facts are attributes. @see https://rekordbox.com/en/support/developer */
export const hearRekordbox = (intake: Intake): Listener => ({
  open(path, attributes, line) {
    if (path.length !== 3 || path[1] !== 'COLLECTION' || path[2] !== 'TRACK') return
    const [title, artist, album, length, tempo, uri] = ['Name', 'Artist', 'Album', 'TotalTime', 'AverageBpm', 'Location'].map((key) => attributes.get(key))
    intake.take({ title, artist, album, length, tempo, file: uri && fileOf(uri) }, `line ${line}`)
  },
})
