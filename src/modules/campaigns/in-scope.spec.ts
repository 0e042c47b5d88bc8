import type { VehicleScope } from '../../models/campaign/vehicle-scope.js';
import { vehicleScopeSchema } from '../../models/campaign/vehicle-scope.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { inScope } from './in-scope.js';

const golf: VehicleFacts = {
  make: 'Volkswagen',
  model: 'Golf',
  bodyStyle: 'HATCHBACK',
  fuelType: 'PETROL',
  condition: 'USED',
  price: 18_500,
  modelYear: 2021,
};

describe('inScope', () => {
  it.each<[string, VehicleScope, boolean]>([
    ['an empty scope fits everything', {}, true],
    ['a make fits in any case', { make: ['VOLKSWAGEN', 'Audi'] }, true],
    ['another make does not', { make: ['Audi'] }, false],
    ['every property must fit', { make: ['Volkswagen'], bodyStyle: ['SUV'] }, false],
    ['any value of a property will do', { bodyStyle: ['SUV', 'HATCHBACK'], fuelType: ['PETROL'] }, true],
    ['both ends of a range belong to it', { price: { atLeast: 18_500, atMost: 18_500 } }, true],
    ['below a range', { price: { atLeast: 18_501 } }, false],
    ['above a range', { modelYear: { atMost: 2020 } }, false],
    ['condition', { condition: ['NEW', 'CERTIFIED'] }, false],
  ])('%s', (_title, scope, fits) => {
    expect(vehicleScopeSchema.safeParse(scope).success).toBe(true);
    expect(inScope(scope)(golf)).toBe(fits);
  });

  it('never fits a vehicle whose named property is unknown', () => {
    expect(inScope({ price: { atMost: 99_999 } })({ make: 'Volkswagen' })).toBe(false);
    expect(inScope({ model: ['Golf'] })({})).toBe(false);
  });

  it('is one and the same for scopes written alike', () => {
    expect(inScope({ make: ['Kia'] })).toBe(inScope({ make: ['Kia'] }));
    expect(inScope({ make: ['Kia'] })).not.toBe(inScope({ make: ['Ford'] }));
  });
});
