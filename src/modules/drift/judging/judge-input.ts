import type { DriftFigure, DriftState, DriftThresholds } from '../../../models/prediction/drift.js';
import type { WatchedInput } from '../../../models/prediction/watched-input.js';
import { added, sizeOf, unknownBin, type Histogram } from '../counting/bins.js';
import { groupsOf, type Group } from './groups.js';
import { effectiveSize, psiByChance, psiOf } from './psi.js';
import { scatterOf } from './scatter.js';

/** One input's values on one day. */
export interface InputDay {
  readonly day: string;
  /** Sum of those that are known. */
  readonly total: number;
  readonly bins: Histogram;
}

/** An input's days of the reference and of lately. */
export interface InputDays {
  readonly before: readonly InputDay[];
  readonly now: readonly InputDay[];
}

/** By what an input is judged. */
export interface Terms {
  readonly thresholds: DriftThresholds;
  /** Chance of calling it drifted where it is not: its part of the model's. */
  readonly alpha: number;
  /** How much days differ in what is watched of this model in general, at least 1: see `commonScatter`. */
  readonly scatter: number;
}

/** What was found of an input, and the groups it was found by, which words need. */
export interface JudgedInput extends Omit<DriftFigure, 'sentence'> {
  readonly groups: readonly Group[];
}

/** Holds lately against the reference. Both have the rows it takes to say something. */
export function judgeInput({ name, categories }: WatchedInput, days: InputDays, { thresholds, alpha, scatter: common }: Terms): JudgedInput {
  const reference = added(days.before.map(({ bins }) => bins));
  const areWords = categories !== null;
  const groups = groupsOf(reference, added(days.now.map(({ bins }) => bins)), areWords);
  const scatter = Math.max(scatterOf(days.before.map(({ bins }) => bins), groups), common);
  const [psi, byChance] = [psiOf(groups), psiByChance(groups, scatter, alpha)];
  const state = stateOf(psi, byChance, thresholds);
  const means = areWords ? { before: null, now: null } : { before: meanOf(days.before), now: meanOf(days.now) };
  const since = state === 'STABLE' ? null : sinceOf(reference, days.now, areWords);
  return { name, state, psi, byChance, ...means, since, groups };
} // prettier-ignore

function stateOf(psi: number, byChance: number, { watch, drifted }: DriftThresholds): DriftState {
  if (psi < watch || psi <= byChance) return 'STABLE';
  return psi >= drifted ? 'DRIFTED' : 'WATCH';
}

/** The day from which on lately differs most clearly: where index times effective size is largest. */
function sinceOf(reference: Histogram, now: readonly InputDay[], areWords: boolean): string | null {
  let best: { day: string; clearness: number } | null = null;
  const later: Histogram[] = [];
  for (const { day, bins } of now.toSorted((a, b) => (a.day < b.day ? 1 : -1))) {
    later.push(bins);
    const rest = added(later);
    const clearness = psiOf(groupsOf(reference, rest, areWords)) * effectiveSize(sizeOf(reference), sizeOf(rest)); // prettier-ignore
    if (best === null || clearness > best.clearness) best = { day, clearness };
  }
  return best?.day ?? null;
}

function meanOf(days: readonly InputDay[]): number | null {
  const known = days.reduce((sum, { bins }) => sum + sizeOf(bins) - (bins.get(unknownBin) ?? 0), 0);
  return known === 0 ? null : days.reduce((sum, { total }) => sum + total, 0) / known;
}
