import { bodyStyles, fuelTypes } from '../../../src/models/vehicle/vehicle-facts.js';
import { makes, modelLines } from '../market.js';
import type { Random } from '../random.js';
import type { CodedCar } from './coded-cars.js';

/** A guess at a hidden taste: all of `shopperOf` that a click depends on, but for how single angles please beyond their kind. */
export interface Guess {
  /** Places in `modelLines`. */
  readonly favourite: number;
  readonly second: number;
  /** Place in `fuelTypes`. */
  readonly fuel: number;
  readonly wantsNew: boolean;
  readonly logBudget: number;
  /** ln of price sensitivity. */
  readonly logSensitivity: number;
  readonly financeMinded: boolean;
  /** Likings beside what the favourites say. */
  readonly bodies: readonly number[];
  readonly fuels: readonly number[];
  readonly makes: readonly number[];
}

const normals = (random: Random, count: number, deviation: number) =>
  Array.from({ length: count }, () => random.normal(0, deviation));
const shareNew = 0.35;
const shareFinance = 0.35;
const budgetDeviation = 0.3;

/** A taste as `shopperOf` draws them. */
export function drawGuess(random: Random): Guess {
  const favourite = random.whole(modelLines.length);
  const wantsNew = random.chance(shareNew);
  return {
    ...{ favourite, wantsNew, second: random.whole(modelLines.length), fuel: fuelFor(random, favourite) },
    logBudget: random.normal(meanBudget(favourite, wantsNew), budgetDeviation),
    logSensitivity: random.normal(0, 0.4),
    financeMinded: random.chance(shareFinance),
    bodies: normals(random, bodyStyles.length, 0.3),
    fuels: normals(random, fuelTypes.length, 0.3),
    makes: normals(random, makes.length, 0.4),
  };
}

/** A taste near another, and the log of how much likelier it is before anything is seen: a step of Metropolis and Hastings. */
export function moved(guess: Guess, random: Random): { readonly guess: Guess; readonly gain: number } {
  switch (random.whole(8)) {
    case 0: {
      // The purse stays, so that another favourite is not refused for a budget that never was.
      const favourite = random.whole(modelLines.length);
      return steady(guess, { favourite, fuel: fuelFor(random, favourite) });
    }
    case 1: {
      if (random.chance(0.5)) return steady(guess, { second: random.whole(modelLines.length) });
      const { favourite: second, second: favourite } = guess;
      return steady(guess, { favourite, second, fuel: fuelFor(random, favourite) });
    }
    case 2:
      return steady(guess, { fuel: fuelFor(random, guess.favourite) });
    case 3: {
      const wantsNew = !guess.wantsNew;
      return steady(guess, { wantsNew }, logOdds(shareNew, wantsNew));
    }
    case 4:
      return steady(guess, { logBudget: guess.logBudget + random.normal(0, 0.15) });
    case 5: {
      const logSensitivity = guess.logSensitivity + random.normal(0, 0.25);
      return steady(
        guess,
        { logSensitivity },
        (guess.logSensitivity ** 2 - logSensitivity ** 2) / (2 * 0.4 ** 2),
      );
    }
    case 6: {
      const financeMinded = !guess.financeMinded;
      return steady(guess, { financeMinded }, logOdds(shareFinance, financeMinded));
    }
    default:
      return steady(guess, {
        bodies: rotated(guess.bodies, random, 0.3),
        fuels: rotated(guess.fuels, random, 0.3),
        makes: rotated(guess.makes, random, 0.4),
      });
  }
}

/** How well a car suits whoever has this taste: `suits` of `shopper.ts`. */
export function fitsOf(guess: Guess): (car: CodedCar) => number {
  const favourite = lines[guess.favourite];
  const second = lines[guess.second];
  const bodies = guess.bodies.map(
    (noise, body) => noise + (body === favourite?.body ? 1.8 : body === second?.body ? 0.8 : 0),
  );
  const fuels = guess.fuels.map((noise, fuel) => noise + (fuel === guess.fuel ? 1.2 : 0));
  const liked = guess.makes.map((noise, make) => (make === favourite?.make ? 1.2 : noise));
  const conditions = guess.wantsNew ? [0.8, -0.6, -0.2] : [-0.4, 0.2, 0.4];
  const sensitivity = Math.exp(guess.logSensitivity);
  return ({ body, fuel, make, condition, logPrice }) => {
    const gap = logPrice - guess.logBudget;
    const price = -sensitivity * (gap > 0 ? 2.5 * gap : -0.8 * gap);
    return (
      (bodies[body] ?? 0) +
      (fuels[fuel] ?? 0) +
      (liked[make] ?? 0) +
      (conditions[condition] ?? 0) +
      Math.max(price, -4) -
      1
    );
  };
}

/** How the five angles please, in the order of `creativeAngles`, but for the test drive's part in the stage. */
export function anglesOf({ favourite, fuel, financeMinded, logSensitivity }: Guess): readonly number[] {
  const fuelName = fuelTypes[fuel];
  const plugsIn = fuelName === 'ELECTRIC' || fuelName === 'PLUGIN_HYBRID';
  const leisure = ['CONVERTIBLE', 'COUPE', 'SUV'].includes(modelLines[favourite]?.bodyStyle ?? '');
  return [0.9 * logSensitivity, financeMinded ? 1 : -0.4, 0, leisure ? 0.7 : -0.3, plugsIn ? 1 : -0.4];
}

const lines = modelLines.map(({ bodyStyle, make, price, fuels }) => ({
  body: bodyStyles.indexOf(bodyStyle),
  make: makes.indexOf(make),
  logPrice: Math.log(price),
  fuels: fuels.map((fuel) => fuelTypes.indexOf(fuel)),
}));

const fuelFor = (random: Random, favourite: number): number => random.pick(lines[favourite]?.fuels ?? [0]);
const meanBudget = (favourite: number, wantsNew: boolean): number =>
  (lines[favourite]?.logPrice ?? 0) + Math.log(wantsNew ? 1 : 0.65);
const logOdds = (share: number, holds: boolean): number => Math.log(share / (1 - share)) * (holds ? 1 : -1);

const surpriseOf = ({ logBudget, favourite, wantsNew }: Guess): number =>
  (logBudget - meanBudget(favourite, wantsNew)) ** 2 / (2 * budgetDeviation ** 2);

/** A changed guess, with what its budget gains beside the old one and what else its prior gains. */
function steady(guess: Guess, change: Partial<Guess>, gain = 0): { guess: Guess; gain: number } {
  const other = { ...guess, ...change };
  return { guess: other, gain: gain + surpriseOf(guess) - surpriseOf(other) };
}

/** Normal draws moved a little, in a way that leaves their distribution as it is (preconditioned Crank and Nicolson). */
function rotated(values: readonly number[], random: Random, deviation: number): number[] {
  return values.map((value) => 0.92 * value + Math.sqrt(1 - 0.92 ** 2) * random.normal(0, deviation));
}
