import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { InvalidTestDriveSettings } from '../test-drive-settings.graphql.js';
import { text } from '../test-drives.inputs.graphql.js';
import { TestDriveProgramme, TestDriveProgrammeOutcome, toProgramme } from './programmes.graphql.js';
import { TestDriveProgrammeInput, toNewProgramme } from './programmes.inputs.graphql.js';
import { TestDriveProgrammes } from './programmes.service.js';

@Resolver()
export class TestDriveProgrammesResolver {
  constructor(private readonly programmes: TestDriveProgrammes) {}

  @Query(() => [TestDriveProgramme], { description: 'Your programmes of test drives, by key.' })
  @Allow('marketer')
  async testDriveProgrammes(
    @CurrentCaller() caller: Caller,
    @Args('includeArchived', { type: () => Boolean, defaultValue: false, description: 'Those that have ended, too.' }) includeArchived: boolean, // prettier-ignore
  ): Promise<TestDriveProgramme[]> {
    return (await this.programmes.list(caller, includeArchived)).map(toProgramme);
  }

  @Mutation(() => TestDriveProgrammeOutcome, { description: 'Writes a programme of test drives, whole. What is booked keeps the rules it was booked under.' }) // prettier-ignore
  @Allow('marketer')
  async setTestDriveProgramme(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => TestDriveProgrammeInput, description: 'The programme.' }) input: TestDriveProgrammeInput, // prettier-ignore
  ): Promise<TestDriveProgramme | InvalidTestDriveSettings> {
    const set = await this.programmes.set(caller, toNewProgramme(input));
    return 'problems' in set ? set : toProgramme(set);
  }

  @Mutation(() => TestDriveProgrammeOutcome, { description: 'Ends a programme: nothing more is booked under it. Written again, it goes on.' }) // prettier-ignore
  @Allow('marketer')
  async archiveTestDriveProgramme(
    @CurrentCaller() caller: Caller,
    @Args('key', { type: () => String, description: 'Its key.' }) key: string,
  ): Promise<TestDriveProgramme | InvalidTestDriveSettings> {
    const archived = await this.programmes.archive(caller, text(key) ?? '');
    return 'problems' in archived ? archived : toProgramme(archived);
  }
}
