import type { DemoKeys } from '../demo/demo-keys.js';
import type { Config } from '../modules/platform/config.js';

/** The last words of a start: the address, the demo keys and a query to paste. */
export function welcome(config: Config, keys: DemoKeys | null, tookMs: number): string {
  const address = `http://${config.host}:${config.port}`;
  const mode = config.redisUrl ? 'PostgreSQL and Redis' : 'PostgreSQL alone';
  const lines = ['', `Carousel is ready on ${mode}, after ${(tookMs / 1000).toFixed(1)} s.`, '', `  GraphQL and GraphiQL  ${address}/graphql`, `  Events (Segment API)  ${address}/v1/batch`, ...(keys ? [`  Offers on a page      ${address}/demo`] : []), `  Health, metrics       ${address}/health  ${address}/metrics`, '']; // prettier-ignore
  if (keys)
    lines.push(
      'Keys of the demo tenant (also in .data/demo-keys.json):',
      ...Object.entries(keys).map(([role, key]) => `  ${role.padEnd(10)} ${key}`),
      '',
      'Paste this to see offers for a shopper nobody knows yet:',
      '',
      `  curl -s ${address}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${keys.storefront}' \\`,
      `    -d '{"query":"{ offers(placement: \\"home-hero\\", viewer: { anonymousId: \\"a-17\\" }, first: 3) { ... on Offers { items { vehicle { title } creative { headline } reasons } } ... on NothingToShow { reason } } }"}'`,
      '',
      'The README goes on from here. Ctrl-C stops everything.',
      '',
    );
  else lines.push('Ctrl-C stops everything.', '');
  return lines.join('\n');
}
