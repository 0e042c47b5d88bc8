import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { AddDemonstratorInput, DemonstratorOutcome, InvalidTestDriveSettings, SetTestDriveSettingsOutcome, TestDriveDemonstrator, TestDriveSettingsInput, TestDriveSettingsType, toDemonstrator, toNewSettings, toSettings } from './test-drive-settings.graphql.js'; // prettier-ignore
import { TestDriveSettings } from './test-drive-settings.service.js';
import { text } from './test-drives.inputs.graphql.js';

@Resolver()
export class TestDriveSettingsResolver {
  constructor(private readonly settings: TestDriveSettings) {}

  @Query(() => TestDriveSettingsType, { nullable: true, description: 'How a dealer has its cars driven; null when it has none driven.' }) // prettier-ignore
  @Allow('marketer')
  async testDriveSettings(
    @CurrentCaller() caller: Caller,
    @Args('dealerId', { type: () => ID, description: 'The dealer.' }) dealerId: string,
  ): Promise<TestDriveSettingsType | null> {
    const found = await this.settings.find(caller, dealerId);
    return found && toSettings(found);
  }

  @Query(() => [TestDriveDemonstrator], { description: 'The cars of a dealer that can be booked.' })
  @Allow('marketer', 'storefront')
  async testDriveDemonstrators(
    @CurrentCaller() caller: Caller,
    @Args('dealerId', { type: () => ID, description: 'The dealer.' }) dealerId: string,
  ): Promise<TestDriveDemonstrator[]> {
    return (await this.settings.demonstrators(caller, dealerId)).map(toDemonstrator);
  }

  @Mutation(() => SetTestDriveSettingsOutcome, { description: 'Sets how a dealer has its cars driven. What is booked stays booked.' }) // prettier-ignore
  @Allow('marketer')
  async setTestDriveSettings(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => TestDriveSettingsInput, description: 'The settings.' }) input: TestDriveSettingsInput, // prettier-ignore
  ): Promise<TestDriveSettingsType | InvalidTestDriveSettings> {
    const put = await this.settings.put(caller, toNewSettings(input));
    return 'problems' in put ? put : toSettings(put);
  }

  @Mutation(() => DemonstratorOutcome, { description: 'Adds a car that people may drive.' })
  @Allow('marketer')
  async addTestDriveDemonstrator(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => AddDemonstratorInput, description: 'The car.' }) { dealerId, vehicleId, make, model }: AddDemonstratorInput, // prettier-ignore
  ): Promise<TestDriveDemonstrator | InvalidTestDriveSettings> {
    const car = { dealerId, vehicleId: text(vehicleId), make: text(make), model: text(model) };
    const added = await this.settings.add(caller, car);
    return 'problems' in added ? added : toDemonstrator(added);
  }

  @Mutation(() => DemonstratorOutcome, { description: 'Takes a car out of those that can be booked; who has booked it drives it.' }) // prettier-ignore
  @Allow('marketer')
  async retireTestDriveDemonstrator(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the demonstrator.' }) id: string,
  ): Promise<TestDriveDemonstrator | InvalidTestDriveSettings> {
    const retired = await this.settings.retire(caller, id);
    return 'problems' in retired ? retired : toDemonstrator(retired);
  }
}
