import type { IncomingHttpHeaders } from 'node:http';

/** How long after the decision what comes of an offer is credited to it. */
export const creditedMs = 30 * 24 * 3_600_000;
/** How long after the decision a link still leads to its car: some thirteen months, as long as people keep mails. */
export const followedMs = 400 * 24 * 3_600_000;

/** What a fetch of a link is: a person's, credited or too late to be, or a program's. */
export type FetchKind = 'PERSON' | 'LATE' | 'HEAD' | 'PREFETCH' | 'ROBOT';

const aheadOfTime = /prefetch|prerender|preview/i;
/**
 * Programs that say what they are: crawlers, link scanners of mail servers, previews of chats, libraries. Image proxies
 * of mail providers are none: they fetch when a mail is opened.
 */
const robots =
  /bot\b|bot\/|crawl|spider|slurp|preview|scanner|facebookexternalhit|whatsapp|curl\/|wget|python-|go-http|java\/|okhttp|libwww|proofpoint|barracuda|mimecast|safelinks|urldefense|validator|monitor/i;

/**
 * Decides by the rule in docs/guides/storefront.md: a HEAD, a fetch ahead of time, and a program that says so are nobody
 * looking. A scanner that poses as a browser cannot be told from one.
 */
export function fetchKind(method: string, headers: IncomingHttpHeaders, ageMs: number): FetchKind {
  if (method === 'HEAD') return 'HEAD';
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) =>
    String(headers[name] ?? ''),
  );
  if (purposes.some((purpose) => aheadOfTime.test(purpose))) return 'PREFETCH';
  const agent = headers['user-agent'] ?? '';
  if (agent === '' || robots.test(agent)) return 'ROBOT';
  return ageMs > creditedMs ? 'LATE' : 'PERSON';
}
