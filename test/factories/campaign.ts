import type { CreativeDraft } from '../../src/modules/campaigns/creative-problems.js';

/** A creative that may be shown; say only what matters to the test. */
export function creativeDraft(facts: Partial<CreativeDraft> = {}): CreativeDraft {
  return {
    name: 'Price first',
    angle: 'PRICE',
    headline: 'A {make} {model} for {price}',
    body: 'Come and see it.',
    imageUrl: null,
    disclosure: null,
    weight: 1,
    callToAction: 'See it',
    deepLink: 'https://example.com/cars/{vehicleId}',
    ...facts,
  };
}
