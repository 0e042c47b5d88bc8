import type { Told } from './beliefs.js';

/** What was told of a creative in a context. */
export interface ToldOf extends Told {
  readonly creativeId: string;
  readonly context: string;
}

/** A level is drawn towards what is known without it as if by so many clicks foretold: a campaign's to the model's word, a context's to its campaign's. */
const drawn = { toModel: 1, toCampaign: 4 };

/**
 * What the model foretold, brought to the level at which the campaign is clicked in each context. A model that was taught elsewhere, or a corner of the
 * page that few look at, puts all creatives off by one factor, which says nothing of any of them: left in, it would count against whichever
 * was seen least, as that one's own clicks speak for it least.
 */
export function levelled(told: readonly ToldOf[]): ToldOf[] {
  const byContext = new Map<string, ToldOf[]>();
  for (const one of told) {
    const its = byContext.get(one.context);
    if (its) its.push(one);
    else byContext.set(one.context, [one]);
  }
  const [ofAll, ofAverages] = [levelOf(told, 'expected', 1, drawn.toModel), levelOf(told, 'average', 1, drawn.toModel)]; // prettier-ignore
  return [...byContext.values()].flatMap((its) => {
    const expected = levelOf(its, 'expected', ofAll, drawn.toCampaign);
    const average = levelOf(its, 'average', ofAverages, drawn.toCampaign);
    return its.map((one) => ({ ...one, expected: one.expected * expected, average: one.average * average }));
  });
}

/** Clicks for each that was foretold, drawn towards a level with some strength. */
function levelOf(told: readonly Told[], prior: 'expected' | 'average', to: number, strength: number): number {
  let [clicks, foretold] = [0, 0];
  for (const one of told) [clicks, foretold] = [clicks + one.clicks, foretold + one[prior]];
  return (clicks + strength * to) / (foretold + strength);
}
