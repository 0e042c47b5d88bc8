import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { TestDriveCalendars } from './calendar.service.js';

@Resolver()
export class CalendarResolver {
  constructor(private readonly calendars: TestDriveCalendars) {}

  @Query(() => String, { nullable: true, description: 'A booked test drive as an iCalendar file (RFC 5545): a calendar that knows it already moves it, or takes it out. Null when there is none.' }) // prettier-ignore
  @Allow('marketer', 'storefront')
  testDriveCalendar(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the booking.' }) id: string,
  ): Promise<string | null> {
    return this.calendars.of(caller, id);
  }
}
