import type { OfferScore } from '../../models/prediction/scores.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import type { Candidate } from './candidates.js';
import type { Random } from './chance.js';
import { modelKey } from './showroom.js';

/** A candidate with what the model thinks of it. */
export interface ScoredCandidate {
  readonly candidate: Candidate;
  readonly score: OfferScore;
}

/** An offer that was chosen, in its place. */
export interface ChosenOffer extends Candidate {
  readonly score: OfferScore;
  /** 1 is the first. */
  readonly position: number;
  /** Expected leads; see `valueOf`. */
  readonly value: number;
  /** Probability of this very offer here, given the candidates and the offers before it. Exact. */
  readonly propensity: number;
}

/** Share of positions that are drawn by softmax instead of taking the best. */
export const explorationShare = 0.1;
/**
 * Temperature of the softmax, as a share of the best value there is: an offer worth a quarter of it less is drawn e times
 * more rarely, one worth nothing e^4 times.
 */
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
 *
 * @param before what the list begins with already; `count` are the positions after it
 */
export function choose(
  scored: readonly ScoredCandidate[],
  count: number,
  neverSeen: boolean,
  random: Random,
  before: readonly ChosenOffer[] = [],
): ChosenOffer[] {
  const left = byVehicle(scored, weigher(scored));
  const chosen: ChosenOffer[] = [];
  const shown = new Shown(Math.max(1, Math.floor((before.length + count) / 2)));
  for (const { vehicle } of before) shown.add(kindOf(vehicle));
  while (chosen.length < count && left.length > 0) {
    const allowed = diverse(left, shown, neverSeen);
    const car = draw(allowed, random);
    const option = draw(car.picked.options, random);
    chosen.push({
      ...option.picked.scored.candidate,
      score: option.picked.scored.score,
      position: before.length + chosen.length + 1,
      value: option.picked.value,
      propensity: car.probability * option.probability,
    });
    shown.add(car.picked.kind);
    left.splice(left.indexOf(car.picked), 1);
  }
  return chosen;
}

interface Option extends Weighed {
  readonly scored: ScoredCandidate;
}

interface Weighed {
  readonly value: number;
  /** Chances of the softmax are in proportion to it. */
  readonly weight: number;
}

/** What cars are told apart by. */
interface Kind {
  readonly brand: string;
  readonly model: string;
  readonly twin: string;
  readonly bodyStyle: string;
}

/** A car with every way of saying it; worth what its best is. */
interface Car {
  readonly kind: Kind;
  readonly options: Option[];
  value: number;
  weight: number;
}

function byVehicle(all: readonly ScoredCandidate[], weigh: (value: number) => number): Car[] {
  const cars = new Map<string, Car>();
  let last: { vehicle: VehicleInStock; car: Car } | undefined;
  for (const scored of all) {
    const { vehicle } = scored.candidate;
    const value = valueOf(scored.score);
    const option = { scored, value, weight: weigh(value) };
    // The ways of saying it stand beside each other, so most cars are the one before.
    const car = last?.vehicle === vehicle ? last.car : cars.get(vehicle.id);
    if (!car) {
      last = { vehicle, car: { kind: kindOf(vehicle), options: [option], value, weight: option.weight } };
      cars.set(vehicle.id, last.car);
      continue;
    }
    car.options.push(option);
    car.value = Math.max(car.value, value);
    car.weight = Math.max(car.weight, option.weight);
  }
  return [...cars.values()];
}

const kinds = new WeakMap<VehicleInStock, Kind>();

/** Cars in memory are the same objects from request to request. */
function kindOf(vehicle: VehicleInStock): Kind {
  let kind = kinds.get(vehicle);
  if (!kind) {
    const model = modelKey(vehicle);
    const twin = `${model}|${vehicle.trim.toLowerCase()}|${vehicle.modelYear}`;
    kind = { brand: vehicle.make.toLowerCase(), model, twin, bodyStyle: vehicle.bodyStyle };
    kinds.set(vehicle, kind);
  }
  return kind;
}

/** What has been shown so far, counted. */
class Shown {
  private readonly brands = new Map<string, number>();
  private readonly models = new Map<string, number>();
  private readonly twins = new Set<string>();
  private readonly bodyStyles = new Map<string, number>();

  constructor(private readonly half: number) {}

  add({ brand, model, twin, bodyStyle }: Kind): void {
    this.brands.set(brand, (this.brands.get(brand) ?? 0) + 1);
    this.models.set(model, (this.models.get(model) ?? 0) + 1);
    this.twins.add(twin);
    this.bodyStyles.set(bodyStyle, this.ofStyle(bodyStyle) + 1);
  }

  ofStyle(bodyStyle: string): number {
    return this.bodyStyles.get(bodyStyle) ?? 0;
  }

  brandFits = ({ kind }: Car) => (this.brands.get(kind.brand) ?? 0) < this.half;
  modelFits = ({ kind }: Car) => (this.models.get(kind.model) ?? 0) < this.half;
  noTwin = ({ kind }: Car) => !this.twins.has(kind.twin);
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
  const least = Math.min(...cars.map(({ kind }) => shown.ofStyle(kind.bodyStyle)));
  return cars.filter(({ kind }) => shown.ofStyle(kind.bodyStyle) === least);
}

/** Weight of a value beside the best of all; equal weights where nothing is worth anything. */
export function weigher(scored: readonly ScoredCandidate[]): (value: number) => number {
  const best = scored.reduce((most, { score }) => Math.max(most, valueOf(score)), 0);
  return best > 0 ? (value) => Math.exp((value / best - 1) / temperature) : () => 1;
}

/** The best with probability 1 - share, plus the share spread by weight. */
function draw<T extends Weighed>(from: readonly T[], random: Random): { picked: T; probability: number } {
  let total = 0;
  let best: T | undefined;
  for (const one of from) {
    total += one.weight;
    if (!best || one.value > best.value) best = one;
  }
  const chanceOf = (one: T) =>
    (explorationShare * one.weight) / total + (one === best ? 1 - explorationShare : 0);
  let rest = random();
  let picked = best;
  for (const one of from) {
    rest -= chanceOf(one);
    picked = one;
    if (rest < 0) break; // only rounding leads past the last: the chances add up to one
  }
  if (!picked) throw new RangeError('There is nothing to draw from.');
  return { picked, probability: chanceOf(picked) };
}
