import { z } from 'zod';
import { creativeAngles, type CreativeAngle } from '../../../src/models/prediction/scores.js';
import { bodyStyles, conditions, fuelTypes } from '../../../src/models/vehicle/vehicle-facts.js';
import type { SimulatedVehicle } from '../market.js';

/** A car of the real stock; shoppers see its stock number, as on a real site. */
export type StockedVehicle = SimulatedVehicle & { readonly stockNumber: string };

/** An offer as the real API answered it. */
export interface RealOffer {
  readonly vehicleId: string;
  readonly angle: CreativeAngle;
  readonly trackingToken: string;
}

const carsSchema = z.object({
  vehicles: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          id: z.string(),
          stockNumber: z.string(),
          make: z.string(),
          model: z.string(),
          modelYear: z.number(),
          bodyStyle: z.enum(bodyStyles),
          fuelType: z.enum(fuelTypes),
          condition: z.enum(conditions),
          mileageKm: z.number(),
          price: z.object({ amount: z.coerce.number() }),
        }),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});
const placementsSchema = z.object({ placements: z.array(z.object({ key: z.string() })) });
const campaignsSchema = z.object({
  campaigns: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          creatives: z.array(z.object({ id: z.string(), angle: z.enum(creativeAngles) })),
        }),
      }),
    ),
  }),
});
const offersSchema = z.object({
  offers: z.object({
    items: z
      .array(
        z.object({
          vehicle: z.object({ id: z.string() }),
          creative: z.object({ id: z.string() }),
          trackingToken: z.string(),
        }),
      )
      .default([]),
  }),
});

/** Where a Carousel stands, and the keys to it. */
export interface Address {
  readonly url: string;
  readonly marketer: string;
  readonly storefront: string;
}

/** What simulated shoppers see of a running Carousel: its stock and its offers, through its own GraphQL door. */
export class ShopWindow {
  private readonly angles = new Map<string, CreativeAngle>();

  constructor(private readonly address: Address) {}

  /** The cars on offer, at most `most`. */
  async stock(most: number): Promise<StockedVehicle[]> {
    const cars: StockedVehicle[] = [];
    for (let after: string | null = null; ;) {
      const query = `query ($after: String) { vehicles(first: 200, after: $after) {
        edges { node { id stockNumber make model modelYear bodyStyle fuelType condition mileageKm price { amount } } }
        pageInfo { hasNextPage endCursor } } }`;
      const { vehicles } = carsSchema.parse(await this.ask('marketer', query, { after }));
      for (const { node } of vehicles.edges) {
        const { id, price, ...facts } = node;
        cars.push({ ...facts, vehicleId: id, price: price.amount });
      }
      if (!vehicles.pageInfo.hasNextPage || cars.length >= most) return cars.slice(0, most);
      after = vehicles.pageInfo.endCursor;
    }
  }

  /** Keys of the placements offers can be asked for. */
  async placements(): Promise<string[]> {
    const answer = await this.ask('marketer', '{ placements { key } }');
    return placementsSchema.parse(answer).placements.map(({ key }) => key);
  }

  /** Offers for a viewer; none where there is nothing to show. */
  async offers(placement: string, anonymousId: string, first: number): Promise<RealOffer[]> {
    const query = `query ($placement: String!, $viewer: ViewerInput!, $first: Int!) {
      offers(placement: $placement, viewer: $viewer, first: $first) {
        ... on Offers { items { vehicle { id } creative { id } trackingToken } } } }`;
    const variables = { placement, viewer: { anonymousId }, first };
    const { offers } = offersSchema.parse(await this.ask('storefront', query, variables));
    return Promise.all(
      offers.items.map(async ({ vehicle, creative, trackingToken }) => ({
        vehicleId: vehicle.id,
        angle: await this.angleOf(creative.id),
        trackingToken,
      })),
    );
  }

  /** Storefronts are not told it, marketers are. */
  private async angleOf(creativeId: string): Promise<CreativeAngle> {
    if (!this.angles.has(creativeId)) {
      const query = '{ campaigns(first: 200, status: LIVE) { edges { node { creatives { id angle } } } } }';
      const { campaigns } = campaignsSchema.parse(await this.ask('marketer', query));
      for (const { node } of campaigns.edges)
        for (const { id, angle } of node.creatives) this.angles.set(id, angle);
    }
    return this.angles.get(creativeId) ?? 'PRICE';
  }

  private async ask(as: 'marketer' | 'storefront', query: string, variables: object = {}): Promise<unknown> {
    const response = await fetch(`${this.address.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.address[as]}` },
      body: JSON.stringify({ query, variables }),
    });
    const told = z
      .object({ data: z.unknown(), errors: z.array(z.object({ message: z.string() })).optional() })
      .parse(await response.json());
    if (told.errors) throw new Error(told.errors.map(({ message }) => message).join('\n'));
    return told.data;
  }
}
