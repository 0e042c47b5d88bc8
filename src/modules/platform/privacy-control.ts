import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requestOf } from './access.js';

/** Whether a browser asks for Global Privacy Control: it sends `Sec-GPC: 1`, or nothing. */
export function asksForPrivacy(headers: IncomingHttpHeaders): boolean {
  return headers['sec-gpc'] === '1';
}

/** Injects whether the request came with `Sec-GPC: 1`, sent by a browser or passed on by its server. */
export const PrivacyControl = createParamDecorator((_data: unknown, context: ExecutionContext): boolean =>
  asksForPrivacy(requestOf(context).headers),
);
