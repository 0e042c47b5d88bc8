import type { Problem } from '../../../models/campaign/problem.js';
import type { OfferPolicy } from '../../../models/decision/offer-policy.js';
import type {
  ExperimentArm,
  ExperimentKind,
  ExperimentMeasure,
  ExperimentPlan,
  GuardRail,
} from '../../../models/experiment/experiment-plan.js';
import { readCountedDays } from './counted-days.js';
import { planProblems } from './plan-problems.js';

/** What a marketer sends to make or change an experiment. Absent means: as it is, or the usual for a new one. */
export interface ExperimentDraft {
  readonly name?: string | null | undefined;
  readonly kind?: ExperimentKind | null | undefined;
  /** Null: all of the tenant's campaigns. */
  readonly campaignId?: string | null | undefined;
  readonly arms?: readonly ArmDraft[] | null | undefined;
  readonly traffic?: number | null | undefined;
  readonly layer?: string | null | undefined;
  readonly startsAt?: Date | null | undefined;
  readonly endsAt?: Date | null | undefined;
  readonly measure?: ExperimentMeasure | null | undefined;
  readonly guardRails?: readonly GuardRail[] | null | undefined;
  /** ISO 8601, whole days: `P14D`. */
  readonly countedFor?: string | null | undefined;
  readonly smallestLift?: number | null | undefined;
}

/** An arm as it is sent. */
export interface ArmDraft {
  readonly name: string;
  readonly share: number;
  readonly isHeldOut?: boolean | null | undefined;
  readonly creativeIds?: readonly string[] | null | undefined;
  readonly segmentIds?: readonly string[] | null | undefined;
  readonly modelVersion?: string | null | undefined;
  readonly policy?: PolicyDraft | null | undefined;
}

/** A policy as it is sent. */
type PolicyDraft = { readonly [Field in keyof OfferPolicy]?: OfferPolicy[Field] | undefined };

/** A new experiment before anything is said of it. */
export const emptyPlan: ExperimentPlan = {
  ...{ name: '', kind: 'HOLD_OUT', campaignId: null, arms: [], traffic: 1, layer: null },
  ...{ startsAt: null, endsAt: null, measure: 'CLICKS', guardRails: [], countedDays: 14, smallestLift: 0.05 },
};

/** Lays the input over what there is; with every problem of the plan as such, each with the path of its field. */
export function readPlan(
  input: ExperimentDraft,
  current: ExperimentPlan,
): { plan: ExperimentPlan; problems: Problem[] } {
  const days =
    typeof input.countedFor === 'string' ? readCountedDays(input.countedFor) : { days: current.countedDays };
  const plan: ExperimentPlan = {
    name: (input.name ?? current.name).trim(),
    kind: input.kind ?? current.kind,
    campaignId: given(input.campaignId, current.campaignId)?.toLowerCase() ?? null,
    arms: input.arms?.map(toArm) ?? current.arms,
    traffic: input.traffic ?? current.traffic,
    layer: given(input.layer, current.layer)?.trim() ?? null,
    startsAt: given(input.startsAt?.getTime(), current.startsAt, input.startsAt === null),
    endsAt: given(input.endsAt?.getTime(), current.endsAt, input.endsAt === null),
    measure: input.measure ?? current.measure,
    guardRails: input.guardRails?.map(({ measure, mayFall }) => ({ measure, mayFall })) ?? current.guardRails,
    countedDays: 'days' in days ? days.days : current.countedDays,
    smallestLift: input.smallestLift ?? current.smallestLift,
  };
  return { plan, problems: [...planProblems(plan), ...('problem' in days ? [days.problem] : [])] };
}

/** What the input says: undefined leaves what there is, null takes it away. */
function given<T>(said: T | null | undefined, current: T | null, isTakenAway = said === null): T | null {
  return isTakenAway ? null : (said ?? current);
}

function toArm({
  name,
  share,
  isHeldOut,
  creativeIds,
  segmentIds,
  modelVersion,
  policy,
}: ArmDraft): ExperimentArm {
  return {
    name: name.trim(),
    share,
    isHeldOut: isHeldOut ?? false,
    creativeIds: lowerCased(creativeIds ?? []),
    segmentIds: lowerCased(segmentIds ?? []),
    modelVersion: modelVersion?.trim() ?? null,
    policy: policy ? toPolicy(policy) : null,
  };
}

/** One that says nothing is as for everybody, and none. */
function toPolicy({ explored, learnsCreatives, boostsAgeing }: PolicyDraft): OfferPolicy | null {
  const policy = { explored: explored ?? null, learnsCreatives: learnsCreatives ?? null, boostsAgeing: boostsAgeing ?? null }; // prettier-ignore
  return Object.values(policy).every((each) => each === null) ? null : policy;
}

function lowerCased(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))].sort();
}
