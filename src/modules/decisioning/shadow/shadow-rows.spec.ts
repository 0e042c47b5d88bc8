import { lonelyCar } from '../../../../test/factories/auction.js';
import { liveCampaign, liveCreative } from '../../../../test/factories/showroom.js';
import { factsOf } from '../../../models/vehicle/vehicle-in-stock.js';
import { shadowRows } from './shadow-rows.js';

const [scoredOne, drawnOne, other] = [
  liveCreative('price', { angle: 'PRICE' }),
  liveCreative('other price', { angle: 'PRICE' }),
  liveCreative('finance', { angle: 'FINANCE' }),
];
const campaign = liveCampaign('A', { creatives: [scoredOne, drawnOne, other] });
const vehicle = lonelyCar('S');
const scored = [scoredOne, other].map((creative, n) => ({
  candidate: { vehicle, facts: factsOf(vehicle), campaign, creative },
  score: { click: n === 0 ? 0.03 : 0.02, lead: 0.001 },
}));
const shadow = [{ click: 0.02, lead: 0.001 }, { click: 0.04, lead: 0.001 }]; // prettier-ignore

const rowsOf = (creative: typeof drawnOne, position = 1) =>
  shadowRows(
    {
      ...{ tenantId: 't', decisionId: 'd', decidedAt: 0, champion: '1', scored },
      chosen: [{ vehicle, campaign, creative, position, propensity: 0.4 }],
    },
    '2',
    shadow,
  );

describe('what a shadow says of an offer that was shown', () => {
  it('is what it says of the car with this angle', () => {
    expect(rowsOf(other, 2)).toMatchObject([
      { position: 2, championClick: 0.02, shadowClick: 0.04, propensity: 0.4, championChance: null },
    ]);
  });

  it('is that too of a creative drawn afterwards, which ranking alone would not have shown', () => {
    const [row] = rowsOf(drawnOne);
    expect(row).toMatchObject({ championClick: 0.03, shadowClick: 0.02, championChance: 0, shadowChance: 0 });
    expect(rowsOf(scoredOne)[0]?.championChance).toBeGreaterThan(0.9);
    expect(row?.championForetold).toBe(rowsOf(scoredOne)[0]?.championForetold);
  });
});
