import fc from 'fast-check';
import { bidderCampaign, entered, lonelyCar, perView } from '../../../../test/factories/auction.js';
import { idOf, liveCampaign, liveCreative } from '../../../../test/factories/showroom.js';
import { houseTerms } from '../../../models/campaign/campaign-terms.js';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { factsOf } from '../../../models/vehicle/vehicle-in-stock.js';
import type { ScoredCandidate } from '../auction/entrants.js';
import { seededRandom } from '../chance.js';
import { choose } from '../choose.js';
import { Beliefs } from './beliefs.js';
import { DrawTable } from './chances.js';
import { asEntered, sayerOf, type Saying } from './say-creative.js';

const creatives = [
  liveCreative('price', { angle: 'PRICE' }),
  liveCreative('finance', { angle: 'FINANCE' }),
  liveCreative('other price', { angle: 'PRICE' }),
];
const campaign = liveCampaign('A', { creatives });
const car = lonelyCar('S');

/** The car as each campaign shows it, with each of its angles once. */
function scoredOf(campaigns: readonly LiveCampaign[], vehicle = car, clicks: readonly number[] = [0.03, 0.01]): ScoredCandidate[] {
  return campaigns.flatMap((one) =>
    one.creatives.slice(0, 2).map((creative, n) => ({
      candidate: { vehicle, facts: factsOf(vehicle), campaign: one, creative },
      score: { click: clicks[n] ?? 0, lead: (clicks[n] ?? 0) / 10 },
    })),
  );
} // prettier-ignore

/** What is believed where only the second creative was ever clicked. */
function secondIsBest(count: number): DrawTable {
  const beliefs = new Beliefs(creatives.slice(0, count).map(({ id }) => id));
  for (const [place, { id }] of creatives.slice(0, count).entries())
    beliefs.tell(id, 'home', { clicks: place === 1 ? 90 : 3, expected: 30, average: 30 });
  return new DrawTable(beliefs, count, 'home', seededRandom(1));
}

function saying(scored: readonly ScoredCandidate[], facts: Partial<Saying> = {}) {
  const tableOf: Saying['tableOf'] = (one) => ({ table: secondIsBest(one.creatives.length), isTold: true });
  return sayerOf({ scored, barred: new Set(), tableOf, isDrawn: true, ...facts });
}

function said(facts: Partial<Saying> = {}, one = campaign, chance = 0.5) {
  const scored = scoredOf([one]);
  const [entrant] = entered(scored);
  if (!entrant) throw new Error('nobody entered');
  return { ...saying(scored, facts)(entrant, () => chance), entrant };
}

describe('the creative an offer is shown with', () => {
  it('is the one that is clicked, though the model says otherwise, with its own score and what was foretold', () => {
    const { creative, score, chance, choice } = said();
    expect(creative.id).toBe(idOf('finance'));
    expect(score).toEqual({ click: 0.01, lead: 0.001 });
    expect(chance).toBeGreaterThan(0.9);
    expect(choice).toMatchObject({ isTold: true, foretold: { expected: 0.01 } });
    expect(choice?.foretold.average).toBeCloseTo((0.03 + 0.01 + 0.03) / 3, 12);
    expect(choice?.clicks).toEqual([0.03, 0.01, 0.03]);
    expect([choice?.chances[1], choice?.chance, choice?.among]).toEqual([chance, chance, 3]);
  });

  it('is never one the viewer may not be shown', () => {
    for (let seed = 0; seed < 300; seed++) {
      const { creative, choice } = said({ barred: new Set([idOf('finance')]) }, campaign, seed / 300);
      expect(creative.id).not.toBe(idOf('finance'));
      expect([choice?.chances[1], choice?.among]).toEqual([0, 2]);
    }
    const all = said({ barred: new Set(creatives.map(({ id }) => id)) });
    expect(all.creative).toBe(all.entrant.candidate.creative);
  });

  it('is the one it bid with where creatives rotate, or there is but one', () => {
    const rotating = liveCampaign('B', { creatives, terms: { ...houseTerms, creativeRotation: 'EVEN' } });
    for (const one of [rotating, liveCampaign('C', { creatives: creatives.slice(0, 1) })]) {
      const { creative, entrant, chance, choice } = said({}, one);
      expect(creative).toBe(entrant.candidate.creative);
      expect([chance, choice]).toEqual([1, null]);
    }
  });

  it('is the likeliest for who only asks', () => {
    for (let seed = 0; seed < 50; seed++)
      expect(said({ isDrawn: false }, campaign, seed / 50).creative.id).toBe(idOf('finance'));
  });

  it('changes neither who wins nor what is paid', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ bid: fc.option(fc.integer({ min: 1, max: 9_000 })), clicks: fc.tuple(fc.double({ min: 0.001, max: 0.2, noNaN: true }), fc.double({ min: 0.001, max: 0.2, noNaN: true })) }), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (plans, seed) => {
          const campaigns = plans.map(({ bid }, n) => bidderCampaign(`B${n}`, bid === null ? null : perView(bid), {}, { creatives }));
          const scored = ['S', 'T', 'U'].flatMap((name) => {
            const vehicle = lonelyCar(name);
            return campaigns.flatMap((one, n) => scoredOf([one], vehicle, plans[n]?.clicks));
          });
          const page = { count: 3, neverSeen: false, separatesCompetitors: false, exclusive: false, explored: 0.1 };
          const say = saying(scored);
          const own = seededRandom(seed + 1);
          const learned = choose(entered(scored), page, seededRandom(seed), [], (entrant) => say(entrant, own));
          const plain = choose(entered(scored), page, seededRandom(seed), [], asEntered);
          const standing = (offers: typeof plain) => offers.map(({ vehicle, campaign: { id }, price, auction }) => ({ vehicle, id, price, auction }));
          expect(standing(learned)).toEqual(standing(plain));
          for (const [place, { propensity, choice }] of learned.entries())
            expect(propensity).toBeCloseTo((plain[place]?.propensity ?? 0) * (choice?.chance ?? 0), 12);
        },
      ),
      { numRuns: 60 },
    )); // prettier-ignore
});
