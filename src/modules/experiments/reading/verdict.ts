import { liftOf, type Lift } from './always-valid.js';
import { estimates, type Moments } from './moments.js';
import { brokenAt, sampleRatioEvidence } from './sample-ratio.js';

/** An arm as it was planned and as it stands. The first is the control. */
export interface Arm {
  readonly name: string;
  readonly share: number;
  readonly moments: Moments;
}

/** What an experiment says so far of one arm beside the control. */
export interface ArmResult {
  readonly name: string;
  readonly people: number;
  /** What a person did on average, with what was so before taken out; null with fewer than two. */
  readonly mean: number | null;
  /** Null for the control, and while too little happened. */
  readonly lift: Lift | null;
}

/** What to do. */
export type Verdict =
  | { readonly kind: 'KEEP_GOING' }
  | { readonly kind: 'STOP'; readonly winner: string; readonly lift: Lift }
  | { readonly kind: 'NO_DIFFERENCE'; readonly within: number }
  | { readonly kind: 'HARMFUL'; readonly arm: string; readonly measure: string; readonly lift: Lift }
  | { readonly kind: 'BROKEN'; readonly arm: string; readonly got: number; readonly planned: number };

/** How sure to be, and what matters. */
export interface Terms {
  /** Chance of ever naming a winner where there is none: 0.05. */
  readonly alpha: number;
  /** The smallest lift that matters, and the one planned for: 0.05 is 5 %. Above 0. */
  readonly matters: number;
}

/** How the arms stand in a measure that must not fall by more than so much, as a share. */
export interface Guarded {
  readonly measure: string;
  readonly mayFall: number;
  readonly arms: readonly Arm[];
}

/**
 * Finds an arm that surely costs more of a guarded measure than it may: its whole interval lies below. Each arm and measure
 * gets its part of α. An experiment whose control is held out is guarded the same way.
 */
export function harmOf(guarded: readonly Guarded[], { alpha, matters }: Terms): Verdict | null {
  for (const { measure, mayFall, arms } of guarded) {
    const { arms: results } = read(arms, { alpha: alpha / guarded.length, matters });
    const harmed = results.find(({ lift }) => lift !== null && lift.to < -mayFall);
    if (harmed?.lift) return { kind: 'HARMFUL', arm: harmed.name, measure, lift: harmed.lift };
  }
  return null;
}

/**
 * Reads an experiment, at any time and as often as one likes. Broken comes first: arms filled otherwise than planned make
 * every number worthless. With several arms each gets its part of α (Bonferroni).
 */
export function read(
  arms: readonly Arm[],
  { alpha, matters }: Terms,
): { verdict: Verdict; arms: ArmResult[] } {
  const means = estimates(arms.map(({ moments }) => moments));
  const [control] = means;
  const each = alpha / Math.max(1, arms.length - 1);
  const results = arms.map(({ name, moments }, place) => {
    const mean = means[place];
    const lift = place > 0 && control && mean ? liftOf(control, mean, each, matters) : null;
    return {
      name,
      people: moments.people,
      mean: mean && Number.isFinite(mean.mean) ? mean.mean : null,
      lift,
    };
  });
  return { verdict: broken(arms) ?? settled(results, matters), arms: results };
}

function broken(arms: readonly Arm[]): Verdict | null {
  const counts = arms.map(({ share, moments }) => ({ share, count: moments.people }));
  if (sampleRatioEvidence(counts) < brokenAt) return null;
  const people = counts.reduce((sum, { count }) => sum + count, 0);
  const off = arms
    .map(({ name, share, moments }) => ({ arm: name, got: moments.people / people, planned: share }))
    .sort((a, b) => Math.abs(b.got - b.planned) - Math.abs(a.got - a.planned));
  return off[0] ? { kind: 'BROKEN', ...off[0] } : null;
}

function settled(results: readonly ArmResult[], matters: number): Verdict {
  const [control, ...others] = results;
  const lifts = others.flatMap(({ name, lift }) => (lift ? [{ name, lift }] : []));
  if (!control || lifts.length < others.length || others.length === 0) return { kind: 'KEEP_GOING' };
  const ahead = lifts.filter(({ lift }) => lift.from > 0).sort((a, b) => b.lift.best - a.lift.best);
  if (ahead[0]) return { kind: 'STOP', winner: ahead[0].name, lift: ahead[0].lift };
  // The control wins over those that are surely worse, once all of them are.
  const nearest = lifts.toSorted((a, b) => b.lift.to - a.lift.to)[0];
  if (nearest && nearest.lift.to < 0)
    return { kind: 'STOP', winner: control.name, lift: overOf(nearest.lift) };
  if (lifts.every(({ lift }) => lift.from > -matters && lift.to < matters))
    return { kind: 'NO_DIFFERENCE', within: matters };
  return { kind: 'KEEP_GOING' };
}

/** By how much the control is ahead of an arm that is behind it. */
function overOf({ from, best, to }: Lift): Lift {
  const turned = (lift: number) => 1 / (1 + lift) - 1;
  return { from: turned(to), best: turned(best), to: turned(from) };
}

/** The verdict in words for a marketer: `Stop: B wins by 4 to 9 %.` */
export function sentenceOf(verdict: Verdict, isOver = false): string {
  switch (verdict.kind) {
    case 'KEEP_GOING':
      return isOver
        ? 'It ended before a winner could be named: too little is known.'
        : 'Keep going: too little is known yet to name a winner.';
    case 'STOP':
      return `Stop: ${verdict.winner} wins by ${percent(verdict.lift.from)} to ${percent(verdict.lift.to)} %.`;
    case 'NO_DIFFERENCE':
      return `Stop: no arm differs from the control by ${percent(verdict.within)} % or more.`;
    case 'HARMFUL':
      return `Stop: ${verdict.arm} costs ${verdict.measure}, ${percent(-verdict.lift.to)} to ${percent(-verdict.lift.from)} % of them.`;
    case 'BROKEN':
      return `Broken: ${verdict.arm} got ${percent(verdict.got)} % of the people where ${percent(verdict.planned)} % were planned, which chance does not do. No result can be trusted; look for people who are lost or counted twice on the way.`;
  }
}

/** Two digits that mean something, without an exponent. */
function percent(share: number): string {
  const value = 100 * share;
  return String(Math.abs(value) >= 10 ? Math.round(value * 10) / 10 : Number(value.toPrecision(2)));
}
