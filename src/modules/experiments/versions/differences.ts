import { isDeepStrictEqual } from 'node:util';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { countedForOf } from '../plans/counted-days.js';

/** One thing that is not as it was. */
export interface Difference {
  /** Which field of the plan, as it is sent: `endsAt`, `countedFor`. */
  readonly path: string;
  /** As it was, as it is told; null where there was nothing. */
  readonly before: unknown;
  readonly after: unknown;
  /** `Traffic: 0.2, now 0.5.` */
  readonly words: string;
}

/** All that differs between two plans, in the order in which a plan is written. None where they say the same. */
export function differences(before: ExperimentPlan, after: ExperimentPlan): Difference[] {
  const was = told(before);
  return Object.entries(told(after)).flatMap(([path, is]) => {
    const then = was[path] ?? null;
    if (isDeepStrictEqual(then, is)) return [];
    return [{ path, before: then, after: is, words: `${labels[path] ?? path}: ${inWords(then)}, now ${inWords(is)}.` }]; // prettier-ignore
  });
}

/** A plan as marketers send it: instants and durations in their own spelling. */
function told(plan: ExperimentPlan): Record<string, unknown> {
  const { name, kind, campaignId, arms, traffic, layer, startsAt, endsAt, measure, guardRails, countedDays, smallestLift } = plan; // prettier-ignore
  return {
    ...{ name, kind, campaignId, arms, traffic, layer },
    ...{ startsAt: asInstant(startsAt), endsAt: asInstant(endsAt), measure, guardRails },
    ...{ countedFor: countedForOf(countedDays), smallestLift },
  };
}

function inWords(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

function asInstant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

const labels: Record<string, string> = {
  name: 'Name',
  kind: 'Kind',
  campaignId: 'Campaign',
  arms: 'Arms',
  traffic: 'Traffic',
  layer: 'Layer',
  startsAt: 'Begins',
  endsAt: 'Ends',
  measure: 'Measure',
  guardRails: 'Guard rails',
  countedFor: 'Counted for',
  smallestLift: 'Smallest lift',
};
