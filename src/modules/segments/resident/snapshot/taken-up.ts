import type { LogPosition } from '../../../../models/event/log-entry.js';
import type { Audience } from '../../engine/audience.js';
import { readBeginning, readChunk, type Chunk } from './chunk.js';
import { UnusableSnapshot } from './sealed-file.js';

/** A tenant's people as they were in the file. */
interface TakenTenant {
  readonly audience: Audience;
  properties: readonly string[];
  /** Numbers of the file's kinds in the audience. */
  readonly numbers: number[];
  /** Everybody below a number, and not below the one before, is as of a place. */
  readonly places: { readonly below: number; readonly place: LogPosition }[];
}

/** What was taken up of a snapshot: who is as of which place in the log. */
export class TakenUp {
  private readonly tenants = new Map<string, TakenTenant>();

  private constructor(
    /** Nobody is as of an earlier place. */
    readonly from: LogPosition,
    private readonly audienceOf: (tenantId: string) => Audience,
  ) {}

  /** Takes everybody into the audiences. @throws when it is not whole */
  static async read(
    parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
    audienceOf: (tenantId: string) => Audience,
  ): Promise<TakenUp> {
    let taken: TakenUp | undefined;
    for await (const part of parts)
      if (taken) taken.take(readChunk(part));
      else taken = new TakenUp(readBeginning(part), audienceOf);
    if (!taken) throw new UnusableSnapshot('the file is empty');
    return taken;
  }

  /** The place in the log as of which somebody is: what came later is not in their history. */
  placeOf(tenantId: string, person: number): LogPosition {
    const places = this.tenants.get(tenantId)?.places ?? [];
    return places.find(({ below }) => person < below)?.place ?? this.from;
  }

  /** Names of properties that are held, by tenant. */
  get properties(): Map<string, readonly string[]> {
    return new Map([...this.tenants].map(([tenantId, { properties }]) => [tenantId, properties]));
  }

  private take({ tenantId, place, properties, kinds, columns }: Chunk): void {
    const tenant = this.tenants.get(tenantId) ?? { audience: this.audienceOf(tenantId), properties, numbers: [], places: [] }; // prettier-ignore
    this.tenants.set(tenantId, tenant);
    for (const kind of kinds) tenant.numbers.push(tenant.audience.kindOf(kind));
    tenant.audience.take(columns, tenant.numbers);
    tenant.places.push({ below: tenant.audience.numbers, place });
  }
}
