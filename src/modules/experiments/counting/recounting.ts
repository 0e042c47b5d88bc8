import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import { measuresOf } from '../../../models/experiment/experiment-plan.js';
import { EventsService } from '../../events/events.service.js';
import { contributionOf, countedProperties } from './contribution.js';
import { addedUp } from './corrections.js';
import { ExposuresRepository } from './exposures.repository.js';
import { ExposedPeople, type Whose } from './people.js';
import { firstOf, recount, type CountedExposure, type Correction } from './recount.js';
import { SumsRepository } from './sums.repository.js';

/** People counted in one transaction. */
const batchPeople = 200;
const dayMs = 86_400_000;

/** All exposures of one person in an experiment. */
interface Person {
  readonly profileId: string | null;
  readonly exposures: readonly CountedExposure[];
}

/** Counts anew whoever waits for it: sums change by what differs from what was counted of each before. */
@Injectable()
export class Recounting {
  constructor(
    private readonly exposures: ExposuresRepository,
    private readonly sums: SumsRepository,
    private readonly people: ExposedPeople,
    private readonly events: EventsService,
  ) {}

  /** Until nobody waits. What a person did, where they stand and what the sums say of them change in one transaction. */
  async recount(experiment: ExperimentEntity): Promise<void> {
    for (;;) {
      const count = await this.exposures.dataSource.transaction((manager) => this.step(manager, experiment));
      if (count < batchPeople) return;
    }
  }

  private async step(manager: EntityManager, experiment: ExperimentEntity): Promise<number> {
    const stale = await this.exposures.stale(manager, experiment, batchPeople);
    if (stale.length === 0) return 0;
    const whose = await this.people.of(manager, experiment.tenantId, stale);
    const gone = stale.filter(({ unit }) => whose.erased.has(unit));
    if (gone.length > 0) await this.exposures.remove(manager, experiment, gone);
    const persons = await this.persons(manager, experiment, stale, whose);
    const counted = await this.counted(manager, experiment, persons);
    await this.exposures.save(manager, experiment, counted.exposures);
    await this.sums.add(manager, experiment, addedUp(counted.corrections, measuresOf(experiment.plan)));
    return stale.length;
  }

  /** Those who wait, each with all of their exposures, under whatever id. */
  private async persons(
    manager: EntityManager,
    experiment: ExperimentEntity,
    stale: readonly CountedExposure[],
    { profiles, ids, erased }: Whose,
  ): Promise<Person[]> {
    const all = [...ids.values()].flat();
    const byAlias = new Map(all.map((id) => [id.alias, id]));
    const byIdentity = new Map(all.map((id) => [id.identityId, id]));
    const exposed = all.length === 0 ? [] : await this.exposures.under(manager, experiment, all);
    const theirs = new Map<string, CountedExposure[]>();
    for (const exposure of exposed) {
      const id = byIdentity.get(exposure.identityId ?? '') ?? byAlias.get(exposure.unit);
      if (!id) continue;
      const known = { ...exposure, identityId: id.identityId };
      theirs.set(id.profileId, [...(theirs.get(id.profileId) ?? []), known]);
    }
    const nobodys = stale.filter(({ unit }) => !profiles.has(unit) && !erased.has(unit));
    return [
      ...[...theirs].map(([profileId, exposures]) => ({ profileId, exposures })),
      ...nobodys.map((exposure) => ({ profileId: null, exposures: [exposure] })),
    ];
  }

  private async counted(
    manager: EntityManager,
    { tenantId, plan }: ExperimentEntity,
    persons: readonly Person[],
  ): Promise<{ exposures: CountedExposure[]; corrections: Correction[] }> {
    const firsts = persons.map(({ exposures }) => firstOf(exposures)?.exposedAt ?? 0);
    const since = Math.min(...firsts) - plan.countedDays * dayMs;
    const profileIds = persons.flatMap(({ profileId }) => profileId ?? []);
    const histories = await this.events.histories(manager, tenantId, profileIds, since, { properties: countedProperties }); // prettier-ignore
    const measures = measuresOf(plan);
    const done = persons.map(({ profileId, exposures }, place) => {
      const events = histories.get(profileId ?? '')?.events ?? [];
      return recount(exposures, contributionOf(events, firsts[place] ?? 0, plan.countedDays, measures));
    });
    return {
      exposures: done.flatMap(({ exposures }) => exposures),
      corrections: done.flatMap(({ corrections }) => corrections),
    };
  }
}
