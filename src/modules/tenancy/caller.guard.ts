import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { roles, type Role } from '../../models/caller.js';
import { allowedRoles, publicRoute, requestOf } from '../platform/access.js';
import { AppError } from '../platform/app-error.js';
import { inflated, jsonIn } from '../platform/raw-body.js';
import { TenancyService } from './tenancy.service.js';

const allowed = z.array(z.enum(roles)).catch([]);

/** Stands before every route, query and mutation: who is it, and may they? Closed unless `@Allow` or `@Public` opens it. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tenancy: TenancyService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (this.reflector.getAllAndOverride<unknown>(publicRoute, [handler, context.getClass()]) === true)
      return true;
    const request = requestOf(context);
    const key = keyInHeader(request) ?? (await keyInBody(request));
    if (!key)
      throw new AppError(
        'UNAUTHENTICATED',
        'unauthenticated',
        'This call needs an API key: send "Authorization: Bearer ck_…", or Basic with the key as user name.',
      );
    request.caller ??= await this.tenancy.authenticate(key);
    const open = allowed.parse(
      this.reflector.getAllAndOverride<unknown>(allowedRoles, [handler, context.getClass()]),
    );
    const { role } = request.caller;
    if (role === 'admin' || open.includes(role)) return true;
    throw new AppError(
      'FORBIDDEN',
      'forbidden',
      `A ${role} key may not do this; it takes ${oneOf(['admin', ...open])}.`,
    );
  }
}

function oneOf(names: Role[]): string {
  return [...new Set(names)].join(' or ');
}

/** The key in the header: Bearer, or Basic with the key as user name, with or without the colon. */
function keyInHeader(request: FastifyRequest): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+)\s+(\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0];
  return undefined;
}

const keyed = z.object({ writeKey: z.string() });
const firstKeyed = z.object({ batch: z.tuple([keyed], z.unknown()) });

/** Where Segment's clients put the key when they cannot set a header: `?writeKey=`, the body, or its first event. */
async function keyInBody(request: FastifyRequest): Promise<string | undefined> {
  if (request.routeOptions.config.rawBody !== true) return undefined;
  const inQuery = keyed.safeParse(request.query).data?.writeKey;
  if (inQuery !== undefined) return inQuery;
  const body = jsonIn(await inflated(request.body, request.headers['content-encoding']))?.value;
  return keyed.safeParse(body).data?.writeKey ?? firstKeyed.safeParse(body).data?.batch[0].writeKey;
}
