// Writes training rows: node dist/test/simulator/write-rows.js --out <folder> [--seed 7] [--shoppers 60000] [--pages-of 6000]
// [--year] [--threads 2]. `--year`: a year of the city with its seasons, households and fatigue; else the plain world.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { numberFrom } from './number-from.js';
import { writeTrainingRows } from './rows/training-rows.js';
import { cityPlan, plainPlan } from './world.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '7' },
    shoppers: { type: 'string', default: '60000' },
    'pages-of': { type: 'string', default: '6000' },
    year: { type: 'boolean', default: false },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
if (values.out === undefined) {
  console.error('--out is missing; it names the folder to write to.');
  process.exit(1);
}
const most = 10_000_000;
const seed = numberFrom('seed', values.seed, { least: 0, most: 2 ** 31 });
const shoppers = numberFrom('shoppers', values.shoppers, { least: 1, most });
const shoppersWithPages = numberFrom('pages-of', values['pages-of'], { least: 0, most });
const threads = numberFrom('threads', values.threads, { least: 0, most: 64 });

const began = performance.now();
const written = await writeTrainingRows({
  folder: values.out,
  world: values.year ? cityPlan(seed) : plainPlan(seed),
  ...{ shoppers, shoppersWithPages, threads },
});
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage();
const rate = (took: number) => Math.round(written.events / took).toLocaleString('en');
console.log(
  `${written.shoppers} shoppers, ${written.events} events, ${written.pages} pages with ${written.offers} offers, ` +
    `${written.leads} leads in ${seconds.toFixed(1)} s: ${rate(seconds)} events/s with rows, ` +
    `${rate((user + system) / 1e6)} a second of processor time`,
);
