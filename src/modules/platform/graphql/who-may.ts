import { TypeMetadataStorage } from '@nestjs/graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { roles } from '../../../models/caller.js';
import { allowedRoles } from '../access.js';

const allowed = z.array(z.enum(roles)).catch([]);

/** What a resolver's class and method say of one query or mutation. */
interface Operation {
  readonly target: unknown;
  readonly methodName: string;
  readonly schemaName: string;
}

/**
 * Ends the description of each query and mutation with the keys that may call it, out of the `@Allow` that the guard asks: who
 * writes a call reads it there. Changes the schema it is given, and returns it.
 */
export function tellWhoMay(schema: GraphQLSchema): GraphQLSchema {
  tell(schema.getQueryType(), TypeMetadataStorage.getQueriesMetadata());
  tell(schema.getMutationType(), TypeMetadataStorage.getMutationsMetadata());
  return schema;
}

function tell(root: GraphQLObjectType | null | undefined, operations: readonly Operation[]): void {
  const fields = root?.getFields() ?? {};
  for (const { target, methodName, schemaName } of operations) {
    const field = fields[schemaName];
    if (field) field.description = [field.description, `Keys: ${keysOf(target, methodName).join(', ')}.`].join(' ');
  }
} // prettier-ignore

function keysOf(target: unknown, methodName: string): string[] {
  const prototype: unknown = typeof target === 'function' ? target.prototype : undefined;
  const method: unknown = Object.getOwnPropertyDescriptor(prototype ?? {}, methodName)?.value;
  const open = typeof method === 'function' ? allowed.parse(Reflect.getMetadata(allowedRoles, method)) : [];
  return roles.filter((role) => role === 'admin' || open.includes(role));
}
