import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import { programmeRulesSchema, type ProgrammeRules } from '../../../models/test-drive/programme-rules.js';
import type { TestDriveProgrammeEntity } from '../../../models/test-drive/test-drive-programme.entity.js';
import { Clock } from '../../platform/clock.js';
import { isId } from '../is-id.js';
import { problem, type TestDriveProblem } from '../problem.js';
import { TestDriveSettingsRepository } from '../settings.repository.js';
import { programmeProblems, written, type NewProgramme } from './programme-problems.js';
import { ProgrammesRepository } from './programmes.repository.js';

type Refused = { readonly problems: readonly TestDriveProblem[] };

/** Programmes of test drives, as carmakers run them: what they go by, version by version. */
@Injectable()
export class TestDriveProgrammes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: ProgrammesRepository,
    private readonly settings: TestDriveSettingsRepository,
    private readonly clock: Clock,
  ) {}

  /** The programmes as they are now, by key. */
  async list({ tenantId }: Caller, withArchived: boolean): Promise<TestDriveProgrammeEntity[]> {
    const all = await this.repository.current(this.dataSource.manager, tenantId);
    return all.filter(({ isArchived }) => withArchived || !isArchived);
  }

  /** A programme as it is now, archived or not; null: there is none of that key. */
  find({ tenantId }: Caller, key: string): Promise<TestDriveProgrammeEntity | null> {
    return this.repository.find(this.dataSource.manager, tenantId, key);
  }

  /** Writes a programme whole. The same again is the same version; anything else is the next, and what is booked keeps its own. */
  async set({ tenantId }: Caller, wanted: NewProgramme): Promise<TestDriveProgrammeEntity | Refused> {
    const problems = [...programmeProblems(wanted), ...(await this.centreProblems(tenantId, wanted.rules))];
    if (problems.length > 0) return { problems };
    const { key, name } = wanted;
    const next = { key, name: name.trim(), rules: written(wanted.rules), isArchived: false };
    return this.dataSource.transaction(async (manager) => {
      await this.repository.hold(manager, tenantId, key);
      const before = await this.repository.find(manager, tenantId, key);
      return before && isSame(before, next) ? before : this.insert(manager, tenantId, before, next);
    });
  }

  /** Ends a programme: nothing more is booked under it, and what is booked takes place. `set` brings it back. */
  async archive({ tenantId }: Caller, key: string): Promise<TestDriveProgrammeEntity | Refused> {
    return this.dataSource.transaction(async (manager) => {
      await this.repository.hold(manager, tenantId, key);
      const before = await this.repository.find(manager, tenantId, key);
      if (!before) return { problems: [unknownProgramme('key')] };
      const { name, rules } = before;
      return before.isArchived ? before : this.insert(manager, tenantId, before, { key, name, rules, isArchived: true }); // prettier-ignore
    });
  }

  private async insert(
    manager: EntityManager,
    tenantId: string,
    before: TestDriveProgrammeEntity | null,
    { key, name, rules, isArchived }: Written,
  ): Promise<TestDriveProgrammeEntity> {
    const version = (before?.version ?? 0) + 1;
    const row = { tenantId, id: randomUUID(), key, version, name, rules, isArchived, createdAt: new Date(this.clock.now()) }; // prettier-ignore
    await this.repository.insert(manager, row);
    return row;
  }

  /** A centre without settings has no hours, and nothing to hold while somebody books. */
  private async centreProblems(tenantId: string, { centres }: ProgrammeRules): Promise<TestDriveProblem[]> {
    const found = await Promise.all(
      centres.slice(0, 200).map(async ({ dealerId }) => isId(dealerId) && this.settings.find(tenantId, dealerId)), // prettier-ignore
    );
    return found.every(Boolean) ? [] : [noCentre];
  }
}

type Written = Pick<TestDriveProgrammeEntity, 'key' | 'name' | 'rules' | 'isArchived'>;

/** Rules come out of the table in another order than they went in. */
function isSame(before: Written, next: Written): boolean {
  const rules = (of: Written) => programmeRulesSchema.parse(of.rules);
  return before.name === next.name && !before.isArchived && isDeepStrictEqual(rules(before), rules(next));
}

const noCentre = problem('centres.dealerId', 'There is no such dealer, or it has no test drives.', 'Take ids of `dealers`, and set up their test drives with `setTestDriveSettings`.'); // prettier-ignore

/** A key of no programme. */
export function unknownProgramme(path: string): TestDriveProblem {
  return problem(path, 'There is no such programme.', 'Take a key of `testDriveProgrammes`.');
}
