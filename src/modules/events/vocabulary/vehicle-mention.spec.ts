import fc from 'fast-check';
import { z } from 'zod';
import type { JsonObject } from '../../../models/event/event-envelope.js';
import { vehicleFactsSchema } from '../../../models/vehicle/vehicle-facts.js';
import { saidIn } from './said.js';
import { vehicleIn as inSaid } from './vehicle-mention.js';

const vehicleIn = (properties: JsonObject) => inSaid(saidIn(properties));

describe('vehicleIn', () => {
  it("reads Segment's product", () => {
    expect(vehicleIn({ product_id: 'S-1', sku: 'S-1', brand: 'Toyota', price: 28995 })).toEqual({
      names: ['S-1'],
      facts: { make: 'Toyota', price: 28995 },
    });
  });

  it("reads ASC's block, where every value is a text and nothing is NA", () => {
    const { names, facts } = vehicleIn({
      item_id: '1M8GDM9AXKP042788',
      item_number: 'NA',
      item_price: '$28,995',
      item_condition: 'CPO',
      item_year: '2022',
      item_make: 'toyota',
      item_model: 'rav4',
      item_type: 'crossover',
      item_fuel_type: 'gasoline',
    });
    expect(names).toEqual(['1M8GDM9AXKP042788']);
    expect(facts).toEqual({
      make: 'toyota',
      model: 'rav4',
      modelYear: 2022,
      bodyStyle: 'SUV',
      fuelType: 'PETROL',
      condition: 'CERTIFIED',
      price: 28995,
    });
  });

  it('looks into the first of the products, the items and the car itself', () => {
    expect(vehicleIn({ products: [{ sku: 'A' }, { sku: 'B' }] }).names).toEqual(['A']);
    expect(vehicleIn({ items: [{ item_id: 'C', item_brand: 'Kia' }] })).toEqual({
      names: ['C'],
      facts: { make: 'Kia' },
    });
    expect(vehicleIn({ vehicle: { bodyStyle: 'SUV' }, content_ids: ['v-9'] })).toEqual({
      names: ['v-9'],
      facts: { bodyStyle: 'SUV' },
    });
  });

  it('makes no car of a page with a category or a price', () => {
    expect(vehicleIn({ category: 'blog', price: 10 })).toEqual({ names: [], facts: null });
  });

  it('answers any JSON with facts as they must be', () => {
    const keys = fc.constantFrom(
      'make',
      'price',
      'year',
      'body_style',
      'products',
      'vehicle',
      'item_id',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (properties) => {
        const { facts } = vehicleIn(
          z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(properties))),
        );
        if (facts) expect(vehicleFactsSchema.safeParse(facts).success).toBe(true);
      }),
    );
  });
});
