import type { ButtonHTMLAttributes, PointerEvent } from 'react'

/** A press of the pointer leaves the focus where it is, so that the space bar goes on to mean what it means on the screen. */
export const keepFocus = (event: PointerEvent) => event.preventDefault()

/** A button beside something that the space bar starts and stops. */
export function Press({ says, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { readonly says?: string }) {
  return <button type="button" aria-label={says} title={says} onPointerDown={keepFocus} {...rest} />
}
