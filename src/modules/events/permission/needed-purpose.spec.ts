import { neededPurpose } from './needed-purpose.js';

describe('neededPurpose', () => {
  it.each([
    'In-Car Location',
    'acme.in_car_fault',
    'vendor:IncarTrip',
    'InCarDoorOpened',
    'driveInCarAlarm',
    'incarspeed',
    'IN_CAR',
  ])('asks a yes to IN_CAR of %s, which is outside the vocabulary', (name) =>
    expect(neededPurpose({ type: 'CUSTOM', name })).toBe('IN_CAR'),
  );

  it.each(['Login Card', 'In Cart', 'incart_viewed', 'Plugin Cargo', 'Carousel Swiped', 'main_car_tab', ''])(
    'takes %j for no report of a car',
    (name) => expect(neededPurpose({ type: 'CUSTOM', name })).toBe('ANALYTICS'),
  );

  it('asks by its type of what the vocabulary knows', () => {
    expect(neededPurpose({ type: 'CAR_FAULT_REPORTED', name: 'fault' })).toBe('IN_CAR');
    expect(neededPurpose({ type: 'PAGE_VIEWED', name: 'In-car entertainment' })).toBe('ANALYTICS');
    expect(neededPurpose({ type: 'LEAD_SUBMITTED', name: 'In-Car Offer Form' })).toBeNull();
  });
});
