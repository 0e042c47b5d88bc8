import { AppError } from '../platform/app-error.js';
import { shown } from '../platform/shown.js';

/** @returns the fault for a car that is not there or is another tenant's */
export function vehicleNotFound(id: string): AppError {
  return new AppError('VEHICLE_NOT_FOUND', 'not-found', `There is no vehicle ${shown(id)} in this stock.`);
}

/** @returns the fault for a dealer code that is already in use */
export function dealerCodeTaken(code: string): AppError {
  return new AppError(
    'DEALER_CODE_TAKEN',
    'conflict',
    `There is already a dealer with the code ${shown(code)}; choose another code.`,
  );
}

/** @returns the fault for a dealer that is not there or is another tenant's */
export function dealerNotFound(id: string): AppError {
  return new AppError('DEALER_NOT_FOUND', 'not-found', `There is no dealer ${shown(id)}; take the id from dealers.`);
} // prettier-ignore

/** @returns the fault for a value of a dealer that cannot be */
export function invalidDealer(why: string): AppError {
  return new AppError('INVALID_DEALER', 'invalid', why);
}

/** @returns the fault for a price range that holds nothing, or a cursor of another list */
export function invalidVehicleFilter(why: string): AppError {
  return new AppError('INVALID_VEHICLE_FILTER', 'invalid', why);
}
