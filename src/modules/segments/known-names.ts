import { isPersonalName, personalTypes } from '../../models/event/personal-names.js';
import { vehicleWhereSchema, type Deed } from '../../models/segment/deed.js';
import { distinctThings, vehicleNumbers } from '../../models/segment/did.js';
import { nearest } from './nearest.js';

/** What is wrong with a name, and how to mend it. */
interface NameFault {
  readonly message: string;
  readonly remedy: string;
}

const ofVehicle = /^vehicle\./i;
const whereFields = Object.keys(vehicleWhereSchema.shape);
const thingsToTell = [...distinctThings, ...vehicleNumbers];

/** What is wrong with what is added up or told apart, if anything. Properties are open: any name may be one that somebody sends. */
export function nameFault(of: string, deed: Deed, isNumber: boolean): NameFault | null {
  const known: readonly string[] = isNumber ? vehicleNumbers : thingsToTell;
  if (known.includes(of)) return null;
  if (!ofVehicle.test(of)) return sealedFault(of, deed);
  return {
    message: isNumber ? 'is no number of a vehicle that is known' : 'is nothing of a vehicle that is known',
    remedy: `${meant(nearest(of, known))}Known are ${known.join(', ')}.`,
  };
}

/** What is wrong with the name of a property that is asked something, if anything. */
export function propertyFault(name: string, deed: Deed): NameFault | null {
  if (!ofVehicle.test(name)) return sealedFault(name, deed);
  const field = nearest(name.replace(ofVehicle, ''), whereFields);
  return {
    message: 'is no property: what an event says of the vehicle is asked in where',
    remedy:
      field === undefined
        ? `Ask in where; known are ${whereFields.join(', ')}.`
        : `Ask in where: ${asked(field)}.`,
  };
}

function asked(field: string): string {
  const isRange = ['price', 'modelYear', 'mileageKm'].includes(field);
  const example = isRange ? '{ atLeast: 1 }' : field === 'make' ? '["Kia"]' : '[…]';
  return `where: { ${field}: ${example} }`;
}

function meant(word: string | undefined): string {
  return word === undefined ? '' : `Did you mean ${word}? `;
}

/** What nobody can ask, as it is kept sealed: by its name, or as the event says all it says about the person. */
function sealedFault(name: string, { event, anyOf }: Deed): NameFault | null {
  if (isPersonalName(name))
    return {
      message: 'is the name of what is personal: it is kept sealed, and known to no rule',
      remedy: 'Ask for another property; what people are is told by identify, and asked with trait.',
    };
  const types = event === undefined ? (anyOf ?? []) : [event];
  if (types.length === 0 || !types.every((type) => personalTypes.includes(type))) return null;
  return {
    message: `is known to no rule: what is said with ${types.join(' and ')} is sealed as personal`,
    remedy: 'Ask only that it happened, when, how often and to which vehicle, or what another event says.',
  };
}
