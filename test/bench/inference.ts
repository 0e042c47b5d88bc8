import { performance } from 'node:perf_hooks';
import { encodeLead, leadFeatures, readLead } from '../../src/modules/inference/features/lead-features.js';
import { encodeOffers } from '../../src/modules/inference/features/offer-features.js';
import { InferenceService } from '../../src/modules/inference/inference.service.js';
import { ModelRegistry } from '../../src/modules/inference/model-registry.js';
import { pathRows } from '../../src/modules/inference/path-attribution.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { Readiness } from '../../src/modules/platform/readiness.js';
import { testDataKeys } from '../support/data-keys.js';
import { atLeast, atMost, interleaved, median, rounded, wrong, type Bench, type Findings } from './bench.js';
import { askedAt, leadHistories, offerRequests } from './inference/asked.js';
import { BareModel, feedsOf, numbersOf } from './inference/bare-model.js';

const candidates = 128;
/** Different requests, asked over and over. */
const different = 200;
/** So many ask at once where the rate is measured. */
const callers = 4;
const tenant = { tenantId: 'bench' };

/** What one round of asking measured. */
interface Way {
  readonly what: string;
  /** Answers the request of this number. */
  readonly ask: (request: number) => Promise<unknown>;
}

/**
 * What scoring costs beside bare onnxruntime on one thread, with the same model, batch and settings: alone, with tensors made, with
 * features written, and the whole as a request has it, on the thread for models; one at a time, and several at once.
 */
export const inference: Bench = {
  name: 'inference',
  run: async ({ smoke }) => {
    const { registry, service } = await open();
    try {
      const size = smoke ? { rounds: 3, asks: 200 } : { rounds: 15, asks: 1_000 };
      return findings(await offersOf(registry, service, size), await leadsOf(registry, service, size), size);
    } finally {
      await registry.onApplicationShutdown();
    }
  },
};

interface Size {
  readonly rounds: number;
  readonly asks: number;
}

/** Microseconds a request, by way and round, and how many answers were not those of bare onnxruntime. */
interface Measured {
  readonly name: string;
  readonly rows: number;
  readonly whats: readonly string[];
  readonly alone: readonly number[][];
  /** Bare, and the whole with several callers: microseconds by the clock for each answer. */
  readonly atOnce: readonly number[][];
  readonly differing: number;
}

async function open(): Promise<{ registry: ModelRegistry; service: InferenceService }> {
  const config = readConfig({ DATABASE_URL: 'postgres://nowhere/none', SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, MODELS_DIR: 'ml-artifacts', MODEL_THREADS: '1', LOG_LEVEL: 'silent' }); // prettier-ignore
  const metrics = new Metrics();
  const registry = new ModelRegistry(config, new Log(config), metrics, new Readiness());
  await registry.onModuleInit();
  return { registry, service: new InferenceService(registry, metrics) };
}

async function offersOf(registry: ModelRegistry, service: InferenceService, size: Size): Promise<Measured> {
  const bare = await BareModel.open('offer-propensity', registry.defaultOf('offer-propensity') ?? '');
  const requests = offerRequests(different, candidates);
  const tensors = requests.map((request) => encodeOffers(request));
  const feeds = tensors.map(feedsOf);
  const whole = (request: number) => service.scoreOffers(tenant, at(requests, request));
  let differing = 0;
  for (let request = 0; request < different; request++) {
    const [{ scores }, outputs] = [await whole(request), await bare.run(at(feeds, request))];
    const [click, lead] = [numbersOf(outputs, 'click'), numbersOf(outputs, 'lead')];
    differing += scores.filter((score, row) => score.click !== click[row] || score.lead !== lead[row]).length;
  }
  const ways = [
    { what: 'bare onnxruntime', ask: (request: number) => bare.run(at(feeds, request)) },
    { what: 'with tensors made', ask: (request: number) => bare.run(feedsOf(at(tensors, request))) },
    { what: 'with features written', ask: (request: number) => bare.run(feedsOf(encodeOffers(at(requests, request)))) }, // prettier-ignore
    { what: 'whole, on the thread for models', ask: whole },
  ];
  return { name: 'offers', rows: candidates, differing, ...(await measured(ways, size)) };
}

