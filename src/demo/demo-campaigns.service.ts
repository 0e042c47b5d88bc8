import { Injectable } from '@nestjs/common';
import type { Caller } from '../models/caller.js';
import { AdvertisersService } from '../modules/campaigns/advertisers/advertisers.service.js';
import { CampaignsService } from '../modules/campaigns/campaigns.service.js';
import { PlacementsService } from '../modules/campaigns/placements/placements.service.js';
import {
  demoAdvertiser,
  demoCampaigns,
  demoPlacements,
  demoPlan,
  type DemoCreative,
} from './demo-campaigns.js';

/** The placements and campaigns of the demo. */
@Injectable()
export class DemoCampaignsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly placements: PlacementsService,
    private readonly advertisers: AdvertisersService,
  ) {}

  /**
   * Makes and launches what is missing; says how many there are. A draft left by a load cut short is told by its name and launched
   * now.
   */
  async load(caller: Caller): Promise<number> {
    await this.loadPlacements(caller);
    const there = await this.campaigns.list(caller, {}, { limit: 200, afterKey: null });
    for (const { campaign, creatives } of demoCampaigns) {
      const earlier = there.find(({ campaign: { name } }) => name === campaign.name);
      const made = earlier ?? (await this.campaigns.create(caller, campaign, creatives.map(withPicture)));
      if ('problems' in made) throw new Error(`the demo campaign ${campaign.name} is not valid`);
      if (made.campaign.status === 'draft') await this.campaigns.launch(caller, made.campaign.id);
    }
    if (!there.some(({ campaign: { name } }) => name === demoPlan.campaign.name)) await this.plan(caller);
    return demoCampaigns.length;
  }

  /** The plan, of an advertiser that is made where it is missing. */
  private async plan(caller: Caller): Promise<void> {
    const { name } = demoAdvertiser;
    const known = (await this.advertisers.list(caller)).find((each) => each.name === name);
    const advertiser = known ?? (await this.advertisers.create(caller, demoAdvertiser));
    if ('problems' in advertiser) throw new Error(`the demo advertiser ${name} is not valid`);
    const wish = { ...demoPlan.campaign, advertiserId: advertiser.id };
    const made = await this.campaigns.create(caller, wish, demoPlan.creatives.map(withPicture));
    if ('problems' in made) throw new Error(`the demo campaign ${wish.name} is not valid`);
  }

  private async loadPlacements(caller: Caller): Promise<void> {
    const there = new Set((await this.placements.list(caller)).map(({ key }) => key));
    for (const { key, ...placement } of demoPlacements)
      if (!there.has(key)) await this.placements.create(caller, key, placement);
  }
}

/** The demo's creatives show the vehicle's own picture. */
const withPicture = (creative: DemoCreative) => ({
  ...creative,
  imageUrl: null,
  disclosure: null,
  weight: 1,
});
