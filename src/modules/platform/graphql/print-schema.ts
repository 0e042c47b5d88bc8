import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { tellWhoMay } from './who-may.js';

const classes = z.array(z.unknown()).catch([]);
const dynamicModule = z.object({ module: z.unknown() });

/**
 * The GraphQL schema of an application, built from its resolver classes alone: nothing is connected or listens, so
 * that the schema can be printed and checked anywhere.
 */
export async function schemaOf(app: Type): Promise<GraphQLSchema> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    return lexicographicSortSchema(
      tellWhoMay(await builder.get(GraphQLSchemaFactory).create(providersOf(app))),
    );
  } finally {
    await builder.close();
  }
}

/** The schema in its own language, sorted: what test/golden/schema.graphql holds. */
export async function printSchemaOf(app: Type): Promise<string> {
  return `${printSchema(await schemaOf(app))}\n`;
}

/** Classes provided by a module and all it imports. */
function providersOf(module: unknown, seen = new Set<unknown>()): Type[] {
  const known = dynamicModule.safeParse(module);
  const target = known.success ? known.data.module : module;
  if (typeof target !== 'function' || seen.has(target)) return [];
  seen.add(target);
  return [
    ...classes.parse(Reflect.getMetadata('imports', target)).flatMap((each) => providersOf(each, seen)),
    ...classes.parse(Reflect.getMetadata('providers', target)).filter(isClass),
  ];
}

function isClass(provider: unknown): provider is Type {
  return typeof provider === 'function';
}
