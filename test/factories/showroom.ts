import { v5 as uuidv5 } from 'uuid';
import { houseTerms } from '../../src/models/campaign/campaign-terms.js';
import type { LiveCampaign, LiveCreative, LivePlacement } from '../../src/models/campaign/live-campaign.js';
import { bodyStyles } from '../../src/models/vehicle/vehicle-facts.js';
import type { VehicleInStock } from '../../src/models/vehicle/vehicle-in-stock.js';
import { creativeAngles } from '../../src/models/prediction/scores.js';
import { shelve, type Stock } from '../../src/modules/decisioning/showroom.js';
import { coveragesOf, type Showroom } from '../../src/modules/decisioning/showrooms.js';

const space = '5f2a9c1e-7d3b-4e8f-9a6c-0b1d2e3f4a5b';
/** A stable id out of a name. */
export const idOf = (name: string) => uuidv5(name, space);

/** A car that stands in stock; say only what matters to the test. */
export function carInStock(name: string, facts: Partial<VehicleInStock> = {}): VehicleInStock {
  return {
    id: idOf(name),
    stockNumber: name,
    vin: null,
    dealer: {
      id: idOf('dealer'),
      code: 'LDN',
      name: 'London',
      city: 'London',
      latitude: null,
      longitude: null,
    },
    trimId: null,
    make: 'Toyota',
    model: 'RAV4',
    trim: 'Hybrid AWD',
    modelYear: 2022,
    bodyStyle: 'SUV',
    fuelType: 'HYBRID',
    condition: 'USED',
    price: 28_995,
    priceText: '28995.00',
    currency: 'GBP',
    msrpText: null,
    mileageKm: 21_000,
    transmission: 'AUTOMATIC',
    colour: null,
    imageUrl: null,
    state: 'AVAILABLE',
    inStockSince: null,
    firstSeenAt: 0,
    updatedAt: 0,
    ...facts,
  };
}

/** A stock of many makes, models, body styles and prices, the same each time. */
export function variedStock(count: number): VehicleInStock[] {
  return Array.from({ length: count }, (_, n) => {
    const make = n % 12;
    const model = Math.floor(n / 12) % 5;
    const price = 8_000 + ((n * 7919) % 40_000);
    return carInStock(`S-${n}`, {
      make: `Make ${make}`,
      model: `Model ${make}-${model}`,
      trim: `Trim ${n % 7}`,
      modelYear: 2016 + (n % 8),
      bodyStyle: bodyStyles[(make + model) % bodyStyles.length] ?? 'OTHER',
      price,
      priceText: `${price}.00`,
      firstSeenAt: n * 3_600_000,
    });
  });
}

/** A creative that is live. */
export function liveCreative(name: string, facts: Partial<LiveCreative> = {}): LiveCreative {
  return {
    id: idOf(name),
    angle: 'PRICE',
    headline: 'The {model} for {price}',
    body: 'Come and see it.',
    imageUrl: null,
    disclosure: null,
    weight: 1,
    callToAction: 'See it',
    deepLink: 'https://example.com/cars/{vehicleId}',
    ...facts,
  };
}

/** A campaign that is live: everything, for everyone, at `home-hero`, with a creative of each angle. */
export function liveCampaign(name: string, facts: Partial<LiveCampaign> = {}): LiveCampaign {
  return {
    id: idOf(name),
    name,
    revision: 1,
    advertiserId: null,
    categories: [],
    terms: houseTerms,
    timeZone: 'Europe/London',
    startsAt: null,
    endsAt: null,
    placements: new Set(['home-hero']),
    include: [],
    exclude: [],
    creatives: creativeAngles.map((angle) => liveCreative(`${name} ${angle}`, { angle })),
    covers: () => true,
    ...facts,
  };
}

/** A placement without rules, called `home-hero` unless told otherwise. */
export function livePlacement(facts: Partial<LivePlacement> = {}): LivePlacement {
  const free = { slots: null, floorMicros: 0, separatesCompetitors: false, exclusive: false };
  return { key: 'home-hero', ...free, ...facts };
}

/** Cars as a stock holds them, each at a place of its own. */
export function stockOf(units: readonly VehicleInStock[]): Stock {
  const places = new Map(units.map(({ id }, place) => [id, place]));
  return { units, placeOf: (id) => places.get(id) };
}

/** The campaigns laid over the stock. */
export function showroomOf(
  units: readonly VehicleInStock[],
  campaigns: readonly LiveCampaign[],
  notLive = 0,
  closed: readonly LiveCampaign[] = [],
): Showroom {
  const shelves = shelve(stockOf(units));
  return {
    placements: new Map([['home-hero', livePlacement()]]),
    campaigns,
    closed: new Set(closed),
    notLive,
    shelves,
    coverages: coveragesOf(campaigns, shelves),
    neighbourhood: null,
  };
}
