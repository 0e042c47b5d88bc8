import { distanceKm, type Point } from '../../../models/distance.js';
import type { RouteReason, RouteReasonCode } from '../../../models/lead/lead-route.js';

/** What a lead is routed by. */
export interface RoutingWish {
  /** Where the person is; null where they did not say. */
  readonly place: Point | null;
  readonly make: string | null;
  readonly model: string | null;
  /** Where the car they asked about stands; null where they asked about none. */
  readonly carDealerId: string | null;
  /** Whom the lead came for by name; null where it named none. */
  readonly askedDealerId: string | null;
  /** Whether that car, or the car they named, is not known to be a used one. */
  readonly isNewCar: boolean;
}

/** A dealer as routing sees it. */
export interface DealerAtHand {
  readonly id: string;
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Makes it sells new; none named: all. */
  readonly brands: readonly string[];
  /** How many leads it can take on in a day; null: as many as come. */
  readonly leadsPerDay: number | null;
  /** Leads it was given in the last 24 hours. */
  readonly taken: number;
  /** When it was given one last: milliseconds since the epoch; null: never yet. */
  readonly servedAt: number | null;
  /** Cars of the wished model it has for sale. */
  readonly inStock: number;
}

/** Who gets a lead, and why; null where nobody does. */
export interface RoutingChoice {
  readonly dealerId: string | null;
  readonly reasons: readonly RouteReason[];
}

/** Dealers of whom one is no nearer to a person than another: so many kilometres are one step. */
const stepKm = 10;
/** How much a dealer without a limit takes on, beside those with one, when turns are taken. */
const usualPerDay = 20;

/**
 * The dealer a lead goes to. Whom it came for by name, whatever they sell and have. Else where the car stands, if they can take it on. Else, of those who sell the make and have room, or of
 * all of them where none has room: who
 * has the model, then who is nearer by steps of 10 km, then whose turn it is: who was given the fewest of late for what they take
 * on in a day, then who was given none for longest. The same question has the same answer.
 * @param hadIt dealers that had this lead before and are passed over
 */
export function chooseDealer(
  wish: RoutingWish,
  dealers: readonly DealerAtHand[],
  hadIt: ReadonlySet<string>,
): RoutingChoice {
  const asked = dealers.find(({ id }) => id === wish.askedDealerId && !hadIt.has(id));
  if (asked) return { dealerId: asked.id, reasons: [reason('ASKED_FOR', asked.id, `${asked.name} was asked for by name`)] }; // prettier-ignore
  const hindered = dealers.flatMap((dealer) => hindrance(wish, dealer, hadIt) ?? []);
  const fitting = dealers.filter(({ id }) => !hindered.some(({ dealerId }) => dealerId === id));
  const free = fitting.filter((dealer) => !isFull(dealer));
  // A lead too many is better than a lead that nobody has.
  const able = free.length > 0 ? free : fitting;
  const full = free.length > 0 ? fitting.filter(isFull).map(atCapacity) : [];
  const overfull = free.length === 0 && fitting.length > 0 ? [noRoom] : [];
  const passedOver = [...[...hindered, ...full].filter(({ dealerId }) => dealerId === wish.carDealerId || able.length === 0), ...overfull]; // prettier-ignore
  const home = able.find(({ id }) => id === wish.carDealerId);
  if (home) return { dealerId: home.id, reasons: [...overfull, reason('HAS_THE_CAR', home.id, `The car stands at ${home.name}`)] }; // prettier-ignore
  if (able.length === 0) return { dealerId: null, reasons: [...passedOver, nobody] };
  const [only] = dealers;
  if (only && dealers.length === 1) return { dealerId: only.id, reasons: [reason('ONLY_DEALER', only.id, `${only.name} is your only dealer`)] }; // prettier-ignore
  if (wish.place === null && wish.make === null) return { dealerId: null, reasons: [...passedOver, nothing] };
  const [best] = able.toSorted((a, b) => compare(wish, a, b));
  return best ? { dealerId: best.id, reasons: [...passedOver, ...merits(wish, best, able)] } : { dealerId: null, reasons: [nobody] }; // prettier-ignore
}

/** Why a dealer cannot take the lead; null where they can. Who has a used car may sell it, whatever they sell new. */
function hindrance(wish: RoutingWish, dealer: DealerAtHand, hadIt: ReadonlySet<string>): RouteReason | null {
  const { id, name, brands } = dealer;
  if (hadIt.has(id)) return reason('HAD_IT_BEFORE', id, `${name} had it before`);
  const isTheirUsedCar = id === wish.carDealerId && !wish.isNewCar;
  const sells = brands.length === 0 || brands.some((brand) => plain(brand) === plain(wish.make ?? brand));
  if (!sells && !isTheirUsedCar) return reason('OTHER_MAKES', id, `${name} does not sell ${wish.make ?? ''}`);
  return null;
}

function isFull({ leadsPerDay, taken }: DealerAtHand): boolean {
  return leadsPerDay !== null && taken >= leadsPerDay;
}

function atCapacity({ id, name, leadsPerDay, taken }: DealerAtHand): RouteReason {
  return reason('AT_CAPACITY', id, `${name} takes on ${leadsPerDay ?? 0} leads a day and has ${taken}`);
}

function compare(wish: RoutingWish, a: DealerAtHand, b: DealerAtHand): number {
  const hasModel = (dealer: DealerAtHand) => (dealer.inStock > 0 ? 0 : 1);
  const steps = (dealer: DealerAtHand) => Math.floor((kmTo(wish, dealer) ?? 1e9) / stepKm);
  return (
    hasModel(a) - hasModel(b) ||
    steps(a) - steps(b) ||
    share(a) - share(b) ||
    (a.servedAt ?? -1) - (b.servedAt ?? -1) ||
    a.id.localeCompare(b.id, 'en')
  );
}

/** What part of a day's leads a dealer would have with this one. */
function share({ taken, leadsPerDay }: DealerAtHand): number {
  return (taken + 1) / (leadsPerDay ?? usualPerDay);
}

function merits(wish: RoutingWish, best: DealerAtHand, able: readonly DealerAtHand[]): RouteReason[] {
  const { id, name, inStock } = best;
  const km = kmTo(wish, best);
  const turn = able.length > 1 ? [reason('WAITED_LONGEST', id, `It is the turn of ${name} among dealers as fit`)] : []; // prettier-ignore
  return [
    ...(inStock > 0 ? [reason('HAS_THE_MODEL', id, `${name} has ${inStock} of the model for sale`)] : []),
    ...(km === null ? [] : [reason('NEAR', id, `${name} is ${Math.round(km)} km away`)]),
    ...turn,
  ];
}

function kmTo({ place }: RoutingWish, { latitude, longitude }: DealerAtHand): number | null {
  return place === null || latitude === null || longitude === null ? null : distanceKm(place, { latitude, longitude }); // prettier-ignore
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

function reason(code: RouteReasonCode, dealerId: string | null, sentence: string): RouteReason {
  return { code, dealerId, sentence };
}

const noRoom = reason(
  'NOBODY_HAS_ROOM',
  null,
  'Nobody who could take it has room, so it goes to who fits best',
);
const nobody = reason('NOBODY_CAN', null, 'No dealer can take it on');
const nothing = reason('NOTHING_TO_GO_BY', null, 'It names neither a car nor a place to go by');
