import { isVin, normalVin, vinCheckDigitHolds, vinCheckDigitIsLaw } from './vin.js';

describe('a vehicle identification number', () => {
  it.each([
    '1M8GDM9AXKP042788',
    '11111111111111111',
    '5GZCZ43D13S812715',
    '1HGCM82633A004352',
    '1FADP5AU6DL536022',
    'LSVAA49J132047371',
  ])('holds: %s', (vin) => {
    // prettier-ignore
    expect(isVin(vin)).toBe(true);
    expect(vinCheckDigitHolds(vin)).toBe(true);
  });
  it.each(['WVWZZZ1JZXW000001', '5YJ3E1EA7KF317000'])('has a wrong check digit: %s', (vin) => {
    expect(isVin(vin)).toBe(true);
    expect(vinCheckDigitHolds(vin)).toBe(false);
  });
  it('needs a right check digit by law where it was built in North America or China', () => {
    const built = [
      '1M8GDM9AXKP042788',
      '5YJ3E1EA7KF317000',
      '2HGFB2F59DH000001',
      '3VWDX7AJ5BM000001',
      'LSVAA49J132047371',
    ];
    expect(built.map(vinCheckDigitIsLaw)).toEqual([true, true, true, true, true]);
    expect(['WVWZZZ1JZXW000001', '3X1AB2CD3EF456789', 'JTDKB20U093000001', 'SALGA2EV0HA000001'].map(vinCheckDigitIsLaw)).toEqual([false, false, false, false]); // prettier-ignore
  });
  it('is written in one way', () => {
    expect(normalVin(' 1m8gdm9axkp042788 ')).toBe('1M8GDM9AXKP042788');
    expect(normalVin('1M8 GDM9AX-KP042788')).toBe('1M8GDM9AXKP042788');
    expect(normalVin('S-1')).toBeNull();
  });
  it.each(['11111111111111111', 'TESTTESTTESTTEST1', '00000000000000000', 'WBA00000000000000'])(
    'is made up, and names no car: %s',
    (text) => expect(normalVin(text)).toBeNull(),
  );
  it.each(['1M8GDM9AXKP04278', '1M8GDM9AXKPO42788', '', '1m8gdm9axkp042788'])('is none: "%s"', (text) =>
    expect(isVin(text)).toBe(false),
  );
});
