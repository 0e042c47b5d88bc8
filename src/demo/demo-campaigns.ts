import type { CampaignsService } from '../modules/campaigns/campaigns.service.js';
import type { CreativeAngle } from '../models/prediction/scores.js';

type CampaignInput = Parameters<CampaignsService['create']>[1];

/** A creative of the demo, in the few words that differ between them. */
export interface DemoCreative {
  name: string;
  angle: CreativeAngle;
  headline: string;
  body: string;
  callToAction: string;
  deepLink: string;
}

/** The spots of Demo Motors' web site. */
export const demoPlacements = [
  { key: 'home-hero', name: 'Home page, top', description: 'The first thing a visitor sees: large, few.' },
  { key: 'search-results', name: 'Search results', description: 'Between the cars a shopper searched for.' },
  { key: 'vehicle-detail', name: 'Vehicle page', description: 'Beside the car a shopper is looking at.' },
];

const everywhere = demoPlacements.map(({ key }) => key);
const site = 'https://demo.example';

/** A carmaker that advertises with Demo Motors. */
export const demoAdvertiser = { name: 'Toyota Marketing', kind: 'CARMAKER' as const, categories: ['toyota'] };

/**
 * A plan that shows what a campaign can be told, left as a draft: of a carmaker, with a bid, budgets, hours and caps. Try
 * `launchCampaign` on it.
 */
export const demoPlan: { campaign: CampaignInput & { name: string }; creatives: DemoCreative[] } = {
  campaign: {
    name: 'Toyota weekends',
    placements: ['home-hero', 'search-results'],
    vehicles: { make: ['Toyota'] },
    objective: 'TEST_DRIVES',
    bid: { budgetBest: { mostPerLead: '60' } },
    budget: { total: '3000', daily: '150' },
    dayparts: [{ days: ['FRIDAY', 'SATURDAY', 'SUNDAY'], from: '08:00', until: '22:00' }],
    frequencyCaps: [{ scope: 'CAMPAIGN', window: 'DAY', most: 3 }],
    creativeRotation: 'WEIGHTED',
  },
  creatives: [
    { name: 'Drive it', angle: 'TEST_DRIVE', headline: 'This weekend: drive the {model}', body: 'Half an hour, no strings.', callToAction: 'Book a drive', deepLink: `${site}/drives/{vehicleId}` },
  ],
}; // prettier-ignore

/** What Demo Motors always has on: something for every car, and something to say to nearly everyone. */
export const demoCampaigns: readonly { campaign: CampaignInput & { name: string }; creatives: DemoCreative[] }[] = [
  {
    campaign: { name: 'Always on', placements: everywhere },
    creatives: [
      { name: 'Meet it', angle: 'LIFESTYLE', headline: 'Meet the {make} {model}', body: 'Made for the way you live.', callToAction: 'Have a look', deepLink: `${site}/vehicles/{vehicleId}` },
      { name: 'Price', angle: 'PRICE', headline: '{make} {model}: {price}', body: 'One price, no surprises.', callToAction: 'See the price', deepLink: `${site}/vehicles/{vehicleId}` },
    ],
  },
  {
    campaign: { name: 'Electric now', placements: everywhere, vehicles: { fuelType: ['ELECTRIC', 'PLUGIN_HYBRID'] } },
    creatives: [
      { name: 'Range', angle: 'TECHNOLOGY', headline: 'Plug in the {model}', body: 'Quiet, quick and cheap to run.', callToAction: 'See range and charging', deepLink: `${site}/electric/{vehicleId}` },
    ],
  },
  {
    campaign: { name: 'Nearly new', placements: ['home-hero', 'search-results'], vehicles: { condition: ['USED', 'CERTIFIED'], price: { atMost: 25_000 } } },
    creatives: [
      { name: 'Monthly', angle: 'FINANCE', headline: 'A {model} within your month', body: 'Approved used cars with a fair plan.', callToAction: 'Plan my payment', deepLink: `${site}/finance/{vehicleId}` },
    ],
  },
]; // prettier-ignore
