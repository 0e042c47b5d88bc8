import { Random } from '../simulator/random.js';
import { atMost, rounded, type Bench, type Findings } from './bench.js';
import { betaThompson, epsilonGreedy, linUcb, ours, type Policy } from './creatives/policies.js';

const contexts = 4;
const creatives = 6;
/** Clicks are known this many impressions later, and told so many at a time. */
const delay = 200;
const batch = 100;

/**
 * Choice of creatives: clicks lost to not knowing which is best, over 10,000 impressions of six creatives in four contexts,
 * with a model that is right and one that is wrong, beside Thompson sampling from nothing, LinUCB and epsilon-greedy on the
 * same draws. Clicks come late and in batches.
 */
export const creativeChoice: Bench = {
  name: 'creatives',
  run: ({ smoke }) =>
    Promise.resolve(
      measure(smoke ? { worlds: 6, impressions: 4_000 } : { worlds: 120, impressions: 10_000 }),
    ),
};

/** Click rates by context and creative. */
type Rates = readonly (readonly number[])[];

/** A creative has a rate of its own, more or less of it in each context: 1 to 6 clicks in a hundred. */
function truthOf(world: number): Rates {
  const random = Random.of(41, world);
  const own = Array.from({ length: creatives }, () => random.normal(Math.log(0.025), 0.4));
  return Array.from({ length: contexts }, () => own.map((log) => Math.exp(log + random.normal(0, 0.25))));
}

/** As good as a trained model's: each rate within some 10 %. */
function rightModel(truth: Rates, world: number): Rates {
  const random = Random.of(43, world);
  return truth.map((row) => row.map((rate) => rate * Math.exp(random.normal(0, 0.1))));
}

/** Tells the creatives' rates, but not whose they are. */
function wrongModel(truth: Rates, world: number): Rates {
  const random = Random.of(53, world);
  const order = (truth[0] ?? [])
    .map((_, place) => ({ place, by: random.uniform() }))
    .sort((a, b) => a.by - b.by);
  return truth.map((row) => order.map(({ place }) => row[place] ?? 0));
}

/** The worst there is: the best creative is said to be the worst, the level right. */
function reversedModel(truth: Rates): Rates {
  return truth.map((row) => {
    const upwards = row.toSorted((a, b) => a - b);
    return row.map((rate) => upwards.at(-1 - upwards.indexOf(rate)) ?? rate);
  });
}

function regretOf(truth: Rates, policy: Policy, impressions: number, world: number): number {
  const random = Random.of(47, world);
  const waiting: { context: number; creative: number; clicked: boolean }[] = [];
  let regret = 0;
  for (let n = 0; n < impressions; n++) {
    const context = random.whole(contexts);
    const rates = truth[context] ?? [];
    const creative = policy.choose(context, random);
    const rate = rates[creative] ?? 0;
    regret += Math.max(...rates) - rate;
    waiting.push({ context, creative, clicked: random.chance(rate) });
    if (n < delay || n % batch !== 0) continue;
    for (const told of waiting.splice(0, waiting.length - delay))
      policy.tell(told.context, told.creative, told.clicked);
    policy.told(random);
  }
  return regret;
}

function measure({ worlds, impressions }: { worlds: number; impressions: number }): Findings {
  const ways: Record<string, (truth: Rates, world: number) => Policy> = {
    'ours, right model': (truth, world) => ours(rightModel(truth, world)),
    'ours, wrong model': (truth, world) => ours(wrongModel(truth, world)),
    'ours, reversed model': (truth) => ours(reversedModel(truth)),
    'Beta(1, 1) Thompson': () => betaThompson(contexts, creatives),
    'LinUCB, α 0.1': () => linUcb(contexts, creatives, 0.1),
    'LinUCB, α 1': () => linUcb(contexts, creatives, 1),
    'epsilon-greedy, 0.1': () => epsilonGreedy(contexts, creatives, 0.1),
  };
  const regrets = Object.entries(ways).map(([what, way]) => {
    const all = Array.from({ length: worlds }, (_, world) =>
      regretOf(truthOf(world), way(truthOf(world), world), impressions, world),
    );
    return { what, regret: all.reduce((sum, each) => sum + each, 0) / worlds };
  });
  const of = (what: string) => regrets.find((each) => each.what === what)?.regret ?? NaN;
  const thompson = of('Beta(1, 1) Thompson');
  const bestRival = Math.min(of('LinUCB, α 0.1'), of('LinUCB, α 1'), of('epsilon-greedy, 0.1'));
  return {
    about: [
      `${worlds} worlds of ${creatives} creatives in ${contexts} contexts, ${impressions.toLocaleString('en')} impressions each; clicks told ${batch} at a time, ${delay} impressions late.`,
      'Regret: clicks lost beside always showing the best. The wrong model mixes up the creatives; the reversed one says the best is the worst.',
    ],
    table: regrets.map(({ what, regret }) => ({
      what,
      'clicks lost': rounded(regret),
      'of Thompson': rounded(regret / thompson),
    })),
    figures: [
      atMost('right_model', of('ours, right model') / thompson, 'of Beta(1, 1) Thompson', 0.75),
      atMost('wrong_model', of('ours, wrong model') / thompson, 'of Beta(1, 1) Thompson', 1.1),
      atMost('reversed_model', of('ours, reversed model') / thompson, 'of Beta(1, 1) Thompson', 1.1),
      atMost(
        'right_model_vs_rivals',
        of('ours, right model') / bestRival,
        'of the best of LinUCB and epsilon-greedy',
        1,
      ),
      atMost(
        'wrong_model_vs_rivals',
        of('ours, wrong model') / bestRival,
        'of the best of LinUCB and epsilon-greedy',
        1,
      ),
    ],
  };
}
