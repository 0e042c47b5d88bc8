import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { TestDriveReminder, TestDriveReminderConnection, toReminder } from './reminders.graphql.js';
import { TestDriveReminders } from './reminders.service.js';

@Resolver()
export class TestDriveRemindersResolver {
  constructor(private readonly reminders: TestDriveReminders) {}

  @Query(() => TestDriveReminderConnection, { description: 'Who is to be reminded of a test drive that is still ahead, the first due first, from two minutes after it is due. Ask every few minutes on from the last cursor you had: none is left out.' }) // prettier-ignore
  @Allow('marketer')
  async testDriveReminders(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
  ): Promise<Connection<TestDriveReminder>> {
    const page = pageOf(args);
    const due = await this.reminders.due(caller, page);
    return toConnection(due.map(toReminder), page, ({ dueAt, id }) => [dueAt.toISOString(), id]);
  }
}
