import { ownedCarIn } from './owned-car.js';

const vin = 'WVWZZZ1KZAW000001';

describe('ownedCarIn', () => {
  it('finds the VIN a car reports itself under, however it is written', () => {
    const report = { type: 'CAR_FAULT_REPORTED', properties: { vin: vin.toLowerCase() } } as const;
    expect(ownedCarIn(report, false)).toEqual({ vin, isDelivered: false });
  });

  it("takes a delivered car as the person's, by whichever name is a VIN, and nothing from a mere browser", () => {
    const delivery = { type: 'VEHICLE_DELIVERED', vehicleNames: ['S-17', vin] } as const;
    expect(ownedCarIn(delivery, true)).toEqual({ vin, isDelivered: true });
    expect(ownedCarIn(delivery, false)).toBeUndefined();
    expect(ownedCarIn({ ...delivery, vehicleNames: ['S-17'] }, true)).toBeUndefined();
  });

  it('leaves cars that people only look at', () => {
    expect(ownedCarIn({ type: 'VEHICLE_VIEWED', properties: { vin } }, true)).toBeUndefined();
  });
});
