import { AppError } from '../platform/app-error.js';

/** @returns the fault for a list that there is not, or not in that shape */
export function unknownList(names: readonly string[]): AppError {
  return new AppError(
    'LIST_UNKNOWN',
    'not-found',
    `There is no such list; there are ${names.join(', ')}, each as .csv or .tsv, and meta-vehicles as .xml.`,
  );
}

/** @returns the fault for a template out of which no address can be made */
export function invalidLink(): AppError {
  return new AppError('LIST_LINK', 'invalid', 'link is no template of an address; write one such as https://shop.example/cars/{stockNumber}, with {id}, {stockNumber} or {vin}.'); // prettier-ignore
}

/** @returns the fault for a list whose every row needs the address of a page */
export function linkMissing(): AppError {
  return new AppError('LIST_LINK', 'invalid', "This list needs the pages of cars: add link, such as ?link=https://shop.example/cars/{stockNumber}."); // prettier-ignore
}
