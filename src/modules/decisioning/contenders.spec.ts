import fc from 'fast-check';
import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import { bidderCampaign, perView } from '../../../test/factories/auction.js';
import { idOf, liveCreative, showroomOf, variedStock } from '../../../test/factories/showroom.js';
import { candidates } from './candidates.js';
import { seededRandom } from './chance.js';
import { competing, contendersIn } from './contenders.js';
import type { Holding } from './pacing/taking-part.js';
import { selectionFor } from './selection.js';
import { isSet } from './showroom.js';

const stock = variedStock(12);
const makes = ['Make 0', 'Make 1', 'Make 2'];

/** A campaign on some makes, of one of few advertisers, what its pace leaves of its bid (null where it lets the request go), and what it has left to pay. */
const plans = fc.array(
  fc.record({
    bid: fc.integer({ min: 1, max: 40 }),
    advertiser: fc.nat(3),
    makes: fc.subarray(makes, { minLength: 1 }),
    times: fc.option(fc.double({ min: 0.05, max: 1, noNaN: true })),
    left: fc.option(fc.integer({ min: 1, max: 40 })),
  }),
  { minLength: 1, maxLength: 14 },
);

const bidding = (name: string, bid: number, advertiser: string, covers: readonly string[] = makes): LiveCampaign =>
  bidderCampaign(name, perView(bid * 1_000), {}, { advertiserId: idOf(advertiser), creatives: [liveCreative(name, { angle: 'PRICE' })], covers: ({ make }) => covers.includes(make ?? '') }); // prettier-ignore

const ask = { placement: 'home-hero', segmentIds: new Set<string>(), recent: [], excludeVehicleIds: new Set<string>(), now: 0, first: 10 }; // prettier-ignore

describe('who competes for a car', () => {
  it('is each who bids more than all but one other bidder that takes part; and as many let it go as would be among them', () =>
    fc.assert(
      fc.property(plans, (all) => {
        const campaigns = all.map(({ bid, advertiser, makes: covered }, n) =>
          bidding(`C${n}`, bid, `adv ${advertiser}`, covered),
        );
        const times = new Map(campaigns.map((campaign, n) => [campaign.id, all[n]?.times ?? null]));
        const holding: Holding = ({ id }) => times.get(id) ?? null;
        const nearlySpent = new Map(campaigns.flatMap((campaign, n) => { const left = all[n]?.left ?? null; return left === null ? [] : [[campaign, left * 1_000] as const]; })); // prettier-ignore
        const showroom = showroomOf(stock, campaigns);
        const [list = []] = selectionFor(showroom, 'home-hero', new Set()).bidding;
        const contenders = contendersIn(list, holding, nearlySpent);
        for (const [place, { make }] of stock.entries()) {
          const letGo = new Set<LiveCampaign>();
          const found = competing(contenders, place, letGo);
          const covering = campaigns.flatMap((campaign, n) => {
            const plan = all[n];
            return plan?.makes.includes(make)
              ? [{ campaign, ...plan, held: Math.min(plan.bid * (plan.times ?? 0), plan.left ?? Infinity) }]
              : [];
          });
          const best = new Map<number, number>();
          for (const { advertiser, times: its, held } of covering)
            if (its !== null) best.set(advertiser, Math.max(best.get(advertiser) ?? 0, held));
          const [first, second = 0] = [...best.values()].sort((a, b) => b - a);
          expect(
            found.map(({ campaign }) => covering.find((each) => each.campaign === campaign)?.held),
          ).toEqual([...best.values()].sort((a, b) => b - a).slice(0, 2));
          expect(new Set(found.map(({ bidder }) => bidder)).size).toBe(found.length);
          expect(found.length).toBe(first === undefined ? 0 : Math.min(2, best.size));
          const above = covering.filter(
            ({ times: its, bid, left }) =>
              its === null && Math.min(bid, left ?? Infinity) > (best.size > 1 ? second : 0),
          );
          expect([...letGo].map(({ id }) => id).sort()).toEqual(
            above.map(({ campaign }) => campaign.id).sort(),
          );
          for (const { coverage } of found) expect(isSet(coverage, place)).toBe(true);
        }
      }),
    ));

  it('leaves no car to nobody while those with the highest bids let the request go', () => {
    const [rich, eager, modest] = [
      bidding('Rich', 30, 'r'),
      bidding('Eager', 20, 'e'),
      bidding('Modest', 1, 'm'),
    ];
    const showroom = showroomOf(stock, [rich, eager, modest]);
    const holding: Holding = ({ id }) => (id === modest.id ? 1 : null);
    const { candidates: found, letGo } = candidates(showroom, { ...ask, holding }, seededRandom(1));
    expect(new Set(found.map(({ campaign }) => campaign))).toEqual(new Set([modest]));
    expect(letGo).toEqual(new Set([rich, eager]));
    const all = candidates(showroom, ask, seededRandom(1));
    expect(new Set(all.candidates.map(({ campaign }) => campaign))).toEqual(new Set([rich, eager]));
    expect(all.letGo.size).toBe(0);
  });
});
