import { z } from 'zod';
import { bidSchema, budgetSchema, daypartSchema, frequencyCapSchema, goalSchema } from '../../../models/campaign/campaign-terms.js'; // prettier-ignore
import { fromMicros } from '../../../models/campaign/micros.js';
import { minorDigits } from '../../../models/money.js';

/** How some part of a campaign reads; what has no words of its own is its data. */
export function inWords(path: string, value: unknown, currency: string | null): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return 'none';
  const told = speakers[path]?.(value, currency ?? '');
  if (told !== undefined) return told;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  if (typeof value === 'string') return `“${value}”`;
  const creative = z.object({ headline: z.string() }).safeParse(value);
  return creative.success ? `“${creative.data.headline}”` : JSON.stringify(value);
}

const amount = (micros: number, currency: string) => `${fromMicros(micros, minorDigits(currency) ?? 2)} ${currency}`; // prettier-ignore

/** Speaks of values of that shape; undefined of others. */
const of =
  <T>(schema: z.ZodType<T>, say: (value: T, currency: string) => string) =>
  (value: unknown, currency: string) => {
    const read = schema.safeParse(value);
    return read.success ? say(read.data, currency) : undefined;
  };

const perWhat = { PER_THOUSAND: 'a thousand impressions', PER_CLICK: 'a click', PER_LEAD: 'a lead' } as const;

const speakers: Record<string, (value: unknown, currency: string) => string | undefined> = {
  'terms.bid': of(bidSchema, (bid, currency) => {
    if (bid.kind !== 'BUDGET_BEST') return `${amount(bid.amount, currency)} ${perWhat[bid.kind]}`;
    const click = bid.mostPerClick === null ? [] : [`at most ${amount(bid.mostPerClick, currency)} a click`];
    const lead = bid.mostPerLead === null ? [] : [`at most ${amount(bid.mostPerLead, currency)} a lead`];
    return ['the budget spent best', ...click, ...lead].join(', ');
  }),
  'terms.budget': of(budgetSchema, ({ total, daily }, currency) =>
    [
      ...(total === null ? [] : [`${amount(total, currency)} in all`]),
      ...(daily === null ? [] : [`${amount(daily, currency)} a day`]),
    ].join(', '),
  ),
  'terms.goal': of(goalSchema, (goal) => `${goal.amount} ${goal.of.toLowerCase()}`),
  'terms.dayparts': of(z.array(daypartSchema), (parts) =>
    parts.map(({ days, from, until }) => `${days.map((day) => day.slice(0, 3)).join(' ')} ${from} to ${until}`).join('; ').toLowerCase(),
  ),
  'terms.frequencyCaps': of(z.array(frequencyCapSchema), (caps) =>
    caps.map(({ scope, window, most }) => `${most} per ${window} of ${scope}`).join(', ').toLowerCase(),
  ),
  'terms.funding': of(z.array(z.object({ advertiserId: z.string(), basisPoints: z.number() })), (shares) =>
    shares.map(({ advertiserId, basisPoints }) => `${basisPoints / 100} % ${advertiserId}`).join(', '),
  ),
}; // prettier-ignore
