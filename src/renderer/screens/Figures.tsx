import type { Phase } from '../../core/workout/plan'
import type { Workout } from '../../core/workout/workout'
import { clock } from './clock'

/** One figure of the tale of the tape, with the mark of its phase in the strip. */
export function Figure({ says, phase, children }: { says: string; phase?: Phase; children: React.ReactNode }) {
  return (
    <div className="figure">
      <dt>
        {phase && <i data-phase={phase} />}
        {says}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

const most = 6

/** The numbers of a workout; with several intervals, each with its label. */
export function Figures({ workout: { rounds, intervals, prep, warmup, cooldown } }: { workout: Workout }) {
  const only = intervals.length === 1 ? intervals[0] : undefined
  const figure = (says: string, phase: Phase, seconds: number) =>
    seconds > 0 && (
      <Figure says={says} phase={phase}>
        {clock(seconds)}
      </Figure>
    )
  return (
    <>
      <dl className="figures">
        <Figure says="Rounds">{rounds}</Figure>
        {only && figure('Work', 'work', only.work)}
        {only && figure('Rest', 'rest', only.rest)}
        {!only && <Figure says="Intervals">{intervals.length}</Figure>}
        {figure('Warm up', 'warmup', warmup)}
        {figure('Cool down', 'cooldown', cooldown)}
        {figure('Get ready', 'prep', prep)}
      </dl>
      {!only && (
        <ol className="intervals">
          {intervals.slice(0, most).map(({ work, rest, label }, index) => (
            <li key={index}>
              <b>{label || `Interval ${index + 1}`}</b> {clock(work)}
              {rest > 0 && ` / ${clock(rest)}`}
            </li>
          ))}
          {intervals.length > most && <li>and {intervals.length - most} more</li>}
        </ol>
      )}
    </>
  )
}
