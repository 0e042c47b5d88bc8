import { addressOf } from '../../platform/served-address.js';
import { settingsFor } from './analytics-js-settings.js';

describe('the address told to analytics.js', () => {
  const asked = { host: 'shop.example:8080', headers: {} };
  it('is the one the page asked, over TLS where a proxy in front says so', () => {
    expect(addressOf(asked)).toEqual({ protocol: 'http', host: 'shop.example:8080' });
    expect(addressOf({ ...asked, headers: { 'x-forwarded-proto': 'https' } }).protocol).toBe('https');
  });
  it('is the public one where that is set, with its path', () => {
    const address = addressOf(asked, 'https://events.example.com/carousel/');
    expect(settingsFor('k', address).integrations['Segment.io']).toMatchObject({
      protocol: 'https',
      apiHost: 'events.example.com/carousel/v1',
    });
  });
});
