const paths = {
  play: 'M7 4v16l13-8z',
  pause: 'M6 4h4.5v16H6zM13.5 4H18v16h-4.5z',
  previous: 'M5 4h3.5v16H5zM20 4v16L9.5 12z',
  next: 'M15.5 4H19v16h-3.5zM4 4v16l10.5-8z',
  restart: 'M12 3a9 9 0 1 1-8.6 6.4l2.9.9A6 6 0 1 0 12 6v3.5L6.5 4.7 12 0z',
  stop: 'M5 5h14v14H5z',
  sound: 'M3 9h4l6-5v16l-6-5H3zM15.5 7.5a6 6 0 0 1 0 9zM15.5 3a10 10 0 0 1 0 18v-2.6a7.5 7.5 0 0 0 0-12.8z',
  muted: 'M3 9h4l6-5v16l-6-5H3zM15.4 9l1.6-1.6 2.3 2.3 2.3-2.3L23.2 9l-2.3 2.3 2.3 2.3-1.6 1.6-2.3-2.3-2.3 2.3-1.6-1.6 2.3-2.3z',
  full: 'M3 3h7v3H6v4H3zM14 3h7v7h-3V6h-4zM3 14h3v4h4v3H3zM18 14h3v7h-7v-3h4z',
  window: 'M7 3h3v7H3V7h4zM14 3h3v4h4v3h-7zM3 14h7v7H7v-4H3zM14 14h7v3h-4v4h-3z',
  close: 'M5.5 3.4 12 9.9l6.5-6.5 2.1 2.1-6.5 6.5 6.5 6.5-2.1 2.1-6.5-6.5-6.5 6.5-2.1-2.1 6.5-6.5-6.5-6.5z',
} as const
export type IconName = keyof typeof paths

/** A sign in the colour of the text around it; the button that holds it says what it means. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="currentColor" />
    </svg>
  )
}
