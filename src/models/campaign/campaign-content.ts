import { z } from 'zod';
import { creativeAngles } from '../prediction/scores.js';
import { campaignTermsSchema } from './campaign-terms.js';
import { vehicleScopeSchema } from './vehicle-scope.js';

/** A creative within a campaign's content. */
export const creativeContentSchema = z.object({
  id: z.guid(),
  name: z.string(),
  angle: z.enum(creativeAngles),
  headline: z.string(),
  body: z.string(),
  imageUrl: z.string().nullable(),
  callToAction: z.string(),
  deepLink: z.string(),
  disclosure: z.string().nullable(),
  /** Its share beside the others' weights where the campaign rotates by weight. */
  weight: z.int(),
  status: z.enum(['active', 'archived']),
  createdAt: z.iso.datetime(),
});
export type CreativeContent = z.infer<typeof creativeContentSchema>;

/**
 * All that a marketer says of a campaign, as one value: what versions keep, approval is about, and a copy is made from. Where the campaign
 * stands is no part of it. Lists are in order, so that equal contents are equal as data.
 */
export const campaignContentSchema = z.object({
  name: z.string(),
  advertiserId: z.guid().nullable(),
  startsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  timeZone: z.string(),
  vehicleScope: vehicleScopeSchema,
  placements: z.array(z.string()),
  include: z.array(z.guid()),
  exclude: z.array(z.guid()),
  terms: campaignTermsSchema,
  /** Oldest first, archived ones too. */
  creatives: z.array(creativeContentSchema),
});
export type CampaignContent = z.infer<typeof campaignContentSchema>;
