// A city of shoppers browses a running Carousel: `npm run simulate -- [--shoppers 1000] [--speed 60x] [--days 1] [--seed 7]`.
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Analytics } from '@segment/analytics-node';
import { demoKeysSchema } from '../../src/demo/demo-keys.js';
import { City, type Played } from './city/city.js';
import { ShopWindow } from './city/shop-window.js';
import { Tempo } from './city/tempo.js';
import { numberFrom } from './number-from.js';

const dayMs = 86_400_000;
/** Cars shoppers choose among. */
const mostCars = 5_000;

const { values } = parseArgs({
  options: {
    shoppers: { type: 'string', default: '1000' },
    speed: { type: 'string', default: '60x' },
    days: { type: 'string', default: '1' },
    seed: { type: 'string', default: '7' },
    url: { type: 'string', default: process.env['CAROUSEL_URL'] ?? 'http://127.0.0.1:3000' },
    keys: { type: 'string', default: process.env['CAROUSEL_KEYS'] ?? '.data/demo-keys.json' },
  },
});

const shoppers = numberFrom('shoppers', values.shoppers, { least: 1, most: 1_000_000 });
const speed = numberFrom('speed', values.speed.replace(/x$/, ''), { least: 2, most: 1_000_000 });
const days = numberFrom('days', values.days, { least: 0.001, most: 60 });
const seed = numberFrom('seed', values.seed, { least: 0, most: 2 ** 31 });
if (!existsSync(values.keys)) fail(`There is no ${values.keys}: run \`npm start\` once, and simulate in the same folder.`); // prettier-ignore
const keys = demoKeysSchema.parse(JSON.parse(readFileSync(values.keys, 'utf8')));

const window = new ShopWindow({ url: values.url, ...keys });
const cars = await window.stock(mostCars).catch((fault: unknown) => fail(`Nothing answers at ${values.url}: is \`npm start\` running? (${said(fault)})`)); // prettier-ignore
const placements = await window.placements();
if (cars.length === 0) fail('There is no car in stock: import some first (npm run import:stock).');
if (placements.length === 0) fail('There is no placement to ask offers for: make one with createPlacement.');

const analytics = new Analytics({ writeKey: keys.collector, host: values.url, flushAt: 100, maxRetries: 5 });
analytics.on('error', () => undefined); // counted where it is told
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const began = Date.now();
// It ends where simulated time meets the real clock: nothing happens in the future.
const from = began - days * dayMs;
const takes = (days * dayMs) / (speed - 1);
const plan = { seed, shoppers, from, until: began + takes };
console.log(`${shoppers.toLocaleString('en')} shoppers, ${cars.length.toLocaleString('en')} cars, ${days} days at ${speed} times the speed: ${timeOf(takes)}. Ctrl+C ends it.`); // prettier-ignore
const city = new City(plan, cars, placements, { window, analytics });
console.log(`Told what they did before: ${(await city.tellPast()).toLocaleString('en')} events.`);
const tempo = new Tempo(from, speed);
const progress = setInterval(() => console.log(line(city.played, tempo.now())), 5_000);
await city.play(tempo, stop.signal);
clearInterval(progress);
await analytics.closeAndFlush();
console.log(line(city.played, tempo.now()));
console.log(verdict(city.played));
console.log(JSON.stringify(city.played));
process.exit(city.played.refused + city.played.failed > 0 ? 1 : 0);

function line({ sent, refused, pages, shown, clicks, leads, failed }: Played, now: number): string {
  const clock = new Date(Math.min(now, Date.now())).toISOString().slice(0, 16).replace('T', ' ');
  const wrong = refused + failed > 0 ? `, ${refused} events refused, ${failed} pages failed` : '';
  return `${clock}  ${sent} events, ${pages} pages, ${shown} offers shown, ${clicks} clicks, ${leads} leads of them${wrong}`;
}

/** The truth is known: how many clicks a thousand offers were worth, beside any others. */
function verdict({ shown, expected }: Played): string {
  if (shown === 0) return 'No offer was shown.';
  const rate = (clicks: number) => ((1_000 * clicks) / shown).toFixed(1);
  return `Of 1,000 offers shown, ${rate(expected.ours)} are worth a click; chosen by chance ${rate(expected.byChance)}, the best there are ${rate(expected.best)}.`;
}

function timeOf(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.ceil(ms / 60_000)} min`;
}

function said(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}
