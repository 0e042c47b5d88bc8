import type { OfferScore } from '../../models/prediction/scores.js';
import type { Candidate } from './candidates.js';
import type { Random } from './chance.js';
import { modelKey } from './showroom.js';

/** A candidate with what the model thinks of it. */
export interface ScoredCandidate extends Candidate {
  readonly score: OfferScore;
}

/** An offer that was chosen, in its place. */
export interface ChosenOffer extends ScoredCandidate {
  /** 1 is the first. */
  readonly position: number;
  /** Expected leads; see `valueOf`. */
  readonly value: number;
  /** Probability of this very offer here, given the candidates and the offers before it. Exact. */
  readonly propensity: number;
}

/** Share of positions that are drawn by softmax instead of taking the best. */
export const explorationShare = 0.1;
/** Temperature of the softmax, as a share of the best value: an offer worth a quarter less is e times rarer. */
const temperature = 0.25;
/** A click that leads to nothing yet is worth this much of a lead. */
const clickWorth = 0.05;

/** What an offer is worth, in leads: the leads it brings and, small, the clicks, which show interest before there are leads to learn from. */
export function valueOf({ click, lead }: OfferScore): number {
  return lead + clickWorth * click;
}

/**
 * Fills `count` positions, one after the other. At each, the cars that keep the list diverse are considered: with
 * probability 0.9 the best of them is taken, else one is drawn by softmax over values; its creative is then picked
 * in the same way. Both probabilities are known, so their product is the exact propensity.
 *
 * Diverse means: no more than half of one brand, no more than half of one model, none twice in the same model, trim
 * and year; for a viewer never seen, also body styles in turn. Where too few cars are left to keep all of that, it is
 * given up in the order brand, model, near-duplicates, rather than leaving a position empty.
 */
export function choose(
  scored: readonly ScoredCandidate[],
  count: number,
  neverSeen: boolean,
  random: Random,
): ChosenOffer[] {
  const left = byVehicle(scored);
  const chosen: ChosenOffer[] = [];
  const shown = new Shown(Math.max(1, Math.floor(count / 2)));
  while (chosen.length < count && left.length > 0) {
    const allowed = diverse(left, shown, neverSeen);
    const car = draw(allowed, random);
    const option = draw(car.picked.options, random);
    chosen.push({
      ...option.picked.candidate,
      position: chosen.length + 1,
      value: option.picked.value,
      propensity: car.probability * option.probability,
    });
    shown.add(car.picked);
    left.splice(left.indexOf(car.picked), 1);
  }
  return chosen;
}

interface Option {
  readonly candidate: ScoredCandidate;
  readonly value: number;
}

/** A car with every way of saying it; worth what its best is. */
interface Car {
  readonly options: Option[];
  value: number;
  readonly brand: string;
  readonly model: string;
  readonly twin: string;
  readonly bodyStyle: string;
}

function byVehicle(scored: readonly ScoredCandidate[]): Car[] {
  const cars = new Map<string, Car>();
  for (const candidate of scored) {
    const { vehicle } = candidate;
    const option = { candidate, value: valueOf(candidate.score) };
    const car = cars.get(vehicle.id);
    if (car) {
      car.options.push(option);
      car.value = Math.max(car.value, option.value);
      continue;
    }
    const model = modelKey(vehicle);
    cars.set(vehicle.id, {
      options: [option],
      value: option.value,
      brand: vehicle.make.toLowerCase(),
      model,
      twin: `${model}|${vehicle.trim.toLowerCase()}|${vehicle.modelYear}`,
      bodyStyle: vehicle.bodyStyle,
    });
  }
  return [...cars.values()];
}

/** What has been shown so far, counted. */
class Shown {
  private readonly brands = new Map<string, number>();
  private readonly models = new Map<string, number>();
  private readonly twins = new Set<string>();
  private readonly bodyStyles = new Map<string, number>();

  constructor(private readonly half: number) {}

  add({ brand, model, twin, bodyStyle }: Car): void {
    this.brands.set(brand, (this.brands.get(brand) ?? 0) + 1);
    this.models.set(model, (this.models.get(model) ?? 0) + 1);
    this.twins.add(twin);
    this.bodyStyles.set(bodyStyle, this.ofStyle(bodyStyle) + 1);
  }

  ofStyle(bodyStyle: string): number {
    return this.bodyStyles.get(bodyStyle) ?? 0;
  }

  brandFits = (car: Car) => (this.brands.get(car.brand) ?? 0) < this.half;
  modelFits = (car: Car) => (this.models.get(car.model) ?? 0) < this.half;
  noTwin = (car: Car) => !this.twins.has(car.twin);
}

/** The cars that may come next: the strictest rule that leaves any. */
function diverse(left: readonly Car[], shown: Shown, neverSeen: boolean): readonly Car[] {
  const rules = [
    (car: Car) => shown.noTwin(car) && shown.modelFits(car) && shown.brandFits(car),
    (car: Car) => shown.noTwin(car) && shown.modelFits(car),
    shown.noTwin,
  ];
  for (const rule of rules) {
    const allowed = left.filter(rule);
    if (allowed.length > 0) return neverSeen ? leastShownStyle(allowed, shown) : allowed;
  }
  return left;
}

function leastShownStyle(cars: readonly Car[], shown: Shown): readonly Car[] {
  const least = Math.min(...cars.map(({ bodyStyle }) => shown.ofStyle(bodyStyle)));
  return cars.filter(({ bodyStyle }) => shown.ofStyle(bodyStyle) === least);
}

/** The best with probability 1 - share, plus share spread by softmax. */
export function mixture(values: readonly number[]): number[] {
  const best = Math.max(...values);
  const scale = Math.max(best * temperature, Number.MIN_VALUE * 2 ** 52);
  const weights = values.map((value) => Math.exp((value - best) / scale));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const greedy = values.indexOf(best);
  return weights.map(
    (weight, index) => (explorationShare * weight) / total + (index === greedy ? 1 - explorationShare : 0),
  );
}

function draw<T extends { readonly value: number }>(
  from: readonly T[],
  random: Random,
): { picked: T; probability: number } {
  const probabilities = mixture(from.map(({ value }) => value));
  let rest = random();
  let last: { picked: T; probability: number } | undefined;
  for (const [index, picked] of from.entries()) {
    const probability = probabilities[index] ?? 0;
    last = { picked, probability };
    rest -= probability;
    if (rest < 0) return last;
  }
  // Only rounding leads here: the probabilities add up to one.
  if (last) return last;
  throw new RangeError('There is nothing to draw from.');
}
