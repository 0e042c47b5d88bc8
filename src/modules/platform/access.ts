import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { roles, type Caller, type Role } from '../../models/caller.js';
import { AppError } from './app-error.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by tenancy's guard once the key is known. */
    caller?: Caller;
  }
}

/** Metadata key under which `@Allow` keeps its roles. */
export const allowedRoles = 'carousel:allowed-roles';

/** Roles that may call this route, query or mutation. `admin` always may. Without it, nobody may: closed by default. */
export const Allow = (...roles: Role[]) => SetMetadata(allowedRoles, roles);

/** Metadata key that `@Public` sets. */
export const publicRoute = 'carousel:public';

/** A route without a key: health, metrics, and what browsers or machines ask of a host before they have one. */
export const Public = () => SetMetadata(publicRoute, true);

/** The HTTP request behind a REST or GraphQL call. */
export function requestOf(context: ExecutionContext): FastifyRequest {
  if (context.getType<GqlContextType>() !== 'graphql')
    return context.switchToHttp().getRequest<FastifyRequest>();
  return GqlExecutionContext.create(context).getContext<{ request: FastifyRequest }>().request;
}

/** Injects the authenticated `Caller` into a controller or resolver method. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = requestOf(context);
  if (!caller) throw new AppError('UNAUTHENTICATED', 'unauthenticated', 'This call needs an API key.');
  return caller;
});

/**
 * Lets a caller of one of these roles pass, and `admin` always. The guard asks it before routes, queries and mutations; before fields
 * stands no guard, so a field that not everybody may read who reads its type asks it itself.
 * @throws AppError FORBIDDEN
 */
export function demandRole({ role }: Pick<Caller, 'role'>, ...open: Role[]): void {
  if (role === 'admin' || open.includes(role)) return;
  const may = roles.filter((each) => each === 'admin' || open.includes(each));
  throw new AppError(
    'FORBIDDEN',
    'forbidden',
    `A ${role} key may not do this; it takes ${may.join(' or ')}.`,
  );
}
