import type { ExperimentArm, ExperimentKind } from '../../../models/experiment/experiment-plan.js';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { Tried } from '../../../models/experiment/tried.js';
import { armOf, type Draw } from './bucket.js';

/** Points of a layer are given out in ten-thousandths, so that no rounding lets two experiments share anybody. */
export const slotsOfLayer = 10_000;

/** A started experiment as decisions need it. */
export interface LiveExperiment {
  readonly id: string;
  readonly kind: ExperimentKind;
  readonly campaignId: string | null;
  readonly draw: Draw;
  readonly arms: readonly ExperimentArm[];
  /** Milliseconds since the epoch: the first belongs to it, the second does not. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Takes what decisions need out of a started experiment. */
export function toLive({ id, plan, layer, slotsFrom, slotsTo, startsAt, endsAt }: ExperimentEntity): LiveExperiment {
  const { kind, campaignId, arms } = plan;
  const shares = arms.map(({ share }) => share);
  const [from, to] = [(slotsFrom ?? 0) / slotsOfLayer, (slotsTo ?? 0) / slotsOfLayer];
  return {
    ...{ id, kind, campaignId, arms },
    draw: { layer: layer ?? id, from, to, salt: id, shares },
    startsAt: startsAt?.getTime() ?? Infinity,
    endsAt: endsAt?.getTime() ?? Infinity,
  };
} // prettier-ignore

/**
 * What running experiments do to a viewer: hashing and comparing, nothing is read.
 *
 * @param unit what their arms are drawn by; see `unitOf`
 * @param segmentIds audiences they are in
 * @param now milliseconds since the epoch
 */
export function triedOn(
  experiments: readonly LiveExperiment[],
  unit: string,
  segmentIds: ReadonlySet<string>,
  now: number,
): Tried[] {
  const tried: Tried[] = [];
  for (const { id, kind, campaignId, draw, arms, startsAt, endsAt } of experiments) {
    if (now < startsAt || now >= endsAt) continue;
    const place = armOf(draw, unit);
    const arm = place === null ? undefined : arms[place];
    if (place === null || !arm) continue;
    const shows = shownIn(kind, arm, segmentIds);
    const matters = kind !== 'AUDIENCES' || arms.some((other) => shownIn(kind, other, segmentIds) !== shows);
    const { modelVersion, policy } = arm;
    tried.push({ experimentId: id, arm: place, campaignId, shows, modelVersion, policy, matters });
  }
  return tried;
}

function shownIn(kind: ExperimentKind, arm: ExperimentArm, segmentIds: ReadonlySet<string>): Tried['shows'] {
  switch (kind) {
    case 'HOLD_OUT':
      return arm.isHeldOut ? 'NOTHING' : 'ALL';
    case 'CREATIVES':
      return new Set(arm.creativeIds);
    case 'MODELS':
    case 'POLICIES':
      return 'ALL';
    case 'AUDIENCES':
      return arm.segmentIds.length === 0 || arm.segmentIds.some((id) => segmentIds.has(id)) ? 'ALL' : 'NOTHING';
  }
} // prettier-ignore
