import { z } from 'zod';

/** No policy draws more of a page than this. */
export const mostExplored = 0.5;

/** How offers are chosen for whom another way is tried than the usual; what is null is as for everybody. */
export const offerPolicySchema = z.object({
  /** Share of positions that are drawn, to learn, where the best is not taken: 0 to 0.5. */
  explored: z.number().nullable(),
  /** Whether campaigns that optimise show the creatives that clicks speak for, or those the model expects most of. */
  learnsCreatives: z.boolean().nullable(),
  /** Whether cars that stand long are shown more. */
  boostsAgeing: z.boolean().nullable(),
});
export type OfferPolicy = z.infer<typeof offerPolicySchema>;

/** A policy in which everything is said. */
export type WholePolicy = { readonly [Field in keyof OfferPolicy]: NonNullable<OfferPolicy[Field]> };

/** How offers are chosen for everybody for whom nothing else is tried. */
export const usualPolicy: WholePolicy = { explored: 0.1, learnsCreatives: true, boostsAgeing: true };

/** What a policy comes to, with the usual where it says nothing; null says nothing at all. */
export function wholePolicy(policy: OfferPolicy | null): WholePolicy {
  return {
    explored: policy?.explored ?? usualPolicy.explored,
    learnsCreatives: policy?.learnsCreatives ?? usualPolicy.learnsCreatives,
    boostsAgeing: policy?.boostsAgeing ?? usualPolicy.boostsAgeing,
  };
}

/** Whether two policies choose alike, however much of the usual they spell out. */
export function chooseAlike(one: OfferPolicy | null, other: OfferPolicy | null): boolean {
  const [is, was] = [wholePolicy(one), wholePolicy(other)];
  const fields = ['explored', 'learnsCreatives', 'boostsAgeing'] as const;
  return fields.every((field) => is[field] === was[field]);
}
