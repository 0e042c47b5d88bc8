import { registerEnumType } from '@nestjs/graphql';
import { mileageUnits, type MileageUnit } from '../../models/mileage.js';
import { described, enumOf } from '../platform/graphql/enums.js';

/** Units of mileage, for GraphQL. */
export const MileageUnitEnum = enumOf(mileageUnits);
registerEnumType(MileageUnitEnum, {
  name: 'MileageUnit',
  description: 'What a mileage is counted in.',
  valuesMap: described<MileageUnit>({ KM: 'Kilometres.', MI: 'Miles.' }),
});
