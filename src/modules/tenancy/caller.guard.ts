import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { z } from 'zod';
import { roles } from '../../models/caller.js';
import { allowedRoles, demandRole, publicRoute, requestOf } from '../platform/access.js';
import { keyOf } from './key-places.js';
import { keyMissing } from './tenancy.errors.js';
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
    if (!key) throw keyMissing();
    request.caller ??= await this.tenancy.authenticate(key);
    const open = allowed.parse(
      this.reflector.getAllAndOverride<unknown>(allowedRoles, [handler, context.getClass()]),
    );
    demandRole(request.caller, ...open);
    return true;
  }
}
