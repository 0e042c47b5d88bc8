import { judge } from '../../inference/standings/model-comparison.service.js';
import type { ShadowedOffer } from '../../decisioning/shadow/shadowed-offers.service.js';
import { firstPositions, policyGate } from './policy.js';

/** Two offers, of which the second is clicked more often; each is shown first as often as `shown` says. */
function log(decisions: number, shown: number, chances: { champion: number; shadow: number }, rates = [0.1, 0.3]): ShadowedOffer[] {
  let state = 5;
  const roll = () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
  const mean = (second: number) => (1 - second) * (rates[0] ?? 0) + second * (rates[1] ?? 0);
  return Array.from({ length: decisions }, () => {
    const second = roll() < shown;
    const of = (chance: number) => (second ? chance : 1 - chance);
    return {
      ...{ clicked: roll() < (rates[second ? 1 : 0] ?? 0), position: 1, championClick: rates[second ? 1 : 0] ?? 0, shadowClick: 0 },
      ...{ propensity: of(shown), championChance: of(chances.champion), shadowChance: of(chances.shadow) },
      ...{ championForetold: mean(chances.champion), shadowForetold: mean(chances.shadow) },
    };
  });
} // prettier-ignore
const gateOf = (offers: readonly ShadowedOffer[]) => policyGate(judge(firstPositions(offers, 'champion')), judge(firstPositions(offers, 'shadow'))); // prettier-ignore

describe('the gate of what would have been shown', () => {
  it('holds for a version that shows what is clicked more, and not for one that shows it less', () => {
    const better = gateOf(log(4_000, 0.5, { champion: 0.2, shadow: 0.9 }));
    expect(better.holds).toBe(true);
    expect(better.challenger ?? 0).toBeGreaterThan((better.champion ?? 1) + 0.05);
    expect(gateOf(log(4_000, 0.5, { champion: 0.9, shadow: 0.2 })).holds).toBe(false);
  });

  it('does not hold where the log cannot tell, and says why', () => {
    const hardlyShown = gateOf(log(40_000, 0.001, { champion: 0.001, shadow: 0.999 }));
    expect(hardlyShown).toMatchObject({ holds: false, champion: null });
    expect(hardlyShown.sentence).toMatch(/hardly ever chose what the other would/);
    expect(gateOf(log(300, 0.5, { champion: 0.5, shadow: 0.5 }, [0.01, 0.01])).sentence).toMatch(/100 are needed/); // prettier-ignore
  });

  it('counts first positions only', () => {
    const offers = log(10, 0.5, { champion: 0.5, shadow: 0.5 });
    const below = offers.map((offer) => ({ ...offer, position: 2, championChance: null, shadowChance: null, championForetold: null, shadowForetold: null })); // prettier-ignore
    expect(firstPositions([...offers, ...below], 'shadow')).toHaveLength(10);
  });
});
