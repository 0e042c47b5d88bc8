import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { judge, type LoggedChoice } from '../../src/modules/inference/off-policy.js';
import { Random } from '../simulator/random.js';
import { atLeast, rounded, wrong, type Bench, type Findings } from './bench.js';

const actions = 6;
const contexts = 8;

/**
 * Judging a policy by another's log: how often the intervals hold the truth, which the simulation knows, over 200 runs of
 * other worlds; and, where OBD_DIR names the folder of the Open Bandit Dataset's sample
 * (bts_men/men.csv.gz), that its men's log, which is too thin, is refused too.
 */
export const offPolicy: Bench = {
  name: 'off-policy',
  run: ({ smoke }) => measure(smoke ? { runs: 40, decisions: 4_000 } : { runs: 200, decisions: 20_000 }),
};

interface World {
  readonly rates: readonly (readonly number[])[];
  readonly foretold: readonly (readonly number[])[];
  readonly logging: readonly (readonly number[])[];
  readonly judged: readonly (readonly number[])[];
}

/** Click rates, a model that is off by some fifth, a policy that ran by the model's softmax, and one that is judged. */
function worldOf(run: number): World {
  const random = Random.of(61, run);
  const table = (of: () => number) =>
    Array.from({ length: contexts }, () => Array.from({ length: actions }, of));
  const rates = table(() => 0.06 * Math.exp(random.normal(0, 0.5)));
  const foretold = rates.map((row) => row.map((rate) => rate * Math.exp(random.normal(0, 0.2))));
  const logging = foretold.map((row) => softmax(row.map((rate) => rate * 30 * Math.exp(random.normal(0, 0.3))))); // prettier-ignore
  const judged = rates.map((row) => softmax(row.map((rate) => rate * 60)));
  return { rates, foretold, logging, judged };
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const raw = scores.map((score) => Math.exp(score - most));
  const sum = raw.reduce((total, each) => total + each, 0);
  return raw.map((each) => each / sum);
}

function* logOf(
  { rates, foretold, logging, judged }: World,
  decisions: number,
  random: Random,
): Generator<LoggedChoice> {
  for (let n = 0; n < decisions; n++) {
    const context = random.whole(contexts);
    const row = <T>(table: readonly (readonly T[])[]) => table[context] ?? [];
    const places = row(logging).map((_, place) => place);
    const action = random.weighted(places, (place) => row(logging)[place] ?? 0);
    const reward = random.chance(row(rates)[action] ?? 0) ? 1 : 0;
    yield {
      reward,
      propensity: row(logging)[action] ?? 1,
      chosenBy: row(judged)[action] ?? 0,
      foretold: row(foretold)[action] ?? 0,
      foretoldOfPolicy: dot(row(judged), row(foretold)),
    };
  }
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, each, place) => sum + each * (right[place] ?? 0), 0);
}

async function measure({ runs, decisions }: { runs: number; decisions: number }): Promise<Findings> {
  const held = { snips: 0, doublyRobust: 0 };
  const width = { snips: 0, doublyRobust: 0 };
  let refused = 0;
  for (let run = 0; run < runs; run++) {
    const world = worldOf(run);
    const truth = world.judged.reduce((sum, row, context) => sum + dot(row, world.rates[context] ?? []), 0) / contexts; // prettier-ignore
    const told = judge(logOf(world, decisions, Random.of(67, run)));
    if ('reason' in told) {
      refused++;
      continue;
    }
    for (const way of ['snips', 'doublyRobust'] as const) {
      const { low, high } = told[way];
      if (low <= truth && truth <= high) held[way]++;
      width[way] += (high - low) / truth / runs;
    }
  }
  const answered = runs - refused;
  const men = await judgeMen(process.env['OBD_DIR'] ?? '');
  return {
    about: [
      `${runs} worlds of ${contexts} contexts and ${actions} actions, ${decisions.toLocaleString('en')} logged decisions each; intervals of 95 %.`,
      men === null
        ? 'Without OBD_DIR (bts_men/men.csv.gz) the Open Bandit Dataset is left out.'
        : `Open Bandit Dataset, men, uniform judged by Bernoulli Thompson's log: ${men}`,
    ],
    table: [
      { what: 'SNIPS', 'holds the truth %': rounded((100 * held.snips) / answered), 'interval, % of truth': rounded(100 * width.snips) }, // prettier-ignore
      { what: 'doubly robust', 'holds the truth %': rounded((100 * held.doublyRobust) / answered), 'interval, % of truth': rounded(100 * width.doublyRobust) }, // prettier-ignore
    ],
    figures: [
      atLeast('snips_holds_truth', (100 * held.snips) / answered, '% of runs', 93),
      atLeast('doubly_robust_holds_truth', (100 * held.doublyRobust) / answered, '% of runs', 93),
      atLeast('runs_answered', (100 * answered) / runs, '% of runs', 95),
      ...(men === null
        ? []
        : [wrong('thin_sample_not_refused', men.startsWith('refused') ? 0 : 1, 'samples')]),
    ],
  };
}

/** The men's log of Bernoulli Thompson sampling, judged for the policy that shows any of the 34 items alike. */
async function judgeMen(folder: string): Promise<string | null> {
  const file = join(folder, 'bts_men', 'men.csv.gz');
  if (folder === '' || !existsSync(file)) return null;
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  const log: LoggedChoice[] = [];
  let columns: string[] | null = null;
  for await (const line of lines) {
    const cells = line.split(',');
    columns ??= cells;
    if (columns === cells) continue;
    const at = (name: string) => Number(cells[columns?.indexOf(name) ?? -1]);
    log.push({
      reward: at('click'),
      propensity: at('propensity_score'),
      chosenBy: 1 / 34,
      foretold: 0,
      foretoldOfPolicy: 0,
    });
  }
  const told = judge(log);
  return 'reason' in told ? `refused. ${told.reason}` : `${told.snips.value}`;
}
