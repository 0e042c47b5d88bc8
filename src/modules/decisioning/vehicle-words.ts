import type { BodyStyle, FuelType } from '../../models/vehicle/vehicle-facts.js';

/** Body styles as people say them. */
export const bodyStyleWords: Readonly<Record<BodyStyle, { one: string; many: string }>> = {
  SUV: { one: 'SUV', many: 'SUVs' },
  SEDAN: { one: 'saloon', many: 'saloons' },
  HATCHBACK: { one: 'hatchback', many: 'hatchbacks' },
  ESTATE: { one: 'estate', many: 'estates' },
  PICKUP: { one: 'pickup', many: 'pickups' },
  VAN: { one: 'van', many: 'vans' },
  COUPE: { one: 'coupé', many: 'coupés' },
  CONVERTIBLE: { one: 'convertible', many: 'convertibles' },
  OTHER: { one: 'car', many: 'cars' },
};

/** Fuels as people say them, before the word "car". */
export const fuelWords: Readonly<Record<FuelType, string>> = {
  PETROL: 'petrol',
  DIESEL: 'diesel',
  HYBRID: 'hybrid',
  PLUGIN_HYBRID: 'plug-in hybrid',
  ELECTRIC: 'electric',
  OTHER: 'alternative-fuel',
};
