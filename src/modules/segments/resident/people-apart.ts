import type { ClientBase } from 'pg';
import { BulkHistoriesReader } from '../../events/bulk-histories.service.js';
import { ByteTexts } from '../../platform/byte-texts.js';
import { BulkIdentities } from '../../profiles/bulk-identities.service.js';
import type { Audience } from '../engine/audience.js';
import { TenantCrowd } from './crowd.js';
import type { HistoriesAsked } from './history-source.js';

/** People read at once. */
const batch = 500;

/** Reads people by who they are, in the order in which all was accepted, wherever it came in. */
export class PeopleApart {
  private readonly identities = new BulkIdentities();
  private readonly histories = new BulkHistoriesReader();

  /** Puts what these people of one tenant did in the place of what their histories held. */
  async read(
    client: ClientBase,
    asked: HistoriesAsked,
    profileIds: readonly string[],
    audience: Audience,
  ): Promise<void> {
    const kinds = new TenantCrowd(audience, new ByteTexts());
    for (let from = 0; from < profileIds.length; from += batch) {
      const ids = profileIds.slice(from, from + batch);
      const owners = await this.identities.of(client, asked.tenantId, ids);
      const events = new Map<string, { at: number; kind: number }[]>(ids.map((id) => [id, []]));
      await this.histories.of(client, asked, [...owners.keys()], (row) => {
        const text = this.histories.kindText(row, kinds.texts);
        const known = kinds.kindOf(text);
        const kind = known < 0 ? kinds.learn(text, this.histories.kind(row)) : known;
        events.get(owners.get(row.uuid(0)) ?? '')?.push({ at: this.histories.at(row), kind });
      });
      for (const [profileId, list] of events) audience.replaceBy(profileId, list);
    }
  }
}
