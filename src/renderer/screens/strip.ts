import type { Phase, Plan } from '../../core/workout/plan'

/** A stretch of the timeline strip, in per cent of its width. */
export interface Block {
  readonly phase: Phase
  readonly from: number
  readonly width: number
}

/**
 * The plan as blocks that touch and fill the strip. Segments that would be narrower than `least` per cent are drawn
 * together, as the phase that most of their time belongs to.
 */
export function blocksOf({ segments, duration }: Plan, least = 0.2): readonly Block[] {
  const blocks: Block[] = []
  let time: Partial<Record<Phase, number>> = {}
  let from = 0
  for (const { phase, start, end, index } of segments) {
    time[phase] = (time[phase] ?? 0) + end - start
    const to = (end / duration) * 100
    if (to - from < least && index < segments.length - 1) continue
    const most = (Object.entries(time) as [Phase, number][]).reduce((a, b) => (b[1] > a[1] ? b : a))
    blocks.push({ phase: most[0], from, width: to - from })
    time = {}
    from = to
  }
  return blocks
}

/** The part of the plan that has passed, in per cent. */
export const passed = (elapsed: number, duration: number): number => (duration > 0 ? Math.min(100, Math.max(0, (elapsed / duration) * 100)) : 0)
