import type { Bid, CampaignTerms, Objective } from '../../../src/models/campaign/campaign-terms.js';
import { houseTerms } from '../../../src/models/campaign/campaign-terms.js';
import type { LiveCampaign, LiveCreative } from '../../../src/models/campaign/live-campaign.js';
import { creativeAngles } from '../../../src/models/prediction/scores.js';
import { bodyStyles, type VehicleFacts } from '../../../src/models/vehicle/vehicle-facts.js';
import { shelve } from '../../../src/modules/decisioning/showroom.js';
import { coveragesOf, type Showroom } from '../../../src/modules/decisioning/showrooms.js';
import { carInStock, liveCampaign, liveCreative, livePlacement, stockOf } from '../../factories/showroom.js';
import { makes, type SimulatedVehicle } from '../../simulator/market.js';
import { offersAPage } from '../../simulator/offers-page.js';
import { Random } from '../../simulator/random.js';
import { placements } from '../../simulator/truth.js';
import { opensAt, type Town } from './town.js';

const dayMs = 86_400_000;
const campaignsInAll = 32;
const creativesEach = 4;
/** What a thousand impressions cost at least, in micros: at every placement. */
export const floorMicros = 4_000_000;
/** The same for one impression: nobody pays less. */
export const floorPerView = floorMicros / 1_000;
/** Standard deviation of what a creative's own craft adds to the log-odds of a click, which no model of angles can know. */
const craftDeviation = 0.4;

/** Who bids for the town's shoppers, with which cars, and how well each creative is made. */
export interface Market {
  readonly showroom: Showroom;
  readonly campaigns: readonly LiveCampaign[];
  /** By the ids of creatives: log-odds of a click. */
  readonly craft: ReadonlyMap<string, number>;
  /** The simulator's cars, by id. */
  readonly cars: ReadonlyMap<string, SimulatedVehicle>;
}

/** The same town has the same market. */
export function marketOf({ plan, stock, visits }: Town): Market {
  const random = Random.of(plan.seed, -7);
  const units = stock.map((car) =>
    carInStock(car.vehicleId, { ...car, id: car.vehicleId, trim: '', priceText: `${car.price}.00`, firstSeenAt: opensAt }),
  ); // prettier-ignore
  const craft = new Map<string, number>();
  const places = visits.length * offersAPage;
  const campaigns = Array.from({ length: campaignsInAll }, (_, n) => {
    const campaign = campaignOf(n, { random, places, days: plan.days });
    for (const { id } of campaign.creatives) craft.set(id, random.normal(0, craftDeviation));
    return campaign;
  });
  const shelves = shelve(stockOf(units));
  const showroom: Showroom = {
    placements: new Map(Object.keys(placements).map((key) => [key, livePlacement({ key, floorMicros })])),
    campaigns,
    closed: new Set(),
    notLive: 0,
    shelves,
    coverages: coveragesOf(campaigns, shelves),
    neighbourhood: null,
  };
  return { showroom, campaigns, craft, cars: new Map(stock.map((car) => [car.vehicleId, car])) };
}

interface Drawing {
  readonly random: Random;
  /** Places for offers on all pages. */
  readonly places: number;
  readonly days: number;
}

/**
 * Campaigns bid in turn for views, clicks, leads, and best within a ceiling. Of eight such groups two have no budget and bid half, so that there is
 * always somebody; three have a budget a day, three one for the flight.
 */
function campaignOf(n: number, { random, places, days }: Drawing): LiveCampaign {
  const name = `campaign ${n}`;
  const kind = Math.floor(n / 4) % 8;
  const { bid, objective } = bidOf(n, random, kind < 2 ? 0.5 : 1);
  // At the floor it buys some twice an even part of all places; at what bids are worth, less than that part.
  const views = (places / campaignsInAll) * Math.exp(random.normal(Math.log(2), 0.7));
  const whole = Math.round(views * floorPerView);
  const budget = kind < 2 ? null : kind < 5 ? { daily: Math.round(whole / days), total: null } : { daily: null, total: whole }; // prettier-ignore
  const terms: CampaignTerms = { ...houseTerms, objective, currency: 'GBP', bid, budget };
  return liveCampaign(name, {
    terms,
    advertiserId: null,
    startsAt: opensAt,
    endsAt: opensAt + days * dayMs,
    placements: new Set(Object.keys(placements)),
    creatives: Array.from({ length: creativesEach }, (_, place): LiveCreative => liveCreative(`${name} ${place}`, { angle: random.pick(creativeAngles) })), // prettier-ignore
    covers: scopeOf(random),
  });
}

/** Bids are worth some 8 to 16 pounds a thousand views of a car that suits. */
function bidOf(n: number, random: Random, share: number): { bid: Bid; objective: Objective } {
  const times = share * Math.exp(random.normal(0, 0.3));
  const micros = (pounds: number) => Math.round(pounds * times * 1e6);
  switch (n % 4) {
    case 0:
      return { bid: { kind: 'PER_THOUSAND', amount: micros(12) }, objective: 'REACH' };
    case 1:
      return { bid: { kind: 'PER_CLICK', amount: micros(0.06) }, objective: 'VISITS' };
    case 2:
      return { bid: { kind: 'PER_LEAD', amount: micros(0.15) }, objective: 'LEADS' };
    default:
      return { bid: { kind: 'BUDGET_BEST', mostPerClick: null, mostPerLead: micros(0.15) }, objective: 'LEADS' }; // prettier-ignore
  }
}

/** A third each: of anything, of some makes, of some body styles. */
function scopeOf(random: Random): (vehicle: VehicleFacts) => boolean {
  const some = <T>(all: readonly T[], share: number) => new Set<T | undefined>(all.filter(() => random.chance(share))); // prettier-ignore
  const kind = random.whole(3);
  if (kind === 0) return () => true;
  if (kind === 1) {
    const theirs = some(makes, 0.4).add(random.pick(makes));
    return ({ make }) => theirs.has(make);
  }
  const styles = some(bodyStyles, 0.4).add('SUV');
  return ({ bodyStyle }) => styles.has(bodyStyle);
}
