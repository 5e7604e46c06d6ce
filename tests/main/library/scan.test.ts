import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scanFolder } from '../../../src/main/library/scan'
import { asNobody, temporaryFolder } from '../folder'

/** Writes empty files, given by their names with '/' between folders. */
function withFiles(...names: string[]): string {
  const folder = temporaryFolder()
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), '')
  }
  return folder
}
const names = async (folder: string) => (await scanFolder(folder)).files.map(({ file }) => file)

describe('a scan', () => {
  it('finds every kind of audio file, also in folders, whatever the case of its name', async () => {
    const kinds = ['a.mp3', 'b.M4A', 'c.aac', 'd.Flac', 'e.ogg', 'f.opus', 'g.wav']
    expect(await names(withFiles(...kinds, 'x/y/z.MP3', 'cover.jpg', 'list.m3u', 'mp3'))).toEqual([...kinds, 'x/y/z.MP3'])
  })
  it('leaves hidden files and folders out', async () => {
    expect(await names(withFiles('.a.mp3', '.hidden/b.mp3', 'c.mp3'))).toEqual(['c.mp3'])
  })
  it('shows names in Japanese, with quotes and with newlines on one line, and keeps the real path', async () => {
    const folder = withFiles('夜の音楽.mp3', 'a "b" \'c\'.mp3', 'two\nlines.mp3')
    const { files } = await scanFolder(folder)
    expect(files.map(({ file }) => file).sort()).toEqual(['a "b" \'c\'.mp3', 'two lines.mp3', '夜の音楽.mp3'].sort())
    expect(files.map(({ path }) => path)).toContain(join(folder, 'two\nlines.mp3'))
  })
  it('gives a file the same id every time, and another file another', async () => {
    const folder = withFiles('a.mp3', 'b.mp3')
    const [first, again] = [await scanFolder(folder), await scanFolder(folder)]
    expect(first.files.map(({ id }) => id)).toEqual(again.files.map(({ id }) => id))
    expect(new Set(first.files.map(({ id }) => id)).size).toBe(2)
    for (const { id } of first.files) expect(id).toMatch(/^[0-9a-f]{16}$/)
  })
  it('tells of a folder that is gone', async () => {
    expect(await scanFolder(join(temporaryFolder(), 'gone'))).toMatchObject({
      files: [], problems: [], device: null, problem: 'The folder gone cannot be read: it does not exist',
    })
  })
  it('of a single file finds that file, and nothing in a file that is no audio', async () => {
    const folder = withFiles('a.mp3', 'b.txt')
    expect(await scanFolder(join(folder, 'a.mp3'))).toMatchObject({ files: [{ file: 'a.mp3' }], problem: null })
    expect(await scanFolder(join(folder, 'b.txt'))).toMatchObject({ files: [], problem: null })
  })
  it('leaves the folders of systems and servers out', async () => {
    expect(await names(withFiles('$RECYCLE.BIN/a.mp3', '@eaDir/b.mp3', 'System Volume Information/c.mp3', 'd.mp3'))).toEqual(['d.mp3'])
  })
  it('goes on past a folder that may not be read, and says that it does not know what is there', async () => {
    const folder = withFiles('locked/a.mp3', 'z.mp3')
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'locked'), 0)
    const { files, problems, unread } = await asNobody(() => scanFolder(folder))
    chmodSync(join(folder, 'locked'), 0o700)
    expect(files.map(({ file }) => file)).toEqual(['z.mp3'])
    expect(problems).toEqual([{ file: 'locked', reason: 'no permission to read it' }])
    expect(unread).toEqual([join(folder, 'locked')])
  })
  it('names a file whose name is no text', async () => {
    const folder = withFiles('a.mp3')
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xe9, 0xff]), Buffer.from('.mp3')]), '')
    const { files, problems } = await scanFolder(folder)
    expect(files.map(({ file }) => file)).toEqual(['a.mp3'])
    expect(problems).toMatchObject([{ reason: 'its name is not in Unicode' }])
  })
  it('of a part tells of that part, by names within the whole', async () => {
    const folder = withFiles('a/b/c.mp3', 'a/d.mp3', 'e.mp3')
    const { files, folders } = await scanFolder(folder, { from: join(folder, 'a') })
    expect(files.map(({ file }) => file)).toEqual(['a/d.mp3', 'a/b/c.mp3'])
    expect(folders).toEqual([join(folder, 'a'), join(folder, 'a/b')])
    expect(await scanFolder(folder, { from: join(folder, 'gone') })).toMatchObject({ files: [], problem: null, unread: [] })
  })
})

describe('links in a music folder', () => {
  it('are followed within it, and each real file comes once', async () => {
    const folder = withFiles('real/a.mp3')
    symlinkSync(join(folder, 'real/a.mp3'), join(folder, 'link.mp3'))
    symlinkSync(join(folder, 'real'), join(folder, 'also'))
    const { files, problems } = await scanFolder(folder)
    expect(files.map(({ path }) => path)).toEqual([join(folder, 'real/a.mp3')])
    expect(problems).toEqual([])
  })
  it('are not followed out of it, and are told', async () => {
    const [folder, other] = [withFiles('a.mp3'), withFiles('secret.mp3')]
    symlinkSync(join(other, 'secret.mp3'), join(folder, 'out.mp3'))
    symlinkSync(other, join(folder, 'outside'))
    const { files, problems } = await scanFolder(folder)
    expect(files.map(({ file }) => file)).toEqual(['a.mp3'])
    expect(problems.map(({ file }) => file)).toEqual(['out.mp3', 'outside'])
  })
  it('are not followed into a folder whose name only begins like its own', async () => {
    const base = temporaryFolder()
    mkdirSync(join(base, 'music'))
    mkdirSync(join(base, 'music-private'))
    writeFileSync(join(base, 'music-private/a.mp3'), '')
    symlinkSync(join(base, 'music-private'), join(base, 'music/link'))
    expect(await names(join(base, 'music'))).toEqual([])
  })
  it('in a ring, or to nothing, do no harm', async () => {
    const folder = withFiles('x/a.mp3')
    symlinkSync(folder, join(folder, 'x/ring'))
    symlinkSync('loop.mp3', join(folder, 'loop.mp3'))
    symlinkSync('nothing.mp3', join(folder, 'dangling.mp3'))
    const { files, problems } = await scanFolder(folder)
    expect(files.map(({ file }) => file)).toEqual(['x/a.mp3'])
    expect(problems).toEqual([
      { file: 'dangling.mp3', reason: 'it does not exist' },
      { file: 'loop.mp3', reason: 'a link that leads to itself' },
    ])
  })
  it('may lead to the music folder itself', async () => {
    const folder = withFiles('real/a.mp3')
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    expect((await scanFolder(join(folder, 'link'))).files.map(({ path }) => path)).toEqual([join(folder, 'real/a.mp3')])
  })
})
