import type { DealerRecord } from '../../../models/vehicle/dealer.entity.js';
import { vendorOf } from './vendor-of.js';

const dealer = (id: string, code: string, name: string): DealerRecord => ({
  ...{ id, tenantId: 't', code, name, city: 'Bath', latitude: null, longitude: null, createdAt: new Date(0) },
  ...{ street: null, region: null, postalCode: null, country: null, phone: null, website: null, brands: [], leadsPerDay: null, timeZone: null, hours: null },
}); // prettier-ignore
const dealers = [dealer('d-1', 'BATH-1', 'Demo of Bath'), dealer('d-2', 'LDN', 'Twin'), dealer('d-3', 'LDS', 'Twin')]; // prettier-ignore
const contact = { names: [], email: null, phones: [], address: null };
const codeOf = (name: string, ...ids: string[]) => {
  const vendor = { ids: ids.map((value) => ({ value, source: null })), name, contact };
  const found = vendorOf({ vendor }, dealers);
  return found ? found.code : found;
};

describe('the dealer a prospect is for', () => {
  it('is told by code, id or name, in any case', () => {
    expect([codeOf('', 'bath-1'), codeOf('', 'other', 'D-1'), codeOf('demo  of bath')]).toEqual(['BATH-1', 'BATH-1', 'BATH-1']); // prettier-ignore
    expect(codeOf('Demo of Bath', 'LDS')).toBe('LDS');
  });

  it('is nobody where two are called so or none is, and not asked for where nothing is said', () => {
    expect([codeOf('Twin'), codeOf('Somebody else'), codeOf('', 'X')]).toEqual([null, null, null]);
    expect(codeOf(' ')).toBeUndefined();
  });
});
