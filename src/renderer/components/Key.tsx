import { printed } from '../letters'
import { useDeskState } from '../state/hooks'

/** A key, on the control that it presses. @param of a letter, or a key's name, as the program has them */
export function Key({ of }: { readonly of: string }) {
  const moved = useDeskState(({ preferences }) => preferences.keys)
  return <kbd>{printed(moved, of)}</kbd>
}
