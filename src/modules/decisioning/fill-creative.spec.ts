import { carInStock, liveCreative } from '../../../test/factories/showroom.js';
import { fillCreative } from './fill-creative.js';

describe('fillCreative', () => {
  const car = carInStock('S', { model: 'C-HR & more', priceText: '28995.00' });

  it('writes words for people', () =>
    expect(
      fillCreative(
        liveCreative('A', {
          headline: 'The {make} {model} for {price}',
          body: 'A {modelYear} {fuelType} {bodyStyle}, {trim}.',
          callToAction: 'See the {model}',
        }),
        car,
      ),
    ).toMatchObject({
      headline: 'The Toyota C-HR & more for £28,995',
      body: 'A 2022 hybrid SUV, Hybrid AWD.',
      callToAction: 'See the C-HR & more',
    }));

  it('writes values in links so that they stay values', () => {
    const creative = liveCreative('A', { deepLink: 'myapp://cars/{vehicleId}?model={model}&price={price}' });
    expect(fillCreative(creative, car).deepLink).toBe(
      `myapp://cars/${car.id}?model=C-HR%20%26%20more&price=28995.00`,
    );
  });
});
