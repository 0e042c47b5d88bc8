import { habits } from '../habits.js';
import type { Random } from '../random.js';
import type { World } from '../world.js';
import { codeOf, type CodedCar } from './coded-cars.js';

/** Sets of cars met by chance, and cars in each beside the one chosen: what a view is chosen among. */
const sets = 48;
const others = 11;

/** What a car is chosen against at the three temperatures of the stages: sums of weights, set by set. */
export type Rivals = readonly [Float64Array, Float64Array, Float64Array];

/** Cars a shopper may have met beside the one they looked at: the same sets for every taste. */
export class Meetings {
  private readonly cars: readonly CodedCar[];
  private readonly rivals: Rivals = [new Float64Array(sets), new Float64Array(sets), new Float64Array(sets)];

  constructor(world: World, random: Random) {
    this.cars = Array.from({ length: sets * others }, () => codeOf(world.stockFor(random)));
  }

  /** Sums of `e^(fit / temperature)` of each set for temperatures 1.2, 0.8 and 0.6. Filled anew by the next call. */
  rivalsFor(fit: (car: CodedCar) => number): Rivals {
    const [looking, comparing, deciding] = this.rivals;
    let place = 0;
    for (let set = 0; set < sets; set++) {
      let [slow, middle, quick] = [0, 0, 0];
      for (let other = 0; other < others; other++) {
        const car = this.cars[place++];
        if (!car) break;
        const weight = Math.exp(fit(car) / 1.2);
        slow += weight;
        middle += weight * Math.sqrt(weight);
        quick += weight * weight;
      }
      looking[set] = slow;
      comparing[set] = middle;
      deciding[set] = quick;
    }
    return this.rivals;
  }
}

/** P(chosen | met among twelve) of a car of this fit at the temperature of a stage: the mean over the sets. */
export function chosenAmong(rivals: Rivals, stage: 0 | 1 | 2, fit: number): number {
  const weight = Math.exp(fit / habits[stage].temperature);
  let sum = 0;
  for (const against of rivals[stage]) sum += weight / (weight + against);
  return sum / sets;
}
