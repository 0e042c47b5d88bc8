import type { AdfCondition, AdfProspect, AdfVehicle } from '../../../models/handover/adf.js';
import type { OfferedCar, TradeInCondition } from '../../../models/trade-in/trade-in.js';
import { isVin } from '../../../models/vehicle/vin.js';
import { storableText } from '../../platform/storable.js';

/** The first car of a prospect that is to be traded in, and that year, make and model are known of. */
export interface OfferedVehicle {
  readonly vehicle: AdfVehicle;
  readonly car: OfferedCar;
  /** The same vehicle with only what a lead's car has no place for. */
  readonly rest: AdfVehicle;
}

/** Nothing stands for `unknown`. */
const conditionOf: Readonly<Partial<Record<AdfCondition, TradeInCondition>>> = {
  excellent: 'EXCELLENT',
  good: 'GOOD',
  fair: 'FAIR',
  poor: 'POOR',
};

/** The car a prospect would part with, as its lead keeps it; null where none is told well enough. */
export function offeredIn({ vehicles }: AdfProspect): OfferedVehicle | null {
  const vehicle = vehicles.find((each) => isOffered(each) && isNamed(each));
  if (!vehicle) return null;
  const { make, model, trim, odometer, condition, comments } = vehicle;
  const driven = /^\d{1,7}$/.exec((odometer?.value ?? '').replaceAll(/[,\s]/g, ''))?.[0];
  const units = odometer?.units ?? null;
  const isDriven = driven !== undefined && units !== null;
  const vin = (vehicle.vin ?? '').replaceAll(/[\s-]/g, '').toUpperCase();
  const car: OfferedCar = {
    make: storableText(make),
    model: storableText(model),
    trim: trim === null ? null : storableText(trim),
    modelYear: Number(vehicle.year),
    mileage: isDriven ? Number(driven) : null,
    mileageUnit: isDriven ? (units === 'mi' ? 'MI' : 'KM') : null,
    condition: (condition && conditionOf[condition]) ?? null,
    vin: isVin(vin) ? vin : null,
  };
  const oddVin = vin === '' || isVin(vin) ? [] : [`VIN ${vehicle.vin ?? ''}`];
  const told = [...oddVin, ...(comments === null ? [] : [comments])].join(', ');
  const rest = { ...vehicle, year: '', make: '', model: '', trim: null, odometer: isDriven ? null : odometer, comments: told === '' ? null : told };
  return { vehicle, car, rest };
} // prettier-ignore

/** Whether its owner would part with it. */
export function isOffered({ interest }: AdfVehicle): boolean {
  return interest === 'trade-in' || interest === 'sell';
}

function isNamed({ year, make, model }: AdfVehicle): boolean {
  return /^\d{4}$/.test(year) && make !== '' && model !== '';
}
