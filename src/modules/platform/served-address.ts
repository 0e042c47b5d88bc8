import type { FastifyRequest } from 'fastify';

/** Where a browser reaches us. */
export interface Address {
  readonly protocol: 'http' | 'https';
  /** Host with port, and the path before `/v1` where there is one. */
  readonly host: string;
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
