// Writes training rows: node dist/test/simulator/write-rows.js --out <folder> [--seed 7] [--shoppers 60000] [--pages-of 6000]
// [--year] [--threads 2]. `--year`: a year of the city with its seasons, households and fatigue; else the plain world.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
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
if (values.out === undefined) throw new Error('--out names the folder to write to');

const began = performance.now();
const seed = Number(values.seed);
const written = await writeTrainingRows({
  folder: values.out,
  world: values.year ? cityPlan(seed) : plainPlan(seed),
  shoppers: Number(values.shoppers),
  shoppersWithPages: Number(values['pages-of']),
  threads: Number(values.threads),
});
const seconds = (performance.now() - began) / 1000;
const rate = Math.round(written.events / seconds).toLocaleString('en');
console.log(
  `${written.shoppers} shoppers, ${written.events} events, ${written.pages} pages with ${written.offers} offers, ` +
    `${written.leads} leads in ${seconds.toFixed(1)} s (${rate} events/s with rows)`,
);
