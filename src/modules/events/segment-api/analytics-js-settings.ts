import type { Address } from '../../platform/served-address.js';

/** Settings as Segment's CDN would hand them to analytics.js: one destination, which is us, and nothing else to load. */
export interface AnalyticsJsSettings {
  readonly integrations: Readonly<Record<'Segment.io', Readonly<Record<string, unknown>>>>;
  readonly plan: Readonly<Record<string, unknown>>;
  /** Off: analytics.js would tell Segment how it fares. */
  readonly metrics: { readonly sampleRate: 0 };
  readonly analyticsNextEnabled: true;
}

/** The settings of a page whose events come to this address. */
export function settingsFor(writeKey: string, { protocol, host }: Address): AnalyticsJsSettings {
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${host}/v1`,
        protocol,
        addBundledMetadata: true,
        unbundledIntegrations: [],
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: { track: { __default: { enabled: true, integrations: {} } } },
    metrics: { sampleRate: 0 },
    analyticsNextEnabled: true,
  };
}
