/** What a creative's texts may name in braces, filled in from the vehicle it is shown with. */
export const templateFields = [
  'make',
  'model',
  'trim',
  'modelYear',
  'bodyStyle',
  'fuelType',
  'price',
  'vehicleId',
] as const;
export type TemplateField = (typeof templateFields)[number];

/** A word in braces, known or not: `{make}`. */
export const templatePattern = /\{([^{}]*)\}/g;
