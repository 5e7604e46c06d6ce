import type { ButtonHTMLAttributes, PointerEvent } from 'react'

/** A press of the pointer leaves the focus where it is, so that the space bar goes on to mean what it means on the screen. */
export const keepFocus = (event: PointerEvent) => event.preventDefault()

/** A button beside something that the space bar starts and stops. */
export function Press({ says, children, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { readonly says?: string }) {
  // A word on it is its name, since that is what a speaking user says; a sign needs one.
  const named = typeof children === 'string' && /\p{L}{2}/u.test(children)
  return (
    <button type="button" aria-label={named ? undefined : says} title={says} onPointerDown={keepFocus} {...rest}>
      {children}
    </button>
  )
}
