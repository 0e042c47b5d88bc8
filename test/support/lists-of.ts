import type { IdentityKind } from '../../src/models/profile/identity.entity.js';
import { ListEditor } from '../../src/modules/segments/lists/list-editor.service.js';
import type { ListTally } from '../../src/modules/segments/lists/list-writer.js';
import { ListsService } from '../../src/modules/segments/lists/lists.service.js';
import type { NamedPerson } from '../../src/modules/segments/lists/named-by.js';
import {
  PeopleOnLists,
  type ListChange,
  type ListChangeOutcome,
} from '../../src/modules/segments/lists/people-on-lists.service.js';
import type { TestSegments } from './segments-house.js';

/** The uploaded lists of a house, as a marketer handles them. */
export class TestLists {
  constructor(private readonly house: TestSegments) {}

  get editor(): ListEditor {
    return this.house.service(ListEditor);
  }
  get service(): ListsService {
    return this.house.service(ListsService);
  }

  /** Makes a list and returns its id; the name must be free. */
  async make(name: string): Promise<string> {
    const made = await this.editor.create(this.house.caller, name);
    if ('problems' in made) throw new Error(JSON.stringify(made.problems));
    return made.list.id;
  }

  say(id: string, change: ListChange, ...people: NamedPerson[]): Promise<ListChangeOutcome> {
    return this.house.service(PeopleOnLists).change(this.house.caller, id, change, people);
  }

  /** The same of people who can be told. */
  async told(id: string, change: ListChange, ...people: NamedPerson[]): Promise<ListTally> {
    const outcome = await this.say(id, change, ...people);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    return outcome.tally;
  }

  size(id: string): Promise<number> {
    return this.service.size(this.house.caller, id);
  }

  known(id: string): Promise<number> {
    return this.service.countKnown(this.house.caller, id);
  }

  async segmentsOf(name: `${IdentityKind}:${string}`): Promise<readonly string[] | undefined> {
    return (await this.house.viewer(name))?.segmentIds;
  }

  async profileOf(userId: string): Promise<string> {
    return (await this.house.profiles.find(this.house.caller, { userId }))?.id ?? '';
  }
}

/** What makes an event say that an id is known to be the person's. */
export function verified(kind: 'email' | 'phone' | 'loyaltyId', value: string) {
  return { otherIds: [{ kind, value, isVerified: true }] };
}
