import { formatOf, unfoldColumns } from './feed-format.js';

describe('whose format a feed has', () => {
  it.each([
    ['id,vin,store_code,dealership_name,price,condition,make,model,year,mileage,certified_pre_owned', 'GOOGLE_VEHICLE_LISTINGS'],
    ['id,title,store_code,VIN,brand,model,year,price,certified_pre-owned,mileage', 'GOOGLE_VEHICLE_ADS'],
    ['id,vehicle_fulfillment(option:store_code),vin,brand,price', 'GOOGLE_VEHICLE_ADS'],
    ['vehicle_id,title,make,model,year,mileage.value,mileage.unit,state_of_vehicle,availability', 'META_VEHICLES'],
    ['stock no,make,model,year,price,mileage', 'PLAIN'],
  ])('is told by its columns: %s', (columns, format) => expect(formatOf(columns.split(','))).toBe(format)); // prettier-ignore

  it('reads JSON in the columns of Meta as the paths it stands for, and leaves other feeds alone', () => {
    const header = ['vehicle_id', 'mileage', 'image'];
    const { columns, unfold } = unfoldColumns(header, 'META_VEHICLES');
    expect(columns).toEqual([...header, 'mileage.value', 'mileage.unit', 'image[0].url']);
    const image =
      '[{"url": "https://a.example/1.jpg", "tag": ["front"]}, {"url": "https://a.example/2.jpg"}]';
    expect(unfold({ vehicle_id: '1', mileage: '{"value": 9000, "unit": "MI"}', image })).toMatchObject({
      'mileage.value': '9000',
      'mileage.unit': 'MI',
      'image[0].url': 'https://a.example/1.jpg',
    });
    expect(unfold({ mileage: '9000 miles', image: 'https://a.example/3.jpg' })).toMatchObject({
      'mileage.value': '9000 miles',
      'image[0].url': 'https://a.example/3.jpg',
    });
    expect(unfold({ mileage: '{broken', image: '[]' })).toMatchObject({ 'mileage.value': '{broken', 'image[0].url': '' }); // prettier-ignore
    expect(unfoldColumns(header, 'PLAIN').columns).toEqual(header);
    expect(unfoldColumns(['mileage', 'mileage.value'], 'META_VEHICLES').columns).toHaveLength(2);
  });
});
