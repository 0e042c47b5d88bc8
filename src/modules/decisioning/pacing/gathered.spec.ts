import { gatheredSchema, Gathering } from './gathered.js';

describe('what a process sees', () => {
  it('is counted by campaign: chances, parts, and what its offers cost in all', () => {
    const gathering = new Gathering();
    for (let n = 0; n < 3; n++) gathering.request();
    const offer = { campaignId: 'a', cost: 900, outcomes: 0.1 };
    gathering.answered([['a', true], ['b', false]], [offer, offer, { campaignId: 'other', cost: 5, outcomes: 1 }]); // prettier-ignore
    gathering.answered([['a', true]], []);
    expect(gatheredSchema.parse(gathering.whole)).toEqual({
      requests: 3,
      seen: {
        a: { chances: 2, parts: 2, times: 1, cost: 1_800, outcomes: 0.2 },
        b: { chances: 1, parts: 0, times: 0, cost: 0, outcomes: 0 },
      },
    });
  });
});
