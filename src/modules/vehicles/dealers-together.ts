import type { DealerRecord } from '../../models/vehicle/dealer.entity.js';
import type { DealersRepository } from './dealers.repository.js';

/** Dealers of one tenant that are asked for, until they are read. */
interface Asked {
  readonly ids: Set<string>;
  readonly read: Promise<ReadonlyMap<string, DealerRecord>>;
}

/** Reads the dealers that are asked for in one breath by one statement: a page of cars costs one, whoever has them. */
export class DealersTogether {
  private readonly asked = new Map<string, Asked>();

  constructor(private readonly repository: DealersRepository) {}

  /** One dealer; null when it is not there. */
  async find(tenantId: string, id: string): Promise<DealerRecord | null> {
    const asked = this.asked.get(tenantId) ?? this.begin(tenantId);
    asked.ids.add(id);
    return (await asked.read).get(id) ?? null;
  }

  private begin(tenantId: string): Asked {
    const ids = new Set<string>();
    const read = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      // Who asks from now on is of the next.
      this.asked.delete(tenantId);
      const found = await this.repository.listOf(tenantId, [...ids]);
      return new Map(found.map((dealer) => [dealer.id, dealer]));
    });
    const asked = { ids, read };
    this.asked.set(tenantId, asked);
    return asked;
  }
}
