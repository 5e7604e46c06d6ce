/**
 * The pieces of a truth.csv: a line of names, then one line a piece; fields with commas stand in double quotes.
 * @param {string} text
 */
export function truthOf(text) {
  const [names = [], ...rows] = text.trim().split(/\r?\n/).map(fieldsOf)
  const number = (/** @type {string | undefined} */ field) => (field ? Number(field) : null)
  return rows.map((row) => {
    const get = (/** @type {string} */ name) => row[names.indexOf(name)]
    return {
      file: get('file') ?? '',
      bpm: number(get('bpm')),
      first: number(get('first_beat_s')),
      genre: get('genre') ?? '',
      format: (get('format') ?? '').split('_')[0] ?? '',
      drift: (get('drift') ?? '') !== '',
      exact: get('phase_exact') === '1',
      drop: number(get('drop_s')),
    }
  })
}

const fieldsOf = (/** @type {string} */ line) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
