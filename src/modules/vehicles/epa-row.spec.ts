import { readEpaRow, trimOfEpaRow } from './epa-row.js';

/** A row as it stands in the file, with what matters to the test. */
const row = (facts: Record<string, string>) => ({
  id: '41213',
  make: 'Toyota',
  model: 'RAV4 Hybrid AWD',
  year: '2022',
  VClass: 'Small Sport Utility Vehicle 4WD',
  fuelType1: 'Regular Gasoline',
  atvType: 'Hybrid',
  drive: 'All-Wheel Drive',
  trany: 'Automatic (variable gear ratios)',
  cylinders: '4',
  displ: '2.5',
  city08: '41',
  highway08: '38',
  comb08: '40',
  range: '0',
  rangeA: '',
  ...facts,
});
const bodyOf = (make: string, model: string, VClass: string) =>
  trimOfEpaRow(row({ make, model, VClass }))?.bodyStyle;

describe('a row of the EPA file', () => {
  it('becomes a trim of the catalogue', () => {
    expect(trimOfEpaRow(row({}))).toEqual({
      id: '2be509e9-5d21-5b0b-8bf0-a1cf5e7a5500',
      source: 'epa',
      sourceId: '41213',
      make: 'Toyota',
      model: 'RAV4',
      trim: 'Hybrid AWD',
      modelYear: 2022,
      bodyStyle: 'SUV',
      fuelType: 'HYBRID',
      drive: 'AWD',
      transmission: 'AUTOMATIC',
      cylinders: 4,
      displacementLitres: 2.5,
      cityMpg: 41,
      highwayMpg: 38,
      combinedMpg: 40,
      electricRangeKm: null,
      epaClass: 'Small Sport Utility Vehicle 4WD',
    });
  });

  it.each([
    ['Ford', 'F150 Pickup 4WD', 'Standard Pickup Trucks 4WD', 'PICKUP'],
    ['Ford', 'Ranger 2WD Incomplete', 'Special Purpose Vehicle 2WD', 'PICKUP'],
    ['Ford', 'Transit Connect Wagon LWB FWD', 'Special Purpose Vehicle 2WD', 'VAN'],
    ['Jeep', 'Cherokee 4WD', 'Special Purpose Vehicles', 'SUV'],
    ['Honda', 'Odyssey', 'Minivan - 2WD', 'VAN'],
    ['Chevrolet', 'Express 2500', 'Vans, Passenger Type', 'VAN'],
    ['Toyota', 'Land Cruiser Wagon 4WD', 'Standard Sport Utility Vehicle 4WD', 'SUV'],
    ['BMW', 'X1 xDrive28i', 'Large Cars', 'SUV'],
    ['Toyota', 'C-HR', 'Compact Cars', 'SUV'],
    ['Kia', 'Niro Electric', 'Small Station Wagons', 'SUV'],
    ['Ford', 'Mustang Mach-E AWD', 'Small Station Wagons', 'SUV'],
    ['Honda', 'Fit', 'Small Station Wagons', 'HATCHBACK'],
    ['Subaru', 'Impreza 5-Door', 'Small Station Wagons', 'HATCHBACK'],
    ['Volvo', 'V60 T8 AWD Recharge', 'Small Station Wagons', 'ESTATE'],
    ['Mercedes-Benz', 'E450 4matic (station wagon)', 'Midsize Station Wagons', 'ESTATE'],
    ['Porsche', 'Panamera 4 ST', 'Large Cars', 'ESTATE'],
    ['Volkswagen', 'Golf', 'Compact Cars', 'HATCHBACK'],
    ['Toyota', 'Corolla Hatchback XSE', 'Compact Cars', 'HATCHBACK'],
    ['Toyota', 'Prius Prime', 'Midsize Cars', 'HATCHBACK'],
    ['Audi', 'A5 Sportback quattro', 'Midsize Cars', 'HATCHBACK'],
    ['MINI', 'Cooper S Hardtop 4 door', 'Subcompact Cars', 'HATCHBACK'],
    ['Toyota', 'Corolla', 'Compact Cars', 'SEDAN'],
    ['BMW', '430i Gran Coupe', 'Compact Cars', 'SEDAN'],
    ['BMW', '430i xDrive Coupe', 'Subcompact Cars', 'COUPE'],
    ['Honda', 'Civic 2Dr', 'Compact Cars', 'COUPE'],
    ['Ford', 'Mustang', 'Subcompact Cars', 'COUPE'],
    ['Ford', 'Mustang Convertible', 'Subcompact Cars', 'CONVERTIBLE'],
    ['Porsche', '718 Boxster S', 'Two Seaters', 'CONVERTIBLE'],
    ['Jaguar', 'F-Type R AWD Coupe', 'Two Seaters', 'COUPE'],
    ['Nobody', 'Knows', 'Hovercraft', 'OTHER'],
  ])('sees through the size class: %s %s (%s) is a %s', (make, model, VClass, body) => {
    expect(bodyOf(make, model, VClass)).toBe(body);
  });

  it.each([
    ['Premium Gasoline', 'Plug-in Hybrid', 'PLUGIN_HYBRID'],
    ['Regular Gasoline', 'Hybrid', 'HYBRID'],
    ['Electricity', 'EV', 'ELECTRIC'],
    ['Diesel', 'Diesel', 'DIESEL'],
    ['Diesel', '', 'DIESEL'],
    ['Regular Gasoline', 'FFV', 'PETROL'],
    ['Midgrade Gasoline', '', 'PETROL'],
    ['Regular Gasoline', 'Bifuel (CNG)', 'PETROL'],
    ['Natural Gas', 'CNG', 'OTHER'],
  ])('burns %s, is peculiar by "%s": %s', (fuelType1, atvType, fuel) => {
    expect(trimOfEpaRow(row({ fuelType1, atvType }))?.fuelType).toBe(fuel);
  });

  it('gives an electric range in kilometres to what plugs in, and to nothing else', () => {
    const plugIn = { fuelType1: 'Premium Gasoline', atvType: 'Plug-in Hybrid' };
    expect(trimOfEpaRow(row({ ...plugIn, rangeA: '25/420' }))?.electricRangeKm).toBe(40);
    expect(trimOfEpaRow(row({ fuelType1: 'Electricity', atvType: 'EV', range: '300' }))?.electricRangeKm).toBe(483); // prettier-ignore
    expect(trimOfEpaRow(row({ range: '400', rangeA: '300' }))?.electricRangeKm).toBeNull();
  });

  it('is none of the catalogue without id, make, year or model, each with its column, the kind of value, and what to do', () => {
    const why = (facts: Record<string, string>) => {
      const outcome = readEpaRow(row(facts));
      return 'rejects' in outcome ? outcome.rejects.map(({ column, valueClass, reason }) => `${column} (${valueClass}) ${reason}`) : []; // prettier-ignore
    };
    expect(why({ id: '' })).toEqual(['id (empty) is no id of the file']);
    expect(why({ year: 'soon', make: ' ' })).toEqual(['make (empty) is empty', 'year (text of 4 letters) is no year from 1900 to 2100']); // prettier-ignore
    expect(why({ model: '2022_Toyota_Venza.jpg' })).toEqual(['model (text of 21 letters) is the name of a picture']); // prettier-ignore
    expect('rejects' in readEpaRow({})).toBe(true);
  });

  it('is taken without figures that no car has, and says which', () => {
    const outcome = readEpaRow(row({ comb08: '40.5', cylinders: '4000000', city08: '-1', displ: 'NA' }));
    expect(outcome).toMatchObject({
      trim: { combinedMpg: null, cylinders: null, cityMpg: null, displacementLitres: null, highwayMpg: 38 },
      warnings: [{ column: 'cylinders' }, { column: 'comb08' }],
    });
  });
});
