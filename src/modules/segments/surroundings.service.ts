import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ruleSchema, type Rule } from '../../models/segment/rule.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { StageRulesInForce } from './lifecycle/stage-rules-in-force.js';
import { ListsService, type Whose } from './lists/lists.service.js';
import type { Place, Surroundings } from './meaning/surroundings.js';
import { surroundingsFrom, type SurroundingFacts } from './meaning/surroundings-from.js';
import { neededLists } from './need.js';
import { dealersIn } from './references.js';
import { SegmentsRepository } from './segments.repository.js';

/** Surroundings for one who speaks of them, too. */
export interface NamedSurroundings extends Surroundings {
  /** What each active segment and each list is called. */
  readonly names: ReadonlyMap<string, string>;
}

/** Gathers for each tenant what its rules mean beside the person. Reads no more of it than they ask for. */
@Injectable()
export class SurroundingsService {
  /** Where dealers stand, by tenant and code. A place that is known stays so. */
  private readonly places = new Map<string, ReadonlyMap<string, Place | undefined>>();

  constructor(
    private readonly repository: SegmentsRepository,
    private readonly tenancy: TenancyService,
    private readonly dealers: DealersService,
    private readonly stages: StageRulesInForce,
    private readonly lists: ListsService,
  ) {}

  /**
   * Facts of what is around these rules, which are all that the tenant has in force; see
   * `surroundingsFrom`. @param manager of a transaction that decides by them
   */
  async facts(tenantId: string, rules: readonly Rule[], manager?: EntityManager): Promise<SurroundingFacts> {
    const { timeZone: zone } = await this.tenancy.tenant({ tenantId });
    const stages = await this.stages.of(tenantId, rules, manager);
    return { zone, places: await this.placesFor(tenantId, rules), stages };
  }

  /** What is around these segments' rules, which are all that the tenant has in force. */
  async of(
    tenantId: string,
    segments: readonly { readonly id: string; readonly rule: Rule }[],
    whose: Whose,
  ): Promise<Surroundings> {
    const byId = new Map(segments.map(({ id, rule }) => [id, rule]));
    const rules = [...byId.values()];
    const facts = await this.facts(tenantId, rules, whose.manager);
    return this.withLists(tenantId, facts, (id) => byId.get(id), rules, whose);
  }

  /**
   * What is around a rule that is being looked at, with the segments as they are stored now.
   * @param profileIds whose lists are asked for; null: everybody's
   */
  aroundOne(
    tenantId: string,
    rule: Rule,
    profileIds: readonly string[] | null = null,
  ): Promise<NamedSurroundings> {
    return this.aroundAll(tenantId, [rule], profileIds);
  }

  /** The same for several rules that are looked at together. */
  async aroundAll(
    tenantId: string,
    rules: readonly Rule[],
    profileIds: readonly string[] | null = null,
  ): Promise<NamedSurroundings> {
    const active = await this.repository.active(tenantId);
    const byId = new Map(active.map((segment) => [segment.id, ruleSchema.safeParse(segment.rule).data]));
    const readable = [...byId.values()].filter((known) => known !== undefined);
    const facts = await this.facts(tenantId, [...rules, ...readable]);
    const around = await this.withLists(tenantId, facts, (id) => byId.get(id), rules, { profileIds });
    const lists = await this.lists.names(tenantId);
    return { ...around, names: new Map([...lists, ...active.map(({ id, name }) => [id, name] as const)]) };
  }

  private async withLists(
    tenantId: string,
    facts: SurroundingFacts,
    ruleOf: Surroundings['ruleOf'],
    asking: readonly Rule[],
    whose: Whose,
  ): Promise<Surroundings> {
    const listIds = neededLists(asking, surroundingsFrom(facts, ruleOf));
    return surroundingsFrom(facts, ruleOf, await this.lists.standing(tenantId, listIds, whose));
  }

  private async placesFor(
    tenantId: string,
    rules: readonly Rule[],
  ): Promise<ReadonlyMap<string, Place | undefined>> {
    const codes = rules.flatMap(dealersIn);
    const known = this.places.get(tenantId);
    if (codes.every((code) => known?.get(code))) return known ?? new Map();
    const dealers = await this.dealers.list({ tenantId });
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
