import { Injectable } from '@nestjs/common';
import { ruleSchema, type Rule } from '../../models/segment/rule.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { ListsService, type Whose } from './lists/lists.service.js';
import type { Place, Surroundings } from './meaning/surroundings.js';
import { neededLists } from './need.js';
import { dealersIn } from './references.js';
import { SegmentsRepository } from './segments.repository.js';
import { stageRule } from './stage-rules.js';

/** A segment's rule, that others may refer to. */
export interface NamedRule {
  readonly id: string;
  readonly rule: Rule;
}

/** Surroundings for one who speaks of them, too. */
export interface NamedSurroundings extends Surroundings {
  /** What each active segment and each list is called. */
  readonly names: ReadonlyMap<string, string>;
}

/** Gathers for each tenant what its rules mean beside the person. Reads no more of it than they ask for. */
@Injectable()
export class SurroundingsService {
  /** Where dealers stand, by tenant and code. Dealers are only ever added: what is known stays so. */
  private readonly places = new Map<string, ReadonlyMap<string, Place | undefined>>();

  constructor(
    private readonly repository: SegmentsRepository,
    private readonly tenancy: TenancyService,
    private readonly vehicles: VehiclesService,
    private readonly lists: ListsService,
  ) {}

  /** What is around these rules, which are all that the tenant has in force. */
  async of(tenantId: string, segments: readonly NamedRule[], whose: Whose): Promise<Surroundings> {
    const byId = new Map(segments.map(({ id, rule }) => [id, rule]));
    const rules = [...byId.values()];
    return this.around(tenantId, rules, { rules, whose }, (id) => byId.get(id));
  }

  /**
   * What is around a rule that is being looked at, with the segments as they are stored now.
   * @param profileIds whose lists are asked for; null: everybody's
   */
  async aroundOne(
    tenantId: string,
    rule: Rule,
    profileIds: readonly string[] | null = null,
  ): Promise<NamedSurroundings> {
    const active = await this.repository.active(tenantId);
    const byId = new Map(active.map((segment) => [segment.id, ruleSchema.safeParse(segment.rule).data]));
    const readable = [...byId.values()].filter((known) => known !== undefined);
    const asked = { rules: [rule], whose: { profileIds } };
    const around = await this.around(tenantId, [rule, ...readable], asked, (id) => byId.get(id));
    const lists = await this.lists.names(tenantId);
    return { ...around, names: new Map([...lists, ...active.map(({ id, name }) => [id, name] as const)]) };
  }

  private async around(
    tenantId: string,
    rules: readonly Rule[],
    asked: { readonly rules: readonly Rule[]; readonly whose: Whose },
    ruleOf: (id: string) => Rule | undefined,
  ): Promise<Surroundings> {
    const { timeZone: zone } = await this.tenancy.tenant({ tenantId });
    const places = await this.placesFor(tenantId, rules);
    const around = { zone, placeOf: (dealer: string) => places.get(dealer), ruleOf, stageRule };
    const isListed = await this.lists.standing(tenantId, neededLists(asked.rules, around), asked.whose);
    return { ...around, isListed };
  }

  private async placesFor(
    tenantId: string,
    rules: readonly Rule[],
  ): Promise<ReadonlyMap<string, Place | undefined>> {
    const codes = rules.flatMap(dealersIn);
    const known = this.places.get(tenantId);
    if (codes.every((code) => known?.has(code))) return known ?? new Map();
    const dealers = await this.vehicles.dealers({ tenantId });
    const places = new Map(
      dealers.map(({ code, latitude, longitude }) => [
        code,
        latitude === null || longitude === null ? undefined : { latitude, longitude },
      ]),
    );
    this.places.set(tenantId, places);
    return places;
  }
}
