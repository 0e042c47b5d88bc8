import type { ClientBase } from 'pg';
import type { LogPosition } from '../../../../models/event/log-entry.js';
import { BulkHistoriesReader, type BulkHistoriesAfter, type EventKind } from '../../../events/bulk-histories.service.js'; // prettier-ignore
import { ByteTexts } from '../../../platform/byte-texts.js';
import { BulkIdentities } from '../../../profiles/bulk-identities.service.js';
import type { Audience } from '../../engine/audience.js';
import { isAfter } from '../is-after.js';
import { UnusableSnapshot } from './sealed-file.js';
import type { TakenUp } from './taken-up.js';

/** Events that a shard may be behind, and identities asked about at once. */
const most = { events: 1_000_000, identities: 10_000 };

interface TailEvent extends LogPosition {
  readonly tenantId: string;
  readonly identityId: string;
  readonly at: number;
  readonly kind: EventKind;
}

/** What came in through a shard since its snapshot was made. */
export class LogTail {
  private readonly identities = new BulkIdentities();
  private readonly histories = new BulkHistoriesReader();

  /**
   * Puts it into the histories of those whose it is now, as steps would have. Who it was of then is noted where it is
   * somebody else.
   * @throws UnusableSnapshot when it is so much that all may as well be read
   */
  async append(
    client: ClientBase,
    asked: BulkHistoriesAfter,
    taken: TakenUp,
    audienceOf: (tenantId: string) => Audience,
  ): Promise<void> {
    const events = await this.read(client, asked);
    const owners = await this.ownersOf(client, asked.shard, events);
    for (const { tenantId, identityId, at, xid, seq, kind } of events) {
      const profileId = owners.get(identityId);
      if (profileId === undefined) continue;
      const audience = audienceOf(tenantId);
      const person = audience.enrol(profileId);
      if (isAfter({ xid, seq }, taken.placeOf(tenantId, person)))
        audience.put(person, at, audience.kindOf(kind));
    }
  }

  private async read(client: ClientBase, asked: BulkHistoriesAfter): Promise<TailEvent[]> {
    const texts = new ByteTexts();
    const kinds = new Map<number, EventKind>();
    const events: TailEvent[] = [];
    await this.histories.after(client, asked, (row) => {
      if (events.length >= most.events) throw new UnusableSnapshot('too much happened since it was made');
      const text = this.histories.kindText(row, texts);
      const kind = kinds.get(text) ?? this.histories.kind(row);
      if (text >= 0) kinds.set(text, kind);
      events.push({ ...this.histories.identity(row), xid: this.histories.xid(row), seq: this.histories.seq(row), at: this.histories.at(row), kind }); // prettier-ignore
    });
    return events;
  }

  private async ownersOf(
    client: ClientBase,
    shard: number,
    events: readonly TailEvent[],
  ): Promise<Map<string, string>> {
    const byTenant = new Map<string, Set<string>>();
    for (const { tenantId, identityId } of events) {
      const known = byTenant.get(tenantId) ?? new Set<string>();
      byTenant.set(tenantId, known.add(identityId));
    }
    const owners = new Map<string, string>();
    for (const [tenantId, ids] of byTenant) {
      const all = [...ids];
      for (let from = 0; from < all.length; from += most.identities) {
        const some = all.slice(from, from + most.identities);
        for (const [id, profileId] of await this.identities.leading(client, { shard, tenantId }, some))
          owners.set(id, profileId);
      }
    }
    return owners;
  }
}
