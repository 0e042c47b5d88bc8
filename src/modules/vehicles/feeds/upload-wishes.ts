import { z } from 'zod';
import { feedModes } from '../../../models/vehicle/stock-feed.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import type { UploadOrder } from './stock-uploads.js';

const querySchema = z.strictObject({
  feed: z.string().optional(),
  mode: z.enum(feedModes).optional(),
  mostLeavingPercent: z.coerce.number().optional(),
  dealer: z.string().optional(),
  map: z.union([z.string(), z.array(z.string())]).optional(),
  default: z.union([z.string(), z.array(z.string())]).optional(),
});

/**
 * How an upload is to be read, out of its query: `?mode=FULL&map=mileageMiles=mileage&default=condition=USED`.
 * @throws AppError IMPORT_IMPOSSIBLE for what is not known
 */
export function uploadWishes(query: unknown): UploadOrder {
  const parsed = querySchema.safeParse(query);
  if (!parsed.success)
    throw importImpossible(
      `The address says something else than feed, mode (FULL or DELTA), mostLeavingPercent, dealer, map=FIELD=COLUMN and default=FIELD=VALUE.`,
    );
  const { map, default: defaults, ...order } = parsed.data;
  return { ...order, map: pairs(map), defaults: pairs(defaults) };
}

function pairs(given: string | readonly string[] = []): Record<string, string> {
  const each = typeof given === 'string' ? [given] : given;
  return Object.fromEntries(
    each.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw importImpossible('map and default are written FIELD=VALUE, such as map=make=brand.');
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}
