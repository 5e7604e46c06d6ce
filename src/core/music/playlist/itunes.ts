import type { Intake } from './intake'
import { fileOf } from './uri'
import type { Listener } from './xml'

/**
 * Hears the library of iTunes or Apple Music, a property list: plist > dict > 'Tracks' > dict > an id > dict of keys and values. All tracks are
 * taken, in the file's order, and none of the playlists.
 */
export function hearItunes(intake: Intake): Listener {
  let section = ''
  let line = 1
  let key = ''
  let track = new Map<string, string>()
  const within = (path: readonly string[]) => path.length >= 4 && section === 'Tracks' && path[3] === 'dict'
  return {
    open(path, _attributes, at) {
      if (path.length === 3 && path[2] === 'key') section = ''
      if (path.length === 4 && within(path)) {
        track = new Map()
        line = at
      }
      if (path.length === 5 && path[4] === 'key') key = ''
    },
    text(path, text) {
      if (path.length === 3 && path[2] === 'key') section += text
      if (path.length !== 5 || !within(path)) return
      if (path[4] === 'key') key += text
      else track.set(key, (track.get(key) ?? '') + text)
    },
    close(path) {
      if (path.length !== 4 || !within(path)) return
      const [title, artist, album, length, tempo, uri] = ['Name', 'Artist', 'Album', 'Total Time', 'BPM', 'Location'].map((one) => track.get(one))
      intake.take({ title, artist, album, length, unit: 'ms', tempo, file: uri && fileOf(uri) }, `line ${line}`)
    },
  }
}
