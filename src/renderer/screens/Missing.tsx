import { useRef, useState } from 'react'
import type { Soundtrack } from '../../core/ipc/contract'
import { Sheet } from '../components/Sheet'
import { useDesk } from '../state/hooks'
import { missingLines } from '../state/soundtrack'
import { tallyOf } from './soundtrack'

/** The missing pieces as a list, to copy or to save, and a playlist of what is there. */
export function Missing({ soundtrack }: { readonly soundtrack: Soundtrack }) {
  const { finder } = useDesk()
  const text = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState(false)
  const { found, missing } = tallyOf(soundtrack.songs)
  const copy = () => {
    text.current?.select()
    // The page has no permission for the clipboard's own interface; what is selected may be copied.
    setCopied(document.execCommand('copy'))
  }
  return (
    <Sheet id="missing" label={missing > 0 ? `${missing} missing` : 'Lists'} title={missing > 0 ? 'The missing pieces' : 'Nothing is missing'} onOpen={() => setCopied(false)}>
      {missing > 0 && <textarea ref={text} readOnly aria-label="The missing pieces" rows={Math.min(12, missing)} value={missingLines(soundtrack)} />}
      <div className="words">
        {missing > 0 && (
          <>
            <button type="button" className="done" onClick={copy}>
              {copied ? '✓ Copied' : 'Copy'}
            </button>
            <button type="button" onClick={() => void finder.save('missing.txt')}>
              Save as text
            </button>
            <button type="button" onClick={() => void finder.save('missing.csv')}>
              Save as CSV
            </button>
          </>
        )}
        <button type="button" disabled={found === 0} onClick={() => void finder.save('found')}>
          Playlist of what is there (M3U8)
        </button>
      </div>
    </Sheet>
  )
}
