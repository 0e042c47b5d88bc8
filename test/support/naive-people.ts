/** Something that happened to people, as the naive replay knows it. Ids are texts such as `anonymousId:a` or `userId:u`. */
export type Step =
  | { readonly kind: 'events'; readonly events: readonly Said[] }
  | { readonly kind: 'merge'; readonly from: string; readonly into: string; readonly isVerified: boolean }
  | { readonly kind: 'unmerge'; readonly which: number };

/** One event: who it names (the surest id first), when it happened, what it tells. */
export interface Said {
  readonly ids: readonly string[];
  readonly at: number;
  readonly plan: string | null;
  /** The car among the ids was handed to the person. */
  readonly isDelivery: boolean;
}

interface Person {
  ids: Set<string>;
  emptiedInto: Person | null;
}

interface Joined {
  readonly step: number;
  readonly from: Person;
  readonly into: Person;
  moved: readonly string[];
  isUndone: boolean;
}

/**
 * Who is who, thought through one event at a time in the plainest way, from the beginning, with nothing kept but what
 * was said. What the real thing ends with must be the same.
 */
export class NaivePeople {
  readonly merges: Joined[] = [];
  private readonly people: Person[] = [];
  private said: Said[] = [];
  /** Since when each car is whose it is. */
  private readonly since = new Map<string, number>();
  private step = -1;

  /** @returns what the request came to, where the step is one */
  replay(step: Step): string {
    this.step++;
    switch (step.kind) {
      case 'events':
        for (const one of step.events) this.hear(one);
        return '';
      case 'merge':
        return this.request(step.from, step.into, step.isVerified);
      case 'unmerge':
        return this.undo(step.which);
    }
  }

  /** Everyone: their ids, how often they were seen, and what they said last. */
  everyone(): { ids: string[]; seen: number; plan: string | null }[] {
    return this.people
      .filter(({ ids }) => ids.size > 0)
      .map(({ ids }) => {
        const theirs = this.said.filter((one) => ids.has(one.ids[0] ?? ''));
        const told = theirs.filter(({ plan }) => plan !== null);
        const [last] = told.toSorted((a, b) => b.at - a.at || (`${b.plan}` > `${a.plan}` ? 1 : -1));
        return {
          ids: [...ids].sort(),
          seen: theirs.filter(({ isDelivery }) => !isDelivery).length,
          plan: last?.plan ?? null,
        };
      });
  }

  private hear(one: Said): void {
    // Each step is a millisecond after the one before.
    const at = one.at + this.step;
    this.said.push({ ...one, at });
    const nobodys = one.ids.filter((id) => isCar(id) && !this.isSomebodys(id));
    for (const car of nobodys) if (!this.owner(car)) this.since.set(car, at);
    const [first = '', ...others] = one.ids;
    const home = others.map((id) => this.owner(id)).find((owner, at) => owner && !isTaken(first, others[at] ?? '', owner)); // prettier-ignore
    if (!this.owner(first)) (home ?? this.newcomer()).ids.add(first);
    for (const other of others) this.meet(first, other);
    for (const car of nobodys) if (this.isSomebodys(car)) this.since.set(car, at);
    const car = one.isDelivery ? one.ids.find(isCar) : undefined;
    if (car !== undefined) this.deliver(first, car, at);
  }

  private deliver(first: string, car: string, at: number): void {
    const [own, theirs] = [this.owner(first), this.owner(car)];
    if (!own || !theirs || at <= (this.since.get(car) ?? 0)) return;
    this.since.set(car, at);
    if (own === theirs) return;
    const former = `${car.replace('owned', 'former')} until ${at}`;
    const renamed = (id: string) => (id === car ? former : id);
    theirs.ids = new Set([...theirs.ids].map(renamed));
    this.said = this.said.map((one) => ({ ...one, ids: one.ids.map(renamed) }));
    for (const merge of this.merges) merge.moved = merge.moved.map(renamed);
    own.ids.add(car);
  }

  private isSomebodys(id: string): boolean {
    const owner = this.owner(id);
    return owner !== undefined && isSomebody(owner);
  }

  private meet(first: string, other: string): void {
    const [own, theirs] = [this.owner(first), this.owner(other)];
    if (!own || own === theirs) return;
    const isOthersDevice = isDevice(first) && isSomebody(own);
    if (!theirs) (isOthersDevice ? this.newcomer() : own).ids.add(other);
    else if (isOthersDevice || this.wereParted(own, theirs)) return;
    else if (isDevice(other) ? isSomebody(theirs) && !isCar(first) : isUser(own) && isUser(theirs)) return;
    else if ((isUser(theirs) && !isUser(own)) || (isSomebody(theirs) && !isSomebody(own)))
      this.join(own, theirs);
    else this.join(theirs, own);
  }

  private request(fromId: string, intoId: string, isVerified: boolean): string {
    const [from, into] = [this.owner(fromId), this.owner(intoId)];
    if (!from || !into) return 'missing';
    if (from === into) return 'same';
    if (isUser(from) && isUser(into) && !isVerified) return 'two-known';
    this.join(from, into);
    return 'merged';
  }

  private undo(which: number): string {
    const merge = this.merges[which];
    if (!merge) return 'missing';
    if (merge.isUndone) return 'already-undone';
    if (merge.into.emptiedInto) return 'later-depends';
    for (const id of merge.moved) {
      merge.into.ids.delete(id);
      merge.from.ids.add(id);
    }
    merge.from.emptiedInto = null;
    merge.isUndone = true;
    return 'undone';
  }

  private join(from: Person, into: Person): void {
    this.merges.push({ step: this.step, from, into, moved: [...from.ids], isUndone: false });
    for (const id of from.ids) into.ids.add(id);
    from.ids = new Set();
    from.emptiedInto = into;
  }

  private wereParted(one: Person, other: Person): boolean {
    return this.merges.some(({ isUndone, from, into }) => {
      const ends = [from, into].map(end);
      return isUndone && ends.includes(one) && ends.includes(other);
    });
  }

  private owner(id: string): Person | undefined {
    return this.people.find(({ ids }) => ids.has(id));
  }

  private newcomer(): Person {
    const person = { ids: new Set<string>(), emptiedInto: null };
    this.people.push(person);
    return person;
  }
}

function end(person: Person): Person {
  return person.emptiedInto ? end(person.emptiedInto) : person;
}

function isTaken(first: string, other: string, owner: Person): boolean {
  return isDevice(other) ? isSomebody(owner) && !isCar(first) : first.startsWith('userId:') && isUser(owner);
}

function isUser({ ids }: Person): boolean {
  return [...ids].some((id) => id.startsWith('userId:'));
}

function isSomebody({ ids }: Person): boolean {
  return [...ids].some((id) => !isDevice(id));
}

function isDevice(id: string): boolean {
  return (
    id.startsWith('anonymousId:') || id.startsWith('deviceId:') || isCar(id) || id.startsWith('formerVin:')
  );
}

function isCar(id: string): boolean {
  return id.startsWith('ownedVin:');
}
