import type { FastifyRequest } from 'fastify';

/** Settings as Segment's CDN would hand them to analytics.js: one destination, which is us, and nothing else to load. */
export interface AnalyticsJsSettings {
  readonly integrations: Readonly<Record<'Segment.io', Readonly<Record<string, unknown>>>>;
  readonly plan: Readonly<Record<string, unknown>>;
  /** Off: analytics.js would tell Segment how it fares. */
  readonly metrics: { readonly sampleRate: 0 };
  readonly analyticsNextEnabled: true;
}

/** Where a browser reaches us. */
export interface Address {
  readonly protocol: 'http' | 'https';
  /** Host with port, and the path before `/v1` where there is one. */
  readonly host: string;
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

/**
 * Where the page that asks reaches us: PUBLIC_URL where it is set, else as it asked (its Host, and what a proxy in front
 * says of TLS).
 */
export function addressOf(request: Pick<FastifyRequest, 'headers' | 'host'>, publicUrl?: string): Address {
  if (publicUrl !== undefined) {
    const { protocol, host, pathname } = new URL(publicUrl);
    return { protocol: protocol === 'https:' ? 'https' : 'http', host: host + pathname.replace(/\/$/, '') };
  }
  const forwarded = request.headers['x-forwarded-proto'];
  return { protocol: forwarded === 'https' ? 'https' : 'http', host: request.host };
}
