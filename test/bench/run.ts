import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { print, type Bench } from './bench.js';
import { audience } from './audience.js';
import { collect } from './collect.js';
import { creativeChoice } from './creatives.js';
import { drift } from './drift.js';
import { finance } from './finance.js';
import { freshness } from './freshness.js';
import { inference } from './inference.js';
import { limits } from './limits.js';
import { merge } from './merge.js';
import { offers } from './offers.js';
import { offPolicy } from './off-policy.js';
import { pacing } from './pacing.js';
import { sessions } from './sessions.js';
import { sold } from './sold.js';
import { soak } from './soak.js';
import { start } from './start.js';
import { stockFeed } from './stock-feed.js';
import { value } from './value.js';
import { vehicles } from './vehicles.js';

/** `npm run bench -- <name> [--smoke]`, or `--list` for the names, one a line. */
const benches: Bench[] = [
  collect,
  offers,
  freshness,
  start,
  merge,
  audience,
  vehicles,
  stockFeed,
  sold,
  finance,
  limits,
  pacing,
  creativeChoice,
  offPolicy,
  value,
  drift,
  sessions,
  inference,
  soak,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { smoke: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
});
const [name] = positionals;
const bench = benches.find((each) => each.name === name);

if (values.list) {
  for (const each of benches) console.log(each.name);
} else if (!bench) {
  console.error(
    `There is ${name ? `no benchmark "${name}"` : 'nothing to run'}: npm run bench -- ${benches.map((each) => each.name).join('|')} [--smoke]`,
  );
  process.exitCode = 1;
} else {
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  console.log(
    `${bench.name}${values.smoke ? ', short' : ''}: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${load} before`,
  );
  print(bench.name, await bench.run({ smoke: values.smoke }));
}
