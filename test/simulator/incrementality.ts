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
  /** The part of the leads and sales with offers that is of people who had clicked one of them before: last-click credit. */
  readonly creditedLeads: number;
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
  const bare = { ...world, isWithheld };
  const pairs = Math.ceil(shoppers / 2);
  const leads = new Comparison();
  const sales = new Comparison();
  let [creditedLeads, creditedSales] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    const [from, to] = [pair * 2, Math.min(pair * 2 + 2, shoppers)];
    const lives = [...livesOf(world, from, to)];
    const others = [...livesOf(bare, from, to)];
    leads.add(sumOf(lives, hasRaisedHand), sumOf(others, hasRaisedHand));
    sales.add(sumOf(lives, expectedSales), sumOf(others, expectedSales));
    const credited = lives.filter((life) => hasClicked(life, isWithheld));
    creditedLeads += sumOf(credited, hasRaisedHand);
    creditedSales += sumOf(credited, expectedSales);
  }
  return { shoppers, leads: leads.lift(), sales: sales.lift(), creditedLeads, creditedSales };
}

const sumOf = (lives: readonly Life[], of: (life: Life) => number): number =>
  lives.reduce((sum, life) => sum + of(life), 0);
const hasRaisedHand = ({ claim }: Life): number => (claim === null ? 0 : 1);
const expectedSales = ({ leads }: Life): number => leads[0]?.probability ?? 0;

/** Whether they had clicked such an offer when they first raised a hand. */
function hasClicked({ pages, claim }: Life, isWithheld: World['isWithheld']): boolean {
  return pages.some(
    ({ at, shown }) =>
      at <= (claim?.at ?? -Infinity) &&
      shown.some(({ clicked, vehicle, angle }) => clicked && isWithheld(vehicle, angle)),
  );
}

/** Sums of the same people under two policies, neighbours by neighbours. */
class Comparison {
  private withOffers = 0;
  private without = 0;
  private squares = 0;
  private pairs = 0;

  add(withOffers: number, without: number): void {
    this.withOffers += withOffers;
    this.without += without;
    this.squares += (withOffers - without) ** 2;
    this.pairs += 1;
  }

  lift(): Lift {
    const { withOffers, without, squares, pairs } = this;
    const brought = withOffers - without;
    return { withOffers, without, brought, error: Math.sqrt(squares - brought ** 2 / pairs) };
  }
}
