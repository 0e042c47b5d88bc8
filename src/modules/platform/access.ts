import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { Caller, Role } from '../../models/caller.js';
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
