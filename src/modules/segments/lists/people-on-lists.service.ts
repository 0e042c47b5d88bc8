import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { AudienceListEntity } from '../../../models/segment/audience-list.entity.js';
import type { KnownId } from '../../profiles/known-ids.service.js';
import type { RuleProblem } from '../validate.js';
import { ListEditor } from './list-editor.service.js';
import { ListReader } from './list-reader.js';
import { addedUp, idsAtOnce, ListWriter, nothingYet, type ListBeingChanged, type ListTally } from './list-writer.js'; // prettier-ignore
import type { NamedPerson } from './named-by.js';

/** Most people one call names; a longer list goes by the command. */
export const mostPeople = 5_000;

/** What is to become of a list by the people named: they come onto it, go off it, or are all that stand on it. */
export const listChanges = ['ADD', 'REMOVE', 'REPLACE'] as const;
export type ListChange = (typeof listChanges)[number];

/** What came of it, or what is wrong with what was asked; then nothing was changed. */
export type ListChangeOutcome =
  | { readonly list: AudienceListEntity; readonly tally: ListTally }
  | { readonly problems: readonly RuleProblem[] };

/** Puts people on lists and takes them off, as marketers name them. */
@Injectable()
export class PeopleOnLists {
  constructor(
    private readonly editor: ListEditor,
    private readonly reader: ListReader,
    private readonly writer: ListWriter,
  ) {}

  /**
   * Cut short, it may be done in part: said again, it goes on.
   * @throws AppError AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED
   */
  async change(
    caller: Caller,
    id: string,
    change: ListChange,
    people: readonly NamedPerson[],
  ): Promise<ListChangeOutcome> {
    const most = people.slice(0, mostPeople);
    const read = await this.reader.read(caller.tenantId, most);
    const problems = [
      ...read.flatMap(({ ids, faults }, at) => problemsOf(ids, faults, `people[${at}]`)),
      ...(people.length > most.length ? [tooMany(people.length)] : []),
    ];
    if (problems.length > 0) return { problems };
    const list = await this.editor.begin(caller, id);
    const tally = await this.apply(list, change, read.flatMap(({ ids }) => ids)); // prettier-ignore
    return { list, tally: addedUp(tally, await this.finish(list, change)) };
  }

  /** One part of a change that was begun. */
  async apply(list: ListBeingChanged, change: ListChange, ids: readonly KnownId[]): Promise<ListTally> {
    let tally = nothingYet;
    for (let from = 0; from < ids.length; from += idsAtOnce) {
      const some = ids.slice(from, from + idsAtOnce);
      tally = addedUp(tally, await (change === 'REMOVE' ? this.writer.takeOff(list, some) : this.writer.put(list, some))); // prettier-ignore
    }
    return tally;
  }

  /** What is left to do once every part was applied. */
  async finish(list: ListBeingChanged, change: ListChange): Promise<ListTally> {
    return change === 'REPLACE' ? this.writer.takeOffUnsaid(list) : nothingYet;
  }
}

function problemsOf(
  ids: readonly KnownId[],
  faults: readonly { readonly field: string; readonly reason: string; readonly remedy: string }[],
  path: string,
): RuleProblem[] {
  if (ids.length === 0 && faults.length === 0)
    return [{ path, message: 'names nobody', remedy: 'Give one of their ids.' }];
  return faults.map(({ field, reason, remedy }) => ({ path: `${path}.${field}`, message: reason, remedy }));
}

function tooMany(count: number): RuleProblem {
  return {
    path: 'people',
    message: `names ${count} and at most ${mostPeople} are allowed`,
    remedy: 'Send them in parts, or use the command import:list.',
  };
}
