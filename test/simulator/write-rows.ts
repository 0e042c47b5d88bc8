// Writes training rows: node dist/test/simulator/write-rows.js --out <folder> [--seed 7] [--shoppers 60000] [--pages-of 6000]
import { parseArgs } from 'node:util';
import { writeTrainingRows } from './training-rows.js';
import { worldOf } from './world.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '7' },
    shoppers: { type: 'string', default: '60000' },
    'pages-of': { type: 'string', default: '6000' },
  },
});
if (values.out === undefined) throw new Error('--out names the folder to write to');

const began = performance.now();
const written = writeTrainingRows({
  folder: values.out,
  world: worldOf(Number(values.seed)),
  shoppers: Number(values.shoppers),
  shoppersWithPages: Number(values['pages-of']),
});
const seconds = (performance.now() - began) / 1000;
const rate = Math.round(written.events / seconds).toLocaleString('en');
console.log(
  `${written.shoppers} shoppers, ${written.events} events, ${written.pages} pages with ${written.offers} offers, ` +
    `${written.leads} leads in ${seconds.toFixed(1)} s (${rate} events/s with rows)`,
);
