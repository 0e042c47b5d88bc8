/** One thing somebody of the crowd does. */
export interface Deed {
  readonly shopper: number;
  /** The id it is sent under: some use two devices, and say by a user id that they are one. */
  readonly device: string;
  readonly what: 'Product Viewed' | 'Product Added to Wishlist' | 'Test Drive Booked' | 'Order Completed' | 'identify'; // prettier-ignore
  readonly make?: string;
  readonly city?: string;
  readonly userId?: string;
  /** How long before it was sent it happened. */
  readonly agoMs: number;
}

/** A deed that was acknowledged, with the instant at which it happened (ms since the epoch). */
export interface DoneDeed extends Deed {
  readonly at: number;
}

const day = 86_400_000;
/** So long after it was sent, a wish put on the list early in the story is a day old. */
const soonADayOldMs = 15_000;

/**
 * 200 shoppers of 50 deeds: first everybody's first half, then everybody's second. In the course of it some look on
 * beyond what their audience allows, order, move house, or turn out to be one person on two devices.
 */
export const crowd = { shoppers: 200, deeds: 50, atATime: 25 } as const;

/** Everything everybody does, in the order of sending. */
export function deedsOfTheCrowd(): Deed[] {
  const rounds = crowd.deeds / crowd.atATime;
  return Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: crowd.shoppers }, (_, shopper) =>
      Array.from({ length: crowd.atATime }, (_, at) => deed(shopper, round * crowd.atATime + at)),
    ).flat(),
  ).flat();
}

/** The ids somebody is seen under. */
export function devicesOf(shopper: number): string[] {
  return isOnTwoDevices(shopper)
    ? [`crowd-${shopper}-phone`, `crowd-${shopper}-laptop`]
    : [`crowd-${shopper}`];
}

function isOnTwoDevices(shopper: number): boolean {
  return shopper % 5 === 0;
}

/** The n-th of somebody's 50 deeds. */
function deed(shopper: number, n: number): Deed {
  const devices = devicesOf(shopper);
  const by = { shopper, device: devices[n % devices.length] ?? '', agoMs: 0 };
  if (n === 2 && shopper % 4 === 0) return { ...by, what: 'Product Added to Wishlist', agoMs: day - soonADayOldMs }; // prettier-ignore
  if (n === 2 && shopper % 4 === 1) return { ...by, what: 'Product Added to Wishlist' };
  if (n === 7 && shopper % 3 === 0) return { ...by, what: 'identify', city: 'Leeds' };
  if (n === 37 && shopper % 6 === 0) return { ...by, what: 'identify', city: 'York' };
  if ((n === 30 || n === 31) && isOnTwoDevices(shopper)) return { ...by, what: 'identify', userId: `crowd-user-${shopper}` }; // prettier-ignore
  if (n === 33 && shopper % 7 === 0) return { ...by, what: 'Test Drive Booked' };
  if (n === 41 && shopper % 2 === 0) return { ...by, what: 'Order Completed' };
  const make = (n * 7) % 10 < shopper % 10 ? 'Ford' : 'Kia';
  return { ...by, what: 'Product Viewed', make, agoMs: n % 9 === 0 ? 2 * day : 0 };
}

/**
 * Audiences of every shape a rule can have, each beside the same thing said in plain code over everything one person
 * did: what Carousel keeps after any accident must be what this says.
 */
export const audiences: readonly {
  name: string;
  rule: object;
  belongs: (did: readonly DoneDeed[], now: number) => boolean;
}[] = [
  {
    name: 'warm to Fords: 5 to 20 looks in a day',
    rule: { did: { event: 'VEHICLE_VIEWED', where: { make: ['Ford'] }, times: { atLeast: 5, atMost: 20 }, within: 'P1D' } }, // prettier-ignore
    belongs: (did, now) => {
      const looks = did.filter(({ what, make, at }) => what === 'Product Viewed' && make === 'Ford' && at > now - day); // prettier-ignore
      return looks.length >= 5 && looks.length <= 20;
    },
  },
  {
    name: 'looked, and has not ordered',
    rule: { all: [{ did: { event: 'VEHICLE_VIEWED' } }, { not: { did: { event: 'ORDER_PLACED' } } }] },
    belongs: (did) =>
      did.some(({ what }) => what === 'Product Viewed') && !did.some(({ what }) => what === 'Order Completed'), // prettier-ignore
  },
  {
    name: 'lives in Leeds',
    rule: { trait: { name: 'city', is: 'Leeds' } },
    belongs: (did) => {
      const told = did.filter(({ city }) => city !== undefined).toSorted((a, b) => a.at - b.at);
      return told.at(-1)?.city === 'Leeds';
    },
  },
  {
    name: 'booked a drive, or put something on the list today',
    rule: { any: [{ did: { event: 'TEST_DRIVE_BOOKED' } }, { did: { event: 'VEHICLE_SAVED', within: 'P1D' } }] }, // prettier-ignore
    belongs: (did, now) =>
      did.some(({ what, at }) => what === 'Test Drive Booked' || (what === 'Product Added to Wishlist' && at > now - day)), // prettier-ignore
  },
];
