import { DateTime, Duration } from 'luxon';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

function text(node: ValueNode): string {
  if (node.kind !== Kind.STRING) throw new GraphQLError('Expected a string.', { nodes: node });
  return node.value;
}

function instant(value: unknown): Date {
  const parsed = typeof value === 'string' ? DateTime.fromISO(value, { setZone: true }) : null;
  if (!parsed?.isValid || typeof value !== 'string' || !/(Z|[+-]\d\d:?\d\d)$/.test(value))
    throw new GraphQLError(`Not an instant: expected ISO 8601 with an offset, such as 2026-11-22T09:30:00Z.`);
  const { year } = parsed.toUTC();
  if (year < 1 || year > 9_999)
    throw new GraphQLError('Not an instant we can keep: its year lies outside 0001 to 9999.');
  return parsed.toJSDate();
}

/** A point in time: ISO 8601 with an offset in, UTC out. In TypeScript a `Date`. */
export const InstantScalar = new GraphQLScalarType<Date, string>({
  name: 'Instant',
  description: 'A point in time, ISO 8601 with an offset: `2026-11-22T09:30:00Z`.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: instant,
  parseLiteral: (node) => instant(text(node)),
});

function duration(value: unknown): string {
  if (typeof value !== 'string' || !Duration.fromISO(value).isValid)
    throw new GraphQLError('Not a duration: expected ISO 8601, such as P14D or PT30M.');
  return value;
}

/** A length of time, ISO 8601. In TypeScript the string itself. */
export const DurationScalar = new GraphQLScalarType<string, string>({
  name: 'Duration',
  description: 'A length of time, ISO 8601: `P14D` is fourteen days, `PT30M` thirty minutes.',
  serialize: String,
  parseValue: duration,
  parseLiteral: (node) => duration(text(node)),
});

function decimal(value: unknown): string {
  if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,4})?$/.test(value))
    throw new GraphQLError('Not a decimal: expected digits in a string, such as "28995.00".');
  return value;
}

/** A decimal number as a string, so that no cent is lost in floating point. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'A decimal number in a string, so that no cent is lost: `"28995.00"`.',
  serialize: String,
  parseValue: decimal,
  parseLiteral: (node) => decimal(text(node)),
});
