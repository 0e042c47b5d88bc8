import fc from 'fast-check';
import { anyProspect } from '../../../../test/factories/any-prospect.js';
import { readAdf } from '../adf/read-adf.js';
import { leadOf } from './lead-of.js';

const prospectIn = (vehicles: string, more = '', name = 'Ann Mary Lee') => {
  const read = readAdf(`<adf><prospect>${more}${vehicles}<customer><contact><name part="full">${name}</name><phone type="fax">1</phone><phone>2</phone></contact></customer></prospect></adf>`); // prettier-ignore
  const [first] = 'prospects' in read ? read.prospects : [];
  if (!first) throw new Error('not read');
  return first.prospect;
};

describe('the lead of a prospect', () => {
  it.each([
    ['<vehicle/>', 'BUY'],
    ['<vehicle interest="lease"/>', 'LEASE'],
    ['<vehicle interest="test-drive"/>', 'TEST_DRIVE'],
    ['<vehicle><finance><method>Finance</method></finance></vehicle>', 'FINANCE'],
    ['<vehicle><finance><method>lease</method></finance></vehicle>', 'LEASE'],
    ['<vehicle interest="trade-in"/>', 'TRADE_IN'],
    ['<vehicle interest="trade-in"/><vehicle interest="lease"/>', 'LEASE'],
    ['', 'OTHER'],
  ])('of %s is for %s', (vehicles, interest) => {
    expect(leadOf(prospectIn(vehicles), false).interest).toBe(interest);
  });

  it('has the person, whole names parted, and tells of cars it has no place for', () => {
    const car = '<vehicle><year>2020</year><make>Fiat</make><model>500</model></vehicle><vehicle interest="trade-in"><make>Seat</make><odometer units="km">9</odometer></vehicle>'; // prettier-ignore
    expect(leadOf(prospectIn(car), false)).toMatchObject({
      contact: { firstName: 'Ann', lastName: 'Mary Lee', phone: '2' },
      message: 'Car: 2020 Fiat 500.\nTrade-in: Seat, 9 km.',
      consent: null,
    });
    expect(leadOf(prospectIn(car), true).message).toBe('Trade-in: Seat, 9 km.');
  });

  it.each([
    ['Lee, Ann Mary', { firstName: 'Ann Mary', lastName: 'Lee' }],
    ['Ann,', { firstName: 'Ann,' }],
    ['Lee', { firstName: 'Lee' }],
  ])('has the first name and the last of %s', (name, contact) => {
    expect(leadOf(prospectIn('<vehicle/>', '', name), false).contact).toEqual({ ...contact, phone: '2' });
  });

  it('offers the first car to be traded in that year, make and model are known of, and tells the rest', () => {
    const car = (inside: string) => leadOf(prospectIn(`<vehicle interest="trade-in"><year>2015</year><make>Seat</make><model>Ibiza</model>${inside}</vehicle><vehicle interest="sell"><year>2001</year><make>Lada</make><model>Niva</model></vehicle>`), false); // prettier-ignore
    const full = car('<vin>vsszzz6jzfr000001</vin><odometer units="mi">61,200</odometer><condition>GOOD</condition>'); // prettier-ignore
    expect(full).toMatchObject({
      interest: 'TRADE_IN',
      tradeIn: { make: 'Seat', model: 'Ibiza', trim: null, modelYear: 2015, mileage: 61_200, mileageUnit: 'MI', condition: 'GOOD', vin: 'VSSZZZ6JZFR000001' }, // prettier-ignore
      message: 'Trade-in: 2001 Lada Niva.',
    });
    const odd = car('<vin>none</vin><odometer>61200</odometer><condition>unknown</condition>');
    expect(odd.tradeIn).toMatchObject({ mileage: null, mileageUnit: null, condition: null, vin: null });
    expect(odd.message).toBe('Trade-in: 61200, VIN none.\nTrade-in: 2001 Lada Niva.');
  });

  it('is the same lead when it is sent again, and another where id, source or, without an id, anything differs', () => {
    const key = (more: string, car = '<vehicle/>') => leadOf(prospectIn(car, more), false).idempotencyKey;
    const first = key('<id source="a">1</id>');
    expect(key('<id source="a">1</id>', '<vehicle><make>x</make></vehicle>')).toBe(first);
    expect(key('')).toBe(key(''));
    const others = [key('<id source="b">1</id>'), key('<id>1</id>'), key('<id source="a">2</id>'), key(''), key('', '')]; // prettier-ignore
    expect(new Set([first, ...others]).size).toBe(6);
  });

  it('is made of anything, with nothing in it that a database refuses', () => {
    fc.assert(
      fc.property(anyProspect, fc.boolean(), (prospect, isKnown) => {
        const { message, idempotencyKey, contact } = leadOf(prospect, isKnown);
        expect(message?.length ?? 0).toBeLessThanOrEqual(5_000);
        expect(idempotencyKey).toMatch(/^adf:[0-9a-f]{64}$/);
        expect(JSON.stringify(contact)).not.toContain('\\u0000');
      }),
    );
  });
});
