import type { BodyStyle } from '../../models/vehicle/vehicle-facts.js';

/** Shapes of cars as search engines have them; null where it is not known. */
export const bodyWords: Readonly<Record<BodyStyle, string | null>> = {
  SUV: 'SUV', SEDAN: 'sedan', HATCHBACK: 'hatchback', ESTATE: 'station wagon', PICKUP: 'pickup truck', VAN: 'van', COUPE: 'coupe',
  CONVERTIBLE: 'convertible', OTHER: null,
}; // prettier-ignore

/** `PLUGIN_HYBRID` as people write it: `Plugin hybrid`. */
export function titleCase(name: string): string {
  const words = name.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
