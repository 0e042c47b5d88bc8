import type { LeadConsent, LeadInterest } from '../../../models/lead/lead-wish.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';

const mostReasons = 3;
const wants: Readonly<Record<LeadInterest, string>> = {
  BUY: 'buy',
  LEASE: 'lease',
  TEST_DRIVE: 'test drive',
  TRADE_IN: 'trade in',
  FINANCE: 'finance',
  OTHER: 'see the message',
};

/**
 * What ADF has no element for, in words for whoever calls back: what was written, what they want, how likely they are to buy and
 * why, and what they allowed.
 */
export function commentsOf({
  message,
  interest,
  probability,
  grade,
  reasons,
  consent,
}: Pick<LeadRecord, 'message' | 'interest' | 'probability' | 'grade' | 'reasons' | 'consent'>): string {
  const score = `Score ${Math.round(probability * 100)} of 100 (grade ${grade}): chance of a sale within 90 days.`;
  const top = reasons.slice(0, mostReasons).map(({ sentence }) => sentence);
  return [
    ...(message === null ? [] : [message]),
    `Wants: ${wants[interest]}.`,
    score,
    ...(top.length > 0 ? [`Why: ${top.join('; ')}.`] : []),
    allowed(consent),
  ].join('\n');
}

/** They asked to be called back, so they may be; what they allowed beyond that is told as it was said. */
function allowed(consent: LeadConsent | null): string {
  if (consent === null) return 'Marketing: not asked. Contact them about this request only.';
  const word = (isAllowed: boolean) => (isAllowed ? 'yes' : 'no');
  return `Marketing allowed by e-mail: ${word(consent.email)}, by telephone: ${word(consent.phone)}.`;
}
