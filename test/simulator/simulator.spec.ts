import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leadFeatures, readLead } from '../../src/modules/inference/features/lead-features.js';
import { offerInputs } from '../../src/modules/inference/features/offer-features.js';
import { liveOf } from './lives.js';
import { writeTrainingRows } from './rows/training-rows.js';
import { saleDelayDays, saleTruthLater, soldWithin } from './truth.js';
import { cityPlan, plainPlan, worldOf } from './world.js';

const world = worldOf(11);
const lives = Array.from({ length: 1_500 }, (_, index) => liveOf(world, index));
const offers = lives.flatMap(({ pages }) => pages.flatMap(({ shown }) => shown));
const leads = lives.flatMap((life) => life.leads);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Standard errors between what happened and what the truth says should. */
function surprise(happened: readonly boolean[], probabilities: readonly number[]): number {
  const variance = sum(probabilities.map((p) => p * (1 - p)));
  return Math.abs(happened.filter(Boolean).length - sum(probabilities)) / Math.sqrt(variance);
}

it('plays the same life for the same seed, and another for another', () => {
  expect(liveOf(worldOf(11), 42)).toEqual(lives[42]);
  expect(liveOf(worldOf(12), 42)).not.toEqual(lives[42]);
});

it('keeps every event in order of time and place in the log', () => {
  const disordered = lives.flatMap(({ history: { events } }) =>
    events.filter(({ at, seq }, place) => seq !== place || at < (events[place - 1]?.at ?? 0)),
  );
  expect(disordered).toEqual([]);
});

it('shows a page only what was done before it', () => {
  const early = lives.flatMap(({ pages }) =>
    pages.flatMap(({ at, recent }) =>
      recent.filter((touched) => touched.at > at || touched.type === 'OFFER_VIEWED'),
    ),
  );
  expect(early).toEqual([]);
});

it('lets clicks, leads and sales happen as often as the truth says', () => {
  expect(surprise(offers.map((offer) => offer.clicked), offers.map((offer) => offer.clickProbability))).toBeLessThan(4); // prettier-ignore
  expect(surprise(offers.map((offer) => offer.lead), offers.map((offer) => offer.leadProbability))).toBeLessThan(4); // prettier-ignore
  expect(surprise(leads.map((lead) => lead.sold), leads.map((lead) => lead.probability))).toBeLessThan(4); // prettier-ignore
});

it('knows the propensity of every slot it fills', () => {
  // The mean of 1 / propensity over draws is the number of things that could have been drawn.
  const estimate = sum(offers.map(({ propensity }) => 1 / propensity)) / offers.length;
  expect(estimate / (world.stock.length * 5)).toBeCloseTo(1, 1);
});

it('delays sales as the truth of a lead some days old supposes', () => {
  for (const uniform of [0.1, 0.5, 0.9]) expect(soldWithin(saleDelayDays(uniform))).toBeCloseTo(uniform, 9);
  expect(saleTruthLater(0.4, 0)).toBeCloseTo(0.4, 9);
  expect(saleTruthLater(0.4, 90)).toBe(0);
});

it('finds every feature of a lead typical where its typical value says', () => {
  const rows = leads.map(({ history, at }) => readLead(history, at));
  leadFeatures.forEach(({ name, typical }, column) => {
    const values = rows.map((row) => row[column] ?? 0).sort((a, b) => a - b);
    const middle = [0.4, 0.6].map((part) => values[Math.floor(part * values.length)] ?? 0);
    expect({
      name,
      isTypical: typical >= (middle[0] ?? 0) - 0.05 && typical <= (middle[1] ?? 0) + 0.05,
    }).toEqual({ name, isTypical: true });
  });
});

it('writes rows that NumPy can read, of the shapes the feature set names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carousel-rows-'));
  const small = { world: plainPlan(11), shoppers: 60, shoppersWithPages: 20 };
  const written = await writeTrainingRows({ folder, ...small, threads: 0 });
  const columns: [string, number, number][] = [
    ['history', written.pages, sizeOf('history')],
    ['candidate', written.offers, sizeOf('candidate')],
    ['offer_click_truth', written.offers, 1],
    ['lead_features', written.leads, leadFeatures.length],
  ];
  for (const [name, rows, width] of columns) {
    const path = join(folder, `${name}.npy`);
    expect(statSync(path).size).toBe(128 + 4 * rows * width);
    expect(readFileSync(path).toString('latin1', 1, 127)).toContain(`NUMPY`);
    expect(readFileSync(path).toString('latin1', 10, 127)).toContain(`'shape': (${rows},`);
  }
});

it('writes the same bytes with any number of threads', async () => {
  const digests = await Promise.all(
    [0, 1, 3].map(async (threads) => {
      const folder = mkdtempSync(join(tmpdir(), 'carousel-rows-'));
      await writeTrainingRows({
        folder,
        world: cityPlan(11),
        shoppers: 1_300,
        shoppersWithPages: 500,
        threads,
      });
      return readdirSync(folder).map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]);
    }),
  );
  expect(digests[0]?.length).toBeGreaterThan(15);
  expect(digests[1]).toEqual(digests[0]);
  expect(digests[2]).toEqual(digests[0]);
});

const sizeOf = (name: string): number =>
  (offerInputs[name] ?? []).reduce<number>((size, dim) => size * (dim === 'batch' ? 1 : dim), 1);
