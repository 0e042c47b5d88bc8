import { z } from 'zod';

/** No policy draws more of a page than this. */
export const mostExplored = 0.5;

/** How offers are chosen for whom another way is tried than the house's; what is null is as for everybody. */
export const offerPolicySchema = z.object({
  /** Share of positions that are drawn, to learn, where the best is not taken: 0 to 0.5. */
  explored: z.number().nullable(),
  /** Whether campaigns that optimise show the creatives that clicks speak for, or those the model expects most of. */
  learnsCreatives: z.boolean().nullable(),
  /** Whether cars that stand long are shown more. */
  boostsAgeing: z.boolean().nullable(),
});
export type OfferPolicy = z.infer<typeof offerPolicySchema>;

/** As for everybody. */
export const housePolicy: OfferPolicy = { explored: null, learnsCreatives: null, boostsAgeing: null };

/** What that is. */
export const usualPolicy = { explored: 0.1, learnsCreatives: true, boostsAgeing: true } as const;

/** Whether two policies choose alike, however much of the usual they spell out; null: as for everybody. */
export function chooseAlike(one: OfferPolicy | null, other: OfferPolicy | null): boolean {
  const fields = ['explored', 'learnsCreatives', 'boostsAgeing'] as const;
  return fields.every((field) => (one?.[field] ?? usualPolicy[field]) === (other?.[field] ?? usualPolicy[field]));
} // prettier-ignore
