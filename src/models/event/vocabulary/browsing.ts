import { z } from 'zod';
import { eventSchema } from './event-schema.js';
import { amount, count, text, words } from './values.js';

const price = ['item_price'];

/** Opened a page. */
export const pageViewed = eventSchema({ version: 1, fields: z.object({}) });

/** Saw a list of vehicles, or searched. */
export const vehicleListed = eventSchema({
  version: 1,
  fields: z.object({ query: text.maybe, listId: text.maybe, resultCount: count.maybe }),
  alsoCalled: {
    query: ['search_term', 'search_string'],
    listId: ['item_list_id'],
    resultCount: ['item_results', 'results'],
  },
});

/** Opened one vehicle's page. What car it is stands beside the event, as its vehicle. */
export const vehicleViewed = eventSchema({
  version: 1,
  fields: z.object({ price: amount.maybe }),
  alsoCalled: { price },
});

/** Put a vehicle together, or changed it. */
export const vehicleConfigured = eventSchema({
  version: 1,
  fields: z.object({ price: amount.maybe, configurationId: text.maybe, options: words.maybe }),
  alsoCalled: { price, configurationId: ['configuration', 'build_id'], options: ['packages'] },
});

/** Kept a vehicle for later. */
export const vehicleSaved = eventSchema({
  version: 1,
  fields: z.object({ price: amount.maybe, listName: text.maybe }),
  alsoCalled: { price, listName: ['wishlist_name'] },
});

/** Held vehicles against each other. */
export const vehicleCompared = eventSchema({
  version: 1,
  fields: z.object({ vehicleIds: words.maybe }),
  alsoCalled: { vehicleIds: ['product_ids', 'item_ids', 'content_ids', 'vins'] },
});

/** Saw or clicked an offer: one of ours by its token, or anybody's by its name. */
export const offerTouched = eventSchema({
  version: 1,
  fields: z.object({ promotionId: text.maybe, promotionName: text.maybe }),
  alsoCalled: { promotionId: ['coupon'] },
});
