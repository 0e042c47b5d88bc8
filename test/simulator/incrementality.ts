import type { Life } from './journey.js';
import { livesOf } from './lives.js';
import type { World } from './world.js';

/** A count with some offers and without them, over the same shoppers. */
export interface Lift {
  readonly withOffers: number;
  readonly without: number;
  /** What the offers brought: the difference. */
  readonly brought: number;
  /** Its standard error: neighbours who may live together count as one. */
  readonly error: number;
}

/** What some offers truly brought, and what counting clicks would credit them with. */
export interface Incrementality {
  readonly shoppers: number;
  /** Shoppers who raised a hand. */
  readonly leads: Lift;
  /** Sales within 90 days of it, as the truth expects them: the sum of probabilities, without the luck of the draw. */
  readonly sales: Lift;
  /** The part of the sales with offers that is of people who had clicked one of them before: last-click credit. */
  readonly creditedSales: number;
}

/**
 * Plays the same shoppers with all offers and without those that `isWithheld` names, from the same draws (common random
 * numbers), and compares. The world's draws must come from streams apart (`ways.apart`), or chance would drown the
 * difference.
 *
 * @throws RangeError of a world whose draws come from one stream
 */
export function incrementalityOf(
  world: World,
  shoppers: number,
  isWithheld: World['isWithheld'],
): Incrementality {
  if (!world.ways.apart)
    throw new RangeError('Lives of one stream cannot be compared: take a world whose `ways.apart` is true.');
  const without = livesOf({ ...world, isWithheld }, 0, shoppers);
  const pairs = Math.ceil(shoppers / 2);
  const leads = new Comparison(pairs);
  const sales = new Comparison(pairs);
  let [index, creditedSales] = [0, 0];
  for (const life of livesOf(world, 0, shoppers)) {
    const bare: Life | undefined = without.next().value ?? undefined;
    leads.add(index >> 1, Number(life.claim !== null), Number(bare?.claim != null));
    sales.add(index >> 1, expectedSales(life), expectedSales(bare));
    if (hasClicked(life, isWithheld)) creditedSales += expectedSales(life);
    index += 1;
  }
  return { shoppers, leads: leads.lift(), sales: sales.lift(), creditedSales };
}

const expectedSales = (life: Life | undefined): number => life?.leads[0]?.probability ?? 0;

/** Whether they had clicked such an offer when they first raised a hand. */
function hasClicked({ pages, claim }: Life, isWithheld: World['isWithheld']): boolean {
  return pages.some(
    ({ at, shown }) =>
      at <= (claim?.at ?? -Infinity) &&
      shown.some(({ clicked, vehicle, angle }) => clicked && isWithheld(vehicle, angle)),
  );
}

/** Sums of the same people under two policies, unit by unit. */
class Comparison {
  private readonly differences: Float64Array;
  private withOffers = 0;
  private without = 0;

  constructor(private readonly units: number) {
    this.differences = new Float64Array(units);
  }

  add(unit: number, withOffers: number, without: number): void {
    this.withOffers += withOffers;
    this.without += without;
    this.differences[unit] = (this.differences[unit] ?? 0) + withOffers - without;
  }

  lift(): Lift {
    const { units, withOffers, without } = this;
    const brought = withOffers - without;
    const mean = brought / units;
    const squares = this.differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
    return { withOffers, without, brought, error: Math.sqrt(squares) };
  }
}
