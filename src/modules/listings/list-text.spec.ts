import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { DealerRecord } from '../../models/vehicle/dealer.entity.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { carMarkup, markupText } from './car-markup.js';
import { googleVehicleAds } from './google-vehicle-ads.js';
import { googleVehicleListings } from './google-vehicle-listings.js';
import { listText } from './list-text.js';
import { isLinkTemplate, linkOf, type ListedCar } from './listed-car.js';
import { metaVehicles } from './meta-vehicles.js';

const vehicle: VehicleInStock = {
  ...{ id: '0a0a0a0a-0000-4000-8000-000000000001', stockNumber: 'S/1', vin: '1M8GDM9AXKP042788', trimId: null },
  ...{ make: 'Toyota', model: 'RAV4', trim: 'Hybrid, AWD', modelYear: 2024, bodyStyle: 'SUV', fuelType: 'PLUGIN_HYBRID', condition: 'CERTIFIED' },
  ...{ price: 28_995, priceText: '28995.00', currency: 'GBP', msrpText: '41000.00', mileageKm: 20_000, transmission: 'AUTOMATIC' },
  ...{ colour: 'Red "metallic"', imageUrl: 'https://img.example/1.jpg', state: 'AVAILABLE', inStockSince: '2026-11-02', firstSeenAt: 0, updatedAt: 0 },
  dealer: { id: 'd', code: 'LDN-01', name: 'Demo & Sons', city: 'London', latitude: 51.5, longitude: -0.1 },
}; // prettier-ignore
const dealer: DealerRecord = {
  ...{ id: 'd', tenantId: 't', code: 'LDN-01', name: 'Demo & Sons', city: 'London', latitude: 51.5, longitude: -0.1, createdAt: new Date(0) },
  ...{ street: '12 High Street', region: null, postalCode: 'N1 1AA', country: 'GB', phone: null, website: null, brands: [], leadsPerDay: null, timeZone: null, hours: null },
}; // prettier-ignore
const car: ListedCar = { vehicle, dealer, link: 'https://shop.example/cars/S%2F1' };
const written = (format: typeof metaVehicles, shape: 'csv' | 'tsv' | 'xml', cars = [car]) => [...listText(format, shape, cars)].join(''); // prettier-ignore
const read = (text: string, delimiter = ','): unknown[] => parse(text, { columns: true, delimiter, quote: delimiter === ',' ? '"' : null }); // prettier-ignore

