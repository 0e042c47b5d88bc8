import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { AppError } from '../app-error.js';

/** Most rows one page may hold. */
export const largestPage = 200;

@ObjectType({ description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'More rows follow this page.' })
  hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Rows precede this page.' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  startCursor!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row; pass as `after` for the next page.',
  })
  endCursor!: string | null;
}

/** Relay's paging arguments, forwards only. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: `How many rows, 1 to ${largestPage}.` })
  first!: number;
  @Field(() => String, {
    nullable: true,
    description: 'Continue after this cursor, taken from an earlier page.',
  })
  after?: string | null;
}

/** One row of a page and its position in the list. */
export interface Edge<T> {
  node: T;
  cursor: string;
}
/** One page of a list, as Relay defines it. */
export interface Connection<T> {
  edges: Edge<T>[];
  pageInfo: PageInfo;
}

/** Declares the Relay connection of a node type: `VehicleConnection` with `VehicleEdge`. */
export function connectionOf<T>(node: Type<T>, name: string): Type<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `One row of a ${name}Connection.` })
  class NodeEdge {
    @Field(() => node, { description: 'The row itself.' })
    node!: T;
    @Field(() => String, { description: 'Opaque position of this row; pass as `after`.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} rows, as Relay defines it.` })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: 'The rows of this page, in order.' })
    edges!: NodeEdge[];
    @Field(() => PageInfo, { description: 'Where this page lies.' })
    pageInfo!: PageInfo;
  }
  return NodeConnection;
}

/** A page request understood: `limit` rows whose sort key is greater than `afterKey`. */
export interface Page {
  limit: number;
  /** Sort key of the row before the page: the strings given to `toConnection`. */
  afterKey: string[] | null;
}

/**
 * Understands Relay arguments. Keyset paging: a cursor holds the sort key of its row, so pages stay stable while rows
 * come and go.
 * @throws AppError PAGE_SIZE, BAD_CURSOR
 */
export function pageOf(args: PageArgs): Page {
  if (args.first < 1 || args.first > largestPage)
    throw new AppError('PAGE_SIZE', 'invalid', `first is ${args.first}; ask for 1 to ${largestPage} rows.`);
  return { limit: args.first, afterKey: args.after ? decodeCursor(args.after) : null };
}

/**
 * Wraps rows as a connection. Give one row more than the page's limit, if there is one: that is how the page knows of
 * a next. `keyOf` returns the sort key as strings.
 */
export function toConnection<T>(rows: readonly T[], page: Page, keyOf: (row: T) => string[]): Connection<T> {
  const edges = rows.slice(0, page.limit).map((node) => ({ node, cursor: encodeCursor(keyOf(node)) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.afterKey !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function encodeCursor(key: string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** An instant of the year 0, which ISO 8601 has and PostgreSQL has not. */
const noYear = /^0000-\d\d-\d\dT/;

function isPart(part: unknown): part is string {
  return typeof part === 'string' && !noYear.test(part);
}

function decodeCursor(cursor: string): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.every(isPart)) return key;
  } catch {
    // Falls through to the one message for every unreadable cursor.
  }
  throw badCursor();
}

/** The fault for a cursor that is not one of this list's. */
export function badCursor(): AppError {
  return new AppError(
    'BAD_CURSOR',
    'invalid',
    'after is not a cursor of this list; take endCursor from an earlier page.',
  );
}
