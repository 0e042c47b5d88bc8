import type { CapScope, CapWindow, DeliveryKind, GoalUnit, Objective, Priority, Rotation } from '../../../models/campaign/campaign-terms.js'; // prettier-ignore
import type { Weekday } from '../../../models/vehicle/opening-hours.js';

/** A bid as a marketer sends it: exactly one of these. */
export interface BidWish {
  readonly perThousand?: string | null | undefined;
  readonly perClick?: string | null | undefined;
  readonly perLead?: string | null | undefined;
  readonly budgetBest?: {
    readonly mostPerClick?: string | null | undefined;
    readonly mostPerLead?: string | null | undefined;
  } | null; // prettier-ignore
}

/** A budget as a marketer sends it. */
export interface BudgetWish {
  readonly total?: string | null | undefined;
  readonly daily?: string | null | undefined;
  /** ISO 4217; absent: the tenant's. */
  readonly currency?: string | null | undefined;
}

/**
 * Terms as a marketer sends them. Absent means: as they are. Null takes a bid, a budget or a goal away, and counts as absent
 * for the rest; an empty list is no list.
 */
export interface TermsInput {
  readonly objective?: Objective | null | undefined;
  readonly delivery?: DeliveryKind | null | undefined;
  readonly goal?: { readonly amount: number; readonly of: GoalUnit } | null | undefined;
  readonly bid?: BidWish | null | undefined;
  readonly budget?: BudgetWish | null | undefined;
  readonly funding?: readonly { readonly advertiserId: string; readonly percent: number }[] | null | undefined;
  readonly dayparts?: readonly { readonly days: readonly Weekday[]; readonly from: string; readonly until: string }[] | null | undefined;
  readonly frequencyCaps?: readonly { readonly scope: CapScope; readonly window: CapWindow; readonly most: number }[] | null | undefined;
  readonly priority?: Priority | null | undefined;
  readonly creativeRotation?: Rotation | null | undefined;
} // prettier-ignore
