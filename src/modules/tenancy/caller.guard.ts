import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { z } from 'zod';
import { roles, type Role } from '../../models/caller.js';
import { allowedRoles, publicRoute, requestOf } from '../platform/access.js';
import { AppError } from '../platform/app-error.js';
import { keyOf } from './key-places.js';
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
    const key = await keyOf(request);
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
