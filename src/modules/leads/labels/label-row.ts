import type { LeadStatus } from '../../../models/lead/lead-status.js';
import type { LeadFeatureValues, LeadGrade } from '../../../models/prediction/scores.js';

/** A lead with what was known when it was made and what became of it; nothing that says whose it is. */
export interface LabelledLead {
  readonly createdAt: Date;
  readonly interest: string;
  readonly grade: LeadGrade;
  readonly probability: number;
  readonly modelVersion: string;
  readonly features: LeadFeatureValues;
  /** Every move of it, the first first. */
  readonly moves: readonly { readonly to: LeadStatus; readonly at: Date; readonly reason: string | null }[];
}

/** For so long a sale counts as the lead's, as the model foretells it. */
export const soldWithinMs = 90 * 86_400_000;

/** Columns before the features. */
export const labelColumns = [
  'made_on', 'interest', 'grade_then', 'probability_then', 'model_version',
  'contacted', 'appointment', 'sold', 'lost', 'lost_reason', 'sold_within_90d', 'feature_set',
] as const; // prettier-ignore

/**
 * One row: what came of the lead by now, and its features. `sold_within_90d` is the label of the model: 1 or 0 once that is settled,
 * by a sale that stands, by a loss or by the end of 90 days; empty while it may still come either way.
 */
export function labelRow(lead: LabelledLead, now: number): readonly string[] {
  const { createdAt, moves, features } = lead;
  const flag = (isSo: boolean) => (isSo ? '1' : '0');
  const reached = (...steps: LeadStatus[]) => flag(moves.some(({ to }) => steps.includes(to)));
  const last = moves.at(-1);
  return [
    createdAt.toISOString().slice(0, 10),
    lead.interest,
    lead.grade,
    lead.probability.toFixed(6),
    lead.modelVersion,
    reached('CONTACTED', 'APPOINTMENT', 'NEGOTIATING', 'SOLD'),
    reached('APPOINTMENT', 'SOLD'),
    flag(last?.to === 'SOLD'),
    flag(last?.to === 'LOST'),
    last?.to === 'LOST' ? (last.reason ?? '') : '',
    soldWithin(createdAt, last, now),
    features.set,
    ...features.values.map(String),
  ];
}

/** What came of a lead within 90 days: whether it was sold; null while it may still come either way. */
export function soldOf({ createdAt, moves }: Pick<LabelledLead, 'createdAt' | 'moves'>, now: number): boolean | null {
  const said = soldWithin(createdAt, moves.at(-1), now);
  return said === '' ? null : said === '1';
} // prettier-ignore

function soldWithin(createdAt: Date, last: LabelledLead['moves'][number] | undefined, now: number): string {
  const end = createdAt.getTime() + soldWithinMs;
  if (last?.to === 'SOLD') return last.at.getTime() <= end ? '1' : '0';
  return last?.to === 'LOST' || now >= end ? '0' : '';
}
