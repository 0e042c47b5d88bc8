import { bucketOf } from './landscape.js';
import { gatheredSchema, Gathering } from './gathered.js';

describe('what a process sees', () => {
  it('is counted by campaign: chances, parts, and what its offers cost in all', () => {
    const gathering = new Gathering();
    for (let n = 0; n < 3; n++) gathering.request();
    const offer = { campaignId: 'a', cost: 900, outcomes: 0.1, threshold: 0.5 };
    gathering.answered([['a', true], ['b', false]], [offer, offer, { ...offer, campaignId: 'other' }], []); // prettier-ignore
    gathering.answered([['a', true]], [], [{ ...offer, cost: 2_000, threshold: 1 }]);
    expect(gatheredSchema.parse(gathering.whole)).toEqual({
      requests: 3,
      seen: {
        a: {
          chances: 2,
          parts: 2,
          times: 1,
          cost: 1_800,
          outcomes: 0.2,
          at: [
            [bucketOf(0.5), 1_800, 0.2],
            [bucketOf(1), 2_000, 0.1],
          ],
        },
        b: { chances: 1, parts: 0, times: 0, cost: 0, outcomes: 0, at: [] },
      },
    });
  });
});
