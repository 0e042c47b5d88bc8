import { v5 as uuidv5 } from 'uuid';
import type { NewStockUnit } from '../../src/modules/vehicles/stock.js';

/** A stock unit as a feed writes it. */
export type StockUnit = NewStockUnit;

/** A used RAV4 on offer; say only what matters to the test. */
export function stockUnit(
  tenantId: string,
  dealerId: string,
  stockNumber: string,
  facts: Partial<StockUnit> = {},
): StockUnit {
  return {
    id: uuidv5(`stock:${stockNumber}`, tenantId),
    stockNumber,
    vin: null,
    dealerId,
    trimId: null,
    make: 'Toyota',
    model: 'RAV4',
    trim: 'Hybrid AWD',
    modelYear: 2022,
    bodyStyle: 'SUV',
    fuelType: 'HYBRID',
    condition: 'USED',
    price: '28995.00',
    currency: 'GBP',
    mileageKm: 21_000,
    transmission: 'AUTOMATIC',
    colour: null,
    imageUrl: null,
    state: 'AVAILABLE',
    ...facts,
  };
}
