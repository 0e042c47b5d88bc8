import { Random } from '../random.js';
import { shopperOf, suits } from '../shopper.js';
import { worldOf } from '../world.js';
import { codeOf } from './coded-cars.js';
import { deedsIn } from './deeds.js';
import { drawGuess, fitsOf, moved } from './guess.js';
import { judge } from './judge.js';
import { likelihoodOf } from './likelihood.js';
import { chosenAmong, Meetings } from './meetings.js';
import { judgedPages } from './pages.js';
import { bootstrapped, softAuc } from './soft-auc.js';

const world = worldOf(2026, 400);
const stock = new Map(world.stock.map((car) => [car.vehicleId, car]));
const plan = { from: 0, to: 60, every: 12 };
const pages = judgedPages(world, plan);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('draws tastes as shoppers have them', () => {
  const random = Random.of(3, 0);
  const car = world.stockFor(random);
  const guesses = Array.from({ length: 4_000 }, () => fitsOf(drawGuess(random))(codeOf(car)));
  const shoppers = Array.from({ length: 4_000 }, () => suits(shopperOf(random), car));
  expect(Math.abs(mean(guesses) - mean(shoppers))).toBeLessThan(0.12);
});

it('leaves the tastes as they are drawn when nothing was seen: moves are fair', () => {
  const random = Random.of(5, 0);
  const car = codeOf(world.stockFor(random));
  let guess = drawGuess(random);
  const walked = Array.from({ length: 40_000 }, () => {
    const next = moved(guess, random);
    if (Math.log(1 - random.uniform()) < next.gain) guess = next.guess;
    return fitsOf(guess)(car);
  });
  const drawn = Array.from({ length: 8_000 }, () => fitsOf(drawGuess(random))(car));
  expect(Math.abs(mean(walked) - mean(drawn))).toBeLessThan(0.15);
});

it('chooses among twelve as shoppers do', () => {
  const random = Random.of(7, 0);
  const fit = fitsOf(drawGuess(random));
  const wanted = world.stockFor(random);
  let chosen = 0;
  for (let met = 0; met < 4_000; met++) {
    const found = [wanted, ...Array.from({ length: 11 }, () => world.stockFor(random))];
    if (random.weighted(found, (car) => Math.exp(fit(codeOf(car)) / 0.8)) === wanted) chosen += 1;
  }
  const rivals = new Meetings(world, random).rivalsFor(fit);
  expect(Math.abs(chosenAmong(rivals, 1, fit(codeOf(wanted))) - chosen / 4_000)).toBeLessThan(0.06);
});

it('finds what somebody looked at likelier to a taste for it than to a taste drawn by chance', () => {
  const random = Random.of(9, 0);
  const meetings = new Meetings(world, random);
  const page = pages.find(({ recent }) => recent.length === 20);
  const seen = deedsIn(page?.recent ?? [], page?.at ?? 0, stock);
  expect(seen.isFull).toBe(true);
  const logs = Array.from({ length: 400 }, () => likelihoodOf(seen, drawGuess(random), meetings).log);
  expect(Math.max(...logs) - mean(logs)).toBeGreaterThan(5);
});

it('ranks offers by what touches say, nearer to the truth than without them, and never ahead of it', () => {
  const said = judge(world, { ...plan, chains: 2, steps: 150 });
  const rows = (of: 'truth' | 'said') =>
    pages.flatMap(({ offers }, page) =>
      offers.map(({ clickProbability: truth }, slot) => ({ truth, page, said: of === 'truth' ? truth : (said[page]?.[slot]?.click ?? 0) })),
    ); // prettier-ignore
  expect(softAuc(rows('said'))).toBeGreaterThan(0.68);
  expect(softAuc(rows('said'))).toBeLessThan(softAuc(rows('truth')));
  const { alone, ahead } = bootstrapped([rows('truth'), rows('said')], Random.of(1, 1));
  expect(ahead[0]).toBeLessThan(Math.hypot(alone[0] ?? 0, alone[1] ?? 0));
});

it('counts an offer as clicked as far as it is likely to be', () => {
  const row = (said: number, truth: number) => ({ said, truth, page: 0 });
  expect(softAuc([row(0.1, 0), row(0.9, 1)])).toBe(1);
  expect(softAuc([row(0.9, 0), row(0.1, 1)])).toBe(0);
  // A pair of even chances, and the same offers the other way round, is worth a half.
  expect(softAuc([row(0.1, 0.5), row(0.9, 0.5)])).toBeCloseTo(0.5, 9);
});
