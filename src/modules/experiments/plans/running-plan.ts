import type { Problem } from '../../../models/campaign/problem.js';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { countedForOf } from './counted-days.js';
import { grown, roomFor, slotsFor, type Slots } from './layer-room.js';

/** Most experiments of a tenant that run at once: each costs every decision some microseconds. */
export const mostRunning = 50;

/** What starting or changing comes to: what to write, or everything in its way. */
export type RunningChange = { readonly change: Partial<ExperimentEntity> } | { readonly problems: Problem[] };

/**
 * Starts a draft beside the others that run: with people of its layer that none of them has.
 * @param now milliseconds since the epoch
 */
export function started(
  { id, plan }: ExperimentEntity,
  others: readonly ExperimentEntity[],
  now: number,
): RunningChange {
  const layer = layerOf(id, plan);
  const taken = takenOf(layer, others);
  const room = roomFor(taken, slotsFor(plan.traffic));
  const startsAt = Math.max(plan.startsAt ?? now, now);
  const problems: Problem[] = [];
  if (plan.endsAt !== null && plan.endsAt <= startsAt)
    problems.push({ path: 'endsAt', message: 'Its end has passed.', remedy: 'Give a later one, or none.' });
  if (others.length >= mostRunning)
    problems.push({ path: 'status', message: `${others.length} experiments run already.`, remedy: 'End one of them.' }); // prettier-ignore
  problems.push(...secondRanking(plan, layer, others));
  if (!room)
    problems.push({ path: 'traffic', message: `The layer has no room for so much traffic: ${leftOf(taken)} % of its people are left.`, remedy: 'Take less traffic, another layer, or end an experiment of this one.' }); // prettier-ignore
  if (!room || problems.length > 0) return { problems };
  const endsAt = plan.endsAt === null ? null : new Date(plan.endsAt);
  return {
    change: { status: 'RUNNING', layer, slotsFrom: room.from, slotsTo: room.to, startsAt: new Date(startsAt), endsAt }, // prettier-ignore
  };
}

/** What of a running experiment may change, and how: its name, its end, and its traffic upwards. */
export function changedWhileRunning(
  { id, plan: before, layer, slotsFrom, slotsTo }: ExperimentEntity,
  plan: ExperimentPlan,
  others: readonly ExperimentEntity[],
  now: number,
): RunningChange {
  const problems = fixedFields(before, plan);
  if (plan.endsAt !== null && plan.endsAt !== before.endsAt && plan.endsAt <= now)
    problems.push({ path: 'endsAt', message: 'It lies in the past.', remedy: 'Give a later one, or end it with endExperiment.' }); // prettier-ignore
  const own = { from: slotsFrom ?? 0, to: slotsTo ?? 0 };
  const wanted = slotsFor(plan.traffic);
  if (wanted < own.to - own.from)
    problems.push({ path: 'traffic', message: 'Less traffic would send people away who are counted.', remedy: 'Leave it, or end the experiment and plan another.' }); // prettier-ignore
  const taken = takenOf(layer ?? id, others);
  const slots = grown(own, taken, Math.max(wanted, own.to - own.from));
  if (!slots)
    problems.push({ path: 'traffic', message: 'Another experiment of the layer has the people next to this one.', remedy: 'Take less traffic, or end that experiment.' }); // prettier-ignore
  if (!slots || problems.length > 0) return { problems };
  const endsAt = plan.endsAt === null ? null : new Date(plan.endsAt);
  return { change: { plan, endsAt, slotsFrom: slots.from, slotsTo: slots.to } };
}

function fixedFields(before: ExperimentPlan, plan: ExperimentPlan): Problem[] {
  const fixed =
    (['kind', 'campaignId', 'arms', 'layer', 'startsAt', 'measure', 'guardRails', 'smallestLift'] as const) // prettier-ignore
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(plan[field]))
      .map((field): [string, string] => [field, field]);
  const days: [string, string][] = before.countedDays === plan.countedDays ? [] : [['countedFor', `countedFor (${countedForOf(before.countedDays)})`]]; // prettier-ignore
  return [...fixed, ...days].map(([path, name]) => ({
    path,
    message: `${name} cannot change while the experiment runs: what was counted so far would mean nothing.`,
    remedy: 'Leave it as it is, or end the experiment and plan another.',
  }));
}

/** Nobody can be ranked for by two models or two policies, so experiments of those kinds share nobody. */
function secondRanking({ kind }: ExperimentPlan, layer: string, others: readonly ExperimentEntity[]): Problem[] {
  if (kind !== 'MODELS' && kind !== 'POLICIES') return [];
  const other = others.find((each) => each.plan.kind === kind && each.layer !== layer);
  if (!other) return [];
  return [{ path: 'layer', message: `“${other.plan.name}” tries ${kind.toLowerCase()} too, and nobody can be in both.`, remedy: 'Give both one layer from the start, so that they share nobody; or end that one first.' }];
} // prettier-ignore

function layerOf(id: string, { layer }: ExperimentPlan): string {
  return layer === null ? id : `layer ${layer}`;
}

function takenOf(layer: string, others: readonly ExperimentEntity[]): Slots[] {
  return others
    .filter((other) => other.layer === layer)
    .map(({ slotsFrom, slotsTo }) => ({ from: slotsFrom ?? 0, to: slotsTo ?? 0 }));
}

function leftOf(taken: readonly Slots[]): number {
  return 100 - taken.reduce((sum, { from, to }) => sum + to - from, 0) / 100;
}
