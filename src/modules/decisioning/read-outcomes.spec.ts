import type { LogEntry } from '../../models/event/log-entry.js';
import { idOf } from '../../../test/factories/showroom.js';
import { readOutcomes } from './read-outcomes.js';
import { signToken, tokenKey } from './tracking-token.js';

const key = tokenKey('a secret of at least thirty-two characters');
const [mine, theirs] = [idOf('my tenant'), idOf('their tenant')];
const offer = {
  ...{ tenantId: mine, decisionId: idOf('decision'), position: 1, vehicleId: idOf('car') },
  ...{ campaignId: idOf('campaign'), creativeId: idOf('creative'), placement: 'home-hero', propensity: 0.5, decidedAt: 1, billing: null, foretold: null }, // prettier-ignore
};
const entry = (facts: Partial<LogEntry>): LogEntry => ({
  ...{ xid: 1, seq: 1, tenantId: mine, shard: 0, name: '', messageId: '', occurredAt: 5, receivedAt: 5 },
  ...{
    sourceId: '',
    profileId: '',
    identityId: null,
    currentProfileId: '',
    vehicle: null,
    properties: {},
    plain: {},
  },
  type: 'OFFER_CLICKED',
  schemaVersion: 1,
  ...facts,
});
const properties = { trackingToken: signToken(key, offer) };

describe('readOutcomes', () => {
  it('credits views and clicks with a token of ours, once each, the first of them', () => {
    const told = [
      entry({ properties }),
      entry({ properties, occurredAt: 9 }),
      entry({ properties, type: 'OFFER_VIEWED' }),
    ];
    const { outcomes, refused } = readOutcomes(key, told);
    expect(outcomes).toEqual([
      { ...offer, type: 'OFFER_CLICKED', occurredAt: 5, profileId: '' },
      { ...offer, type: 'OFFER_VIEWED', occurredAt: 5, profileId: '' },
    ]);
    expect(refused).toEqual({ missing: 0, forged: 0, 'other-tenant': 0 });
  });

  it('counts and ignores what is forged, foreign or absent, and passes over other events', () => {
    const told = [
      entry({ properties: { trackingToken: `${properties.trackingToken}x` } }),
      entry({ properties, tenantId: theirs }),
      entry({ properties: { trackingToken: 7 } }),
      entry({ properties, type: 'VEHICLE_VIEWED' }),
    ];
    const { outcomes, refused } = readOutcomes(key, told);
    expect(outcomes).toEqual([]);
    expect(refused).toEqual({ missing: 1, forged: 1, 'other-tenant': 1 });
  });
});
