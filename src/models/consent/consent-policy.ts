import { z } from 'zod';
import { purposes } from './purpose.js';

/** What silence means. `OPT_OUT`: everything but `IN_CAR` is granted until denied. `OPT_IN`: nothing is. */
export const consentRegimes = ['OPT_OUT', 'OPT_IN'] as const;
export type ConsentRegime = (typeof consentRegimes)[number];

const purposeList = z.array(z.enum(purposes));

/** How a tenant asks for consent, and what silence and signals mean to it. */
export const consentPolicySchema = z.object({
  regime: z.enum(consentRegimes),
  /** The tenant's own name for the text that its customers agree to. */
  version: z.string().min(1).max(100),
  /** Which purposes each category of the tenant's cookie banner stands for. */
  categories: z.record(z.string().min(1).max(100), purposeList),
  /** What a browser denies that sends `Sec-GPC: 1`. */
  gpcDenies: purposeList,
});
export type ConsentPolicy = z.infer<typeof consentPolicySchema>;

/** The policy of a tenant that never set one. */
export const firstPolicy: ConsentPolicy = {
  regime: 'OPT_OUT',
  version: 'none',
  categories: {},
  gpcDenies: ['ADS', 'AUDIENCE_EXPORT'],
};
