import type { ViewerState } from '../../models/decision/viewer-state.js';
import { whyImpersonal } from './impersonal.js';

const viewer: ViewerState = { profileId: 'p', segmentIds: [], recent: [], consent: {} };
const usual = { gpcDenies: ['ADS' as const, 'AUDIENCE_EXPORT' as const] };
const strict = { gpcDenies: ['PERSONALISATION' as const] };

describe('whyImpersonal', () => {
  it('finds no reason where the viewer is known and allows it', () => {
    expect(whyImpersonal(viewer, usual, true, false)).toBeNull();
  });

  it('takes GPC for a word about advertising, unless the tenant takes it for more', () => {
    expect(whyImpersonal(viewer, usual, true, true)).toBeNull();
    expect(whyImpersonal(viewer, strict, true, true)).toBe('GLOBAL_PRIVACY_CONTROL');
    expect(whyImpersonal(viewer, strict, true, false)).toBeNull();
  });

  it('uses nothing of somebody who denies, and has nothing of somebody unknown', () => {
    expect(whyImpersonal(viewer, usual, false, false)).toBe('PERSONALISATION_DENIED');
    expect(whyImpersonal(null, usual, true, false)).toBe('UNKNOWN_VIEWER');
  });
});