async function leadsOf(registry: ModelRegistry, service: InferenceService, size: Size): Promise<Measured> {
  const bare = await BareModel.open('lead-score', registry.defaultOf('lead-score') ?? '');
  const histories = leadHistories(different);
  const typical = leadFeatures.map((feature) => feature.typical);
  const encode = (request: number) =>
    encodeLead(pathRows(typical, readLead(at(histories, request), askedAt)));
  const tensors = histories.map((_, request) => encode(request));
  const feeds = tensors.map(feedsOf);
  const whole = (request: number) => service.scoreLead(tenant, at(histories, request), askedAt);
  let differing = 0;
  for (let request = 0; request < different; request++) {
    const [{ probability }, outputs] = [await whole(request), await bare.run(at(feeds, request))];
    // Ours is a sum of its reasons: as near as numbers of 32 bits come.
    const its = numbersOf(outputs, 'probability')[typical.length] ?? NaN;
    if (!(Math.abs(probability - its) < 1e-6)) differing += 1;
  }
  const ways = [
    { what: 'bare onnxruntime', ask: (request: number) => bare.run(at(feeds, request)) },
    { what: 'with tensors made', ask: (request: number) => bare.run(feedsOf(at(tensors, request))) },
    { what: 'with features written', ask: (request: number) => bare.run(feedsOf(encode(request))) },
    { what: 'whole, on the thread for models', ask: whole },
  ];
  return { name: 'leads', rows: tensors[0]?.['features']?.dims[0] ?? NaN, differing, ...(await measured(ways, size)) }; // prettier-ignore
}

async function measured(
  ways: readonly Way[],
  { rounds, asks }: Size,
): Promise<Pick<Measured, 'whats' | 'alone' | 'atOnce'>> {
  const bare = at(ways, 0);
  const whole = at(ways, ways.length - 1);
  // The compiler is done before anything counts.
  for (const way of ways) await oneByOne(way, asks);
  const taken = await interleaved(rounds, [
    ...ways.map((way) => () => oneByOne(way, asks)),
    () => atOnce(bare, asks),
    () => atOnce(whole, asks),
  ]);
  return {
    whats: ways.map(({ what }) => what),
    alone: taken.slice(0, ways.length),
    atOnce: taken.slice(ways.length),
  };
}

/** Microseconds from asking to the answer, the middle of as many. */
async function oneByOne({ ask }: Way, asks: number): Promise<number> {
  const micros: number[] = [];
  for (let request = 0; request < asks; request++) {
    const began = performance.now();
    await ask(request);
    micros.push((performance.now() - began) * 1_000);
  }
  return median(micros);
}

/** Microseconds by the clock for each answer where several ask at once. */
async function atOnce({ ask }: Way, asks: number): Promise<number> {
  let next = 0;
  const caller = async () => {
    while (next < asks) await ask(next++);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  return ((performance.now() - began) * 1_000) / asks;
}

function findings(offers: Measured, leads: Measured, { rounds, asks }: Size): Findings {
  return {
    about: [
      `One thread for models. ${different} viewers of 20 touches, each with ${candidates} different cars; ${different} leads of 60 events, whose reasons take ${leads.rows} rows. ${asks} asks a round, ${rounds} rounds in turns; at once: ${callers} callers.`,
    ],
    table: [offers, leads].flatMap(tableOf),
    figures: [
      atLeast('offers_vs_bare', againstBare(offers), 'x', 0.85),
      atMost('candidates_128', median(offers.alone.at(-1) ?? []), 'µs', 300),
      atLeast('leads_vs_bare', againstBare(leads), 'x', 0.85),
      wrong('differences', offers.differing + leads.differing, 'scores that bare onnxruntime does not give'),
    ],
  };
}

/** Answers in a time beside those of bare onnxruntime in as much, round by round: the middle. */
function againstBare({ atOnce: [bare = [], whole = []] }: Measured): number {
  return median(whole.map((micros, round) => (bare[round] ?? NaN) / micros));
}

function tableOf({ name, rows, whats, alone, atOnce: [bare = [], whole = []] }: Measured) {
  const lines = whats.map((what, way) => ({ what: `${name}: ${what}`, 'µs, one at a time': rounded(median(alone[way] ?? [])) })); // prettier-ignore
  const rate = (micros: readonly number[]) => rounded((rows * 1e6) / median(micros));
  return lines.map((line, way) => {
    const atOnce = way === 0 ? bare : way === lines.length - 1 ? whole : null;
    return atOnce ? { ...line, 'µs, at once': rounded(median(atOnce)), 'rows a second': rate(atOnce) } : line;
  });
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place % list.length];
  if (found === undefined) throw new Error('there is nothing to ask');
  return found;
}
