// The best any ranker could do that sees what offer-propensity sees: node dist/test/simulator/best-possible.js [--seed 2026]
// [--shoppers 1000] [--every 8] [--chains 6] [--steps 900]. Beside it the truth and the committed model, on the same offers.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Piscina } from 'piscina';
import { CommittedRanker } from './best/committed-ranker.js';
import type { JudgePlan } from './best/judge.js';
import { judgedPages } from './best/pages.js';
import type { Foretold } from './best/posterior.js';
import { bootstrapped, softAuc, type SoftRow } from './best/soft-auc.js';
import { numberFrom } from './number-from.js';
import { Random } from './random.js';
import { worldOf } from './world.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '2026' },
    shoppers: { type: 'string', default: '1000' },
    every: { type: 'string', default: '8' },
    chains: { type: 'string', default: '6' },
    steps: { type: 'string', default: '900' },
  },
});
const read = (name: keyof typeof values, least: number, most: number) => numberFrom(name, values[name], { least, most }); // prettier-ignore
const seed = read('seed', 0, 2 ** 31);
const effort = { chains: read('chains', 1, 100), steps: read('steps', 10, 100_000) };
const every = read('every', 1, 1_000);
const shoppers = read('shoppers', 10, 1_000_000);
const shoppersAPart = 20;

/** Everything said of one offer by one who foretells, beside the truth. */
interface Row {
  readonly page: number;
  readonly touches: number;
  readonly truth: Foretold;
  readonly best: Foretold;
  readonly model: Foretold;
}

const world = worldOf(seed);
const pool = new Piscina<JudgePlan, Foretold[][]>({
  filename: join(import.meta.dirname, 'best', 'judge-thread.js'),
  workerData: { seed },
  maxThreads: availableParallelism(),
});
const ranker = await CommittedRanker.open();
const parts = Array.from({ length: Math.ceil(shoppers / shoppersAPart) }, (_, part) => ({
  ...{ from: part * shoppersAPart, to: Math.min((part + 1) * shoppersAPart, shoppers), every, ...effort },
}));
const rows = (await Promise.all(parts.map(rowsOf))).flat();
await pool.destroy();
await ranker.close();

const groups: readonly (readonly [string, (touches: number) => boolean])[] = [
  ['all', () => true],
  ['none', (touches) => touches === 0],
  ['1 to 5', (touches) => touches >= 1 && touches <= 5],
  ['6 to 12', (touches) => touches >= 6 && touches <= 12],
  ['13 to 19', (touches) => touches >= 13 && touches <= 19],
  ['20', (touches) => touches === 20],
];
console.log(
  `${new Set(rows.map(({ page }) => page)).size} pages, ${rows.length} offers; AUC, twice its standard error`,
);
for (const kind of ['click', 'lead'] as const)
  for (const [name, isIn] of groups) {
    const some = rows.filter(({ touches }) => isIn(touches));
    if (some.length > 100) console.log(`${kind}, touches known: ${name.padEnd(8)} ${told(some, kind)}`);
  }

async function rowsOf(plan: JudgePlan): Promise<Row[]> {
  const bests = await pool.run(plan);
  const found: Row[] = [];
  for (const [place, page] of judgedPages(world, plan).entries()) {
    const models = await ranker.foretell(page);
    page.offers.forEach(({ clickProbability, leadProbability }, slot) => {
      const [best, model] = [bests[place]?.[slot], models[slot]];
      const truth = { click: clickProbability, lead: leadProbability };
      const known = { page: plan.from * 1_000 + place, touches: page.recent.length };
      if (best && model) found.push({ ...known, truth, best, model });
    });
  }
  return found;
}

function told(some: readonly Row[], kind: keyof Foretold): string {
  const by = (of: 'truth' | 'best' | 'model', happens: 'truth' | 'best' = 'truth'): SoftRow[] =>
    some.map((row) => ({ said: row[of][kind], truth: row[happens][kind], page: row.page }));
  const [truth, best, model] = [by('truth'), by('best'), by('model')];
  const errors = bootstrapped([truth, best, model], Random.of(seed, -3));
  const one = (name: string, of: readonly SoftRow[], error = 0) => `${name} ${softAuc(of).toFixed(4)} (± ${(2 * error).toFixed(4)})`; // prettier-ignore
  return [
    one('truth', truth, errors.alone[0]),
    one('reachable', best, errors.alone[1]),
    one('committed', model, errors.alone[2]),
    `by its own probabilities ${softAuc(by('best', 'best')).toFixed(4)}`,
    `truth ahead of reachable (± ${(2 * (errors.ahead[0] ?? 0)).toFixed(4)}), reachable of committed (± ${(2 * (errors.ahead[1] ?? 0)).toFixed(4)})`,
  ].join(', ');
}
