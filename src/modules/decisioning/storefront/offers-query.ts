import { z } from 'zod';
import type { Role } from '../../../models/caller.js';
import { shown } from '../../platform/shown.js';
import { decisioningError } from '../decisioning.errors.js';
import type { OffersRequest } from '../offers-ask.js';

/** Longer than any id or key; an address has to fit into what proxies let through. */
const longest = 256;
/** As many cars as a page shows already. */
const mostExcluded = 100;

const once = (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? 'is missing' : 'is given more than once';
const text = z.string({ error: once }).max(longest, `is longer than ${longest} characters`);
const querySchema = z.strictObject({
  placement: text.min(1, 'is empty; give the key of a placement'),
  anonymousId: text.optional(),
  userId: text.optional(),
  first: z
    .string({ error: once })
    .regex(/^\d{1,3}$/, 'is no whole number')
    .transform(Number)
    .default(10),
  vehicleId: text.optional(),
  excludeVehicleIds: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((each) => each.split(',')))
    .pipe(z.array(text).max(mostExcluded, `names more than ${mostExcluded} cars`))
    .optional(),
  gpc: z.enum(['0', '1'], 'is neither 0 nor 1').optional(),
  /** Where the key stands, and what tags add so that nothing on the way answers for us. */
  writeKey: z.unknown().optional(),
  _: z.unknown().optional(),
});

/**
 * What the parameters of `GET /v1/offers` ask.
 * @param role of the key; one that stands in pages asks for browsers only, as anybody can read it there
 * @throws AppError OFFERS_QUERY with every faulty parameter, USER_ID_OF_PAGE
 */
export function readOffersQuery(query: unknown, role: Role, isPrivate: boolean): OffersRequest {
  const parsed = querySchema.safeParse(query);
  if (!parsed.success) throw notUnderstood(parsed.error);
  const { placement, anonymousId, userId, first, vehicleId, excludeVehicleIds, gpc } = parsed.data;
  if (userId && role === 'collector')
    throw decisioningError(
      'USER_ID_OF_PAGE',
      'A collector key stands in pages, where anybody can read it, so it asks for an anonymousId only; to ask for a userId, ask from your server with a storefront key.',
      { parameters: [{ parameter: 'userId', problem: 'takes a storefront key' }] },
    );
  return {
    ...{ placement, viewer: { anonymousId, userId }, first, vehicleId, excludeVehicleIds },
    isPrivate: isPrivate || gpc === '1',
  };
}

function notUnderstood({ issues }: z.ZodError) {
  const parameters = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          parameter: shown(key),
          problem: 'is not known; see docs/guides/storefront.md',
        }))
      : [{ parameter: issue.path.join('.').replace(/\..*/, ''), problem: issue.message }],
  );
  const words = parameters.map(({ parameter, problem }) => `${parameter} ${problem}`).join('; ');
  return decisioningError('OFFERS_QUERY', `The parameters cannot be understood: ${shown(words, 500)}.`, {
    parameters,
  });
}
