import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { bodyOf, type RawBody } from '../platform/raw-body.js';

/** What a door hands in: what the body says, and the headers it came with (they may say more, as `Sec-GPC` does). */
export interface Delivery {
  readonly body: RawBody;
  readonly headers: IncomingHttpHeaders;
}

/**
 * The request as the collectors take it.
 * @throws AppError BODY_TOO_LARGE, UNREADABLE_BODY, BUSY
 */
export async function deliveryOf(request: FastifyRequest): Promise<Delivery> {
  return { body: await bodyOf(request), headers: request.headers };
}
