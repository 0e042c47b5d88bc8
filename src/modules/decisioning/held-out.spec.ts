import fc from 'fast-check';
import type { Tried } from '../../models/experiment/tried.js';
import { carInStock, liveCampaign, liveCreative, showroomOf } from '../../../test/factories/showroom.js';
import { candidates } from './candidates.js';
import { seededRandom } from './chance.js';
import { heldOut, mattered } from './held-out.js';
import { nothingBarred, type Barred } from './limits/barred.js';

const campaigns = ['One', 'Two', 'Three'].map((name) => liveCampaign(name, { creatives: [liveCreative(`${name} A`), liveCreative(`${name} B`)] })); // prettier-ignore
const [one, two] = campaigns;
const idOfOne = one?.id ?? '';
const creatives = one?.creatives.map(({ id }) => id) ?? [];
const tried = (facts: Partial<Tried>): Tried => ({ experimentId: 'e', arm: 0, campaignId: idOfOne, shows: 'ALL', modelVersion: null, policy: null, matters: true, ...facts }); // prettier-ignore
const showroom = showroomOf([carInStock('S-1'), carInStock('S-2', { make: 'Kia' })], campaigns);
const shownWith = (barred: Barred, seed = 1) =>
  candidates(showroom, { placement: 'home-hero', segmentIds: new Set(), recent: [], excludeVehicleIds: new Set(), now: 0, first: 10, barred }, seededRandom(seed)); // prettier-ignore

describe('what experiments hold back', () => {
  it('is never among the candidates, whatever chance says, and is counted', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const answer = shownWith(heldOut(nothingBarred, [tried({ shows: 'NOTHING' })], campaigns), seed);
        expect(answer.candidates.filter(({ campaign }) => campaign === one)).toEqual([]);
        expect(answer.candidates.length).toBeGreaterThan(0);
        expect(answer.eliminated).toContainEqual({ step: 'HELD_OUT', count: 1 });
        expect(answer.reached).toEqual(new Set(campaigns.map(({ id }) => id)));
      }),
      { numRuns: 30 },
    );
  });

  it('is every campaign for whoever is held out of all', () => {
    const answer = shownWith(heldOut(nothingBarred, [tried({ campaignId: null, shows: 'NOTHING' })], campaigns)); // prettier-ignore
    expect(answer.candidates).toEqual([]);
    expect(answer.eliminated).toContainEqual({ step: 'HELD_OUT', count: 3 });
    expect(answer.reached.size).toBe(3);
  });

  it('is the creatives of other arms; a campaign left without any falls out', () => {
    const [a = '', b = ''] = creatives;
    const onlyA = heldOut(nothingBarred, [tried({ shows: new Set([a]) })], campaigns);
    expect(onlyA.creativeIds).toEqual(new Set([b]));
    expect(shownWith(onlyA).candidates.filter(({ creative }) => creative.id === b)).toEqual([]);
    const neither = heldOut(nothingBarred, [tried({ shows: new Set([a]) }), tried({ shows: new Set([b]) })], campaigns); // prettier-ignore
    expect(neither.campaigns.get(campaigns[0] ?? liveCampaign('none'))).toBe('HELD_OUT');
  });

  it('leaves alone what limits bar already, and everything where nobody is held out', () => {
    const barred: Barred = {
      campaigns: new Map(one ? [[one, 'BUDGET']] : []),
      creativeIds: new Set(),
      nearlySpent: new Map(),
    };
    expect(heldOut(barred, [tried({})], campaigns)).toBe(barred);
    const both = heldOut(barred, [tried({ shows: 'NOTHING' })], campaigns);
    expect([...both.campaigns.values()]).toEqual(['BUDGET']);
    expect(shownWith(both).reached.has(idOfOne)).toBe(false);
  });
});

describe('an experiment mattered', () => {
  it('where its campaign got past everything else, held out or not, and the arms differ', () => {
    const reached = new Set([idOfOne]);
    expect(mattered([tried({ shows: 'NOTHING' }), tried({ matters: false }), tried({ campaignId: two?.id ?? '' })], reached)).toHaveLength(1); // prettier-ignore
    expect(mattered([tried({ campaignId: null })], reached)).toHaveLength(1);
    expect(mattered([tried({ campaignId: null })], new Set())).toEqual([]);
  });
});