describe('a list for others', () => {
  it('has what Google lists vehicles by', () => {
    expect(read(written(googleVehicleListings, 'csv'))).toEqual([
      {
        ...{ id: 'S/1', vin: '1M8GDM9AXKP042788', store_code: 'LDN-01', dealership_name: 'Demo & Sons' },
        dealership_address: '12 High Street, London, N1 1AA, GB',
        ...{ price: '28995.00 GBP', condition: 'used', make: 'Toyota', model: 'RAV4', trim: 'Hybrid, AWD', year: '2024' },
        ...{ mileage: '12427 miles', vehicle_msrp: '41000.00 GBP', certified_pre_owned: 'yes', exterior_color: 'Red "metallic"' },
        ...{ fuel_type: 'Plugin hybrid', transmission: 'Automatic', image_link: 'https://img.example/1.jpg' },
        ...{ link: 'https://shop.example/cars/S%2F1', date_in_stock: '2026-11-02' },
      },
    ]);
  }); // prettier-ignore

  it('has what Google advertises vehicles by, at the store of their code', () => {
    expect(read(written(googleVehicleAds, 'tsv'), '\t')).toMatchObject([
      {
        ...{ VIN: '1M8GDM9AXKP042788', condition: 'Used', brand: 'Toyota', 'certified_pre-owned': 'yes', google_product_category: '916' },
        ...{ 'vehicle_fulfillment(option:store_code)': 'in_store:LDN-01', store_code: 'LDN-01', mileage: '12427 miles', vehicle_msrp: '' },
      },
    ]);
  }); // prettier-ignore

  it('has what Meta knows vehicles by: state of vehicle, availability, an address as JSON or in parts', () => {
    const abroad = { ...car, vehicle: { ...vehicle, state: 'RESERVED' as const }, dealer: { ...dealer, country: 'DE' } }; // prettier-ignore
    expect(read(written(metaVehicles, 'csv', [car, abroad]))).toMatchObject([
      { vehicle_id: 'S/1', state_of_vehicle: 'CPO', availability: 'AVAILABLE', 'mileage.value': '12427', 'mileage.unit': 'MI', address: '{"addr1":"12 High Street","city":"London","region":"","postal_code":"N1 1AA","country":"GB"}' },
      { availability: 'PENDING', 'mileage.value': '20000', 'mileage.unit': 'KM' },
    ]);
    const xml = written(metaVehicles, 'xml');
    expect(xml).toContain('<mileage>\n   <value>12427</value>\n   <unit>MI</unit>\n  </mileage>');
    expect(xml).toContain('<address format="simple">\n   <component name="addr1">12 High Street</component>\n   <component name="city">London</component>\n   <component name="postal_code">N1 1AA</component>\n   <component name="country">GB</component>\n  </address>');
    expect(xml).toContain('<image>\n   <url>https://img.example/1.jpg</url>\n  </image>');
    expect(xml).toContain('<dealer_name>Demo &amp; Sons</dealer_name>');
  }); // prettier-ignore

  it('holds whatever cars are called, cell by cell', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((each) => each.replaceAll('\r', ''));
    fc.assert(
      fc.property(fc.array(fc.record({ make: text, trim: text, colour: text }), { maxLength: 5 }), (told) => {
        const cars = told.map((facts) => ({ ...car, vehicle: { ...vehicle, ...facts } }));
        const rows = read(written(metaVehicles, 'csv', cars));
        expect(rows).toMatchObject(told.map(({ make, trim, colour }) => ({ make, trim, exterior_color: colour })));
        expect(read(written(metaVehicles, 'tsv', cars), '\t')).toHaveLength(told.length);
      }),
    ); // prettier-ignore
  });
});

describe('the page of a car', () => {
  it('is named by a template that makes one for each car', () => {
    expect(linkOf('https://shop.example/{stockNumber}?v={vin}', vehicle)).toBe('https://shop.example/S%2F1?v=1M8GDM9AXKP042788'); // prettier-ignore
    expect(linkOf('https://shop.example/{vin}', { ...vehicle, vin: null })).toBe(`https://shop.example/${vehicle.id}`); // prettier-ignore
    for (const wrong of ['https://shop.example/cars', 'javascript:alert({id})', '/cars/{id}', 'https://{id'])
      expect(isLinkTemplate(wrong)).toBe(false);
    expect(isLinkTemplate('https://shop.example/{id}')).toBe(true);
  });

  it('has the car as JSON-LD, out of which no script can be ended', () => {
    const text = markupText(carMarkup({ ...car, vehicle: { ...vehicle, trim: '</script><b>' } }));
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toMatchObject({
      ...{ '@context': 'https://schema.org', '@type': 'Car', name: '2024 Toyota RAV4 </script><b>', model: 'RAV4' },
      ...{ vehicleIdentificationNumber: '1M8GDM9AXKP042788', vehicleModelDate: '2024', bodyType: 'SUV', brand: { name: 'Toyota' } },
      mileageFromOdometer: { value: '20000', unitCode: 'KMT' },
      itemCondition: 'https://schema.org/UsedCondition',
      offers: { price: '28995.00', priceCurrency: 'GBP', availability: 'https://schema.org/InStock', seller: { name: 'Demo & Sons', address: '12 High Street, London, N1 1AA, GB' } },
    });
    expect(carMarkup({ ...car, link: null })).not.toHaveProperty('url');
  }); // prettier-ignore
});
