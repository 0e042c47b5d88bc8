import type { Things } from './tenants-things.js';

/** The calls of the room of campaigns that name another tenant's things, beside those of `everyCase`. */
export function campaignCases(things: Things): Record<string, object[]> {
  return {
    advertisers: [{}],
    campaignSettings: [{}],
    setCampaignSettings: [{ input: { approvalNeeded: true } }],
    submitCampaign: [{ id: things.campaignId }],
    withdrawCampaign: [{ id: things.campaignId }],
    approveCampaign: [{ id: things.campaignId, version: 1 }],
    sendBackCampaign: [{ id: things.campaignId, version: 1, reason: 'Mine' }],
    restoreCampaignVersion: [{ id: things.campaignId, version: 1 }],
    duplicateCampaign: [{ id: things.campaignId, idempotencyKey: 'mine' }],
    resumeCampaign: [{ id: things.campaignId }],
    archiveCampaign: [{ id: things.campaignId }],
    updateCampaigns: [
      { select: { ids: [things.campaignId] }, input: { name: 'Mine' } },
      { select: { filter: { advertiserId: things.advertiserId } }, input: { name: 'Mine' } },
      { select: { ids: [] }, input: { advertiserId: things.advertiserId, includeSegments: [things.segmentId], excludeSegments: [things.segmentId], funding: [{ advertiserId: things.advertiserId, percent: 100 }] } }, // prettier-ignore
    ],
    createAdvertiser: [{ input: { name: 'Mine', kind: 'DEALER', dealerId: things.dealerId } }],
    updateAdvertiser: [{ id: things.advertiserId, input: { name: 'Mine', dealerId: things.dealerId } }],
    updatePlacement: [{ key: 'search-results', input: { name: 'Mine' } }],
  };
}
