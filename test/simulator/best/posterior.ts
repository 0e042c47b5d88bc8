import { creativeAngles, type CreativeAngle } from '../../../src/models/prediction/scores.js';
import type { SimulatedVehicle } from '../market.js';
import type { Random } from '../random.js';
import { logistic } from '../shopper.js';
import { leadByAngle, placements } from '../truth.js';
import { codeOf } from './coded-cars.js';
import type { Seen } from './deeds.js';
import { anglesOf, drawGuess, fitsOf, moved, type Guess } from './guess.js';
import { likelihoodOf, testDrive, type Fit } from './likelihood.js';
import type { Meetings } from './meetings.js';

/** How long the chains are. */
export interface Effort {
  readonly chains: number;
  /** Steps of each, of which the first third is thrown away. */
  readonly steps: number;
}

/** An offer on a page, to be judged. */
export interface Judged {
  readonly vehicle: SimulatedVehicle;
  readonly angle: CreativeAngle;
  readonly seenBefore: boolean;
}

/** The page it stands on. */
export interface Page {
  readonly placement: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const startsTried = 60;
const keptEvery = 8;

/** What can be said of one offer. */
export interface Foretold {
  readonly click: number;
  /** P(lead | shown). */
  readonly lead: number;
}

/**
 * P(click) and P(lead) of offers as somebody would put them who knows the simulator and these touches, and nothing of the
 * shopper: the mean over tastes drawn from their posterior (Metropolis and Hastings; Gelman et al., Bayesian Data Analysis,
 * chapter 11). How earnest somebody is counts as average.
 */
export function foretell(
  seen: Seen,
  page: Page,
  offers: readonly Judged[],
  meetings: Meetings,
  random: Random,
  { chains, steps }: Effort,
): Foretold[] {
  const means = new Means(page, offers);
  for (let chain = 0; chain < chains; chain++) {
    let standing = startOf(seen, meetings, random);
    for (let step = 0; step < steps; step++) {
      standing = stepOf(standing, seen, meetings, random);
      if (step * 3 >= steps && step % keptEvery === 0) means.take(standing);
    }
  }
  return means.read();
}

/** Sums of what each guess says of each offer. */
class Means {
  private readonly offers;
  private readonly plain: number;
  private kept = 0;

  constructor({ at, placement }: Page, offers: readonly Judged[]) {
    const hour = (at / 3_600_000) % 24;
    this.plain = -3.9 + (placements[placement] ?? 0) + 0.2 * Math.cos(((hour - 20) / 24) * 2 * Math.PI);
    this.offers = offers.map(({ vehicle, angle, seenBefore }) => ({
      ...{ angle, seenBefore, car: codeOf(vehicle), place: creativeAngles.indexOf(angle), click: 0, lead: 0 },
    }));
  }

  take({ guess, fit: { stages } }: Standing): void {
    const [fitOf, angles] = [fitsOf(guess), anglesOf(guess)];
    this.kept += 1;
    for (const offer of this.offers) {
      const fit = fitOf(offer.car);
      const base = this.plain + 0.75 * fit + (offer.seenBefore ? 0.3 : 0);
      stages.forEach((chance, stage) => {
        const said = 0.8 * ((angles[offer.place] ?? 0) + testDrive(offer.place, stage)) + 0.2 * stage;
        const click = chance * logistic(base + said);
        offer.click += click;
        offer.lead += click * logistic(-3.3 + 0.45 * fit + 0.8 * stage + leadByAngle[offer.angle]);
      });
    }
  }

  read(): Foretold[] {
    return this.offers.map(({ click, lead }) => ({ click: click / this.kept, lead: lead / this.kept }));
  }
}

interface Standing {
  readonly guess: Guess;
  readonly fit: Fit;
}

function stepOf(standing: Standing, seen: Seen, meetings: Meetings, random: Random): Standing {
  const { guess, gain } = moved(standing.guess, random);
  const fit = likelihoodOf(seen, guess, meetings);
  const accepted = Math.log(1 - random.uniform()) < fit.log - standing.fit.log + gain;
  return accepted ? { guess, fit } : standing;
}

/** One of many draws from the prior, by how likely the touches are to it: a chain then begins where it may well end. */
function startOf(seen: Seen, meetings: Meetings, random: Random): Standing {
  const drawn = Array.from({ length: seen.deeds.length === 0 ? 1 : startsTried }, (): Standing => {
    const guess = drawGuess(random);
    return { guess, fit: likelihoodOf(seen, guess, meetings) };
  });
  const highest = Math.max(...drawn.map(({ fit }) => fit.log));
  return random.weighted(drawn, ({ fit }) => Math.exp(fit.log - highest));
}
