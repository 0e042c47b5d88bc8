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
  /** Null: they left it. */
  readonly household: string | null | undefined;
  /** The car among the ids was handed to the person. */
  readonly isDelivery: boolean;
  /** The car among the ids reports itself. */
  readonly isReport: boolean;
  /** Says who somebody is. */
  readonly isOfPerson: boolean;
}

/** An event, with whose it is and whom it tells of. */
interface Heard extends Omit<Said, 'ids'> {
  lead: string | undefined;
  readonly toldUnder: string | undefined;
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
  private readonly heard: Heard[] = [];
  /** Since when each car is whose it is. */
  private readonly since = new Map<string, number>();
  /** Since when cars that were handed over are whose they are: what happened before is not theirs. */
  private readonly ownedSince = new Map<string, number>();
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
  everyone(): { ids: string[]; seen: number; plan: string | null; household: string | null }[] {
    return this.people
      .filter(({ ids }) => ids.size > 0)
      .map(({ ids }) => {
        const theirs = this.heard.filter(({ lead = '' }) => ids.has(lead));
        const told = this.heard.filter(({ toldUnder = '' }) => ids.has(toldUnder));
        const plans = told.filter(({ plan }) => plan !== null);
        const [last] = plans.toSorted((a, b) => b.at - a.at || (`${b.plan}` > `${a.plan}` ? 1 : -1));
        const homes = told.filter(({ household }) => household !== undefined);
        const [home] = homes.toSorted((a, b) => b.at - a.at || Number(a.household === null) - Number(b.household === null)); // prettier-ignore
        return {
          ids: [...ids].sort(),
          seen: theirs.filter(
            ({ isDelivery, isReport, isOfPerson }) => !isDelivery && !isReport && !isOfPerson,
          ).length,
          plan: last?.plan ?? null,
          household: home?.household ?? null,
        };
      });
  }

  private hear(one: Said): void {
    // Each step is a millisecond after the one before.
    const at = one.at + this.step;
    const named = one.ids.filter((id) => at >= (this.ownedSince.get(id) ?? -Infinity));
    const beside = named.filter((id) => !isCar(id));
    const cars = one.isReport ? [] : named.filter(isCar);
    const nobodys = cars.filter((id) => !this.isSomebodys(id));
    for (const car of nobodys) if (!this.owner(car)) this.since.set(car, at);
    const [first = '', ...others] = [...beside, ...cars];
    const home = others.map((id) => this.owner(id)).find((owner, at) => owner && !isTaken(first, others[at] ?? '', owner)); // prettier-ignore
    if (!this.owner(first)) (home ?? this.newcomer()).ids.add(first);
    for (const other of others) this.meet(first, other);
    for (const car of nobodys) if (this.isSomebodys(car)) this.since.set(car, at);
    const car = one.isDelivery ? cars[0] : undefined;
    if (car !== undefined) this.deliver(first, car, at);
    const { ids: _, ...said } = one;
    const lead = (one.isOfPerson ? beside[0] : undefined) ?? this.lead(named, beside[0]);
    const isTold = this.owner(lead ?? '') === this.owner(beside[0] ?? '');
    this.heard.push({ ...said, at, lead, toldUnder: isTold ? beside[0] : undefined });
  }

  private lead(named: readonly string[], beside: string | undefined): string | undefined {
    const [first] = named.filter((id) => this.owner(id));
    const isNobodysCar = first !== undefined && isCar(first) && !this.isSomebodys(first);
    return isNobodysCar && beside !== undefined && this.isSomebodys(beside) ? beside : first;
  }

  private deliver(first: string, car: string, at: number): void {
    const [own, theirs] = [this.owner(first), this.owner(car)];
    if (!own || !theirs || at <= (this.since.get(car) ?? 0)) return;
    this.since.set(car, at);
    if (own === theirs) return;
    this.ownedSince.set(car, at);
    const former = `${car.replace('owned', 'former')} until ${at}`;
    const renamed = (id: string) => (id === car ? former : id);
    theirs.ids = new Set([...theirs.ids].map(renamed));
    for (const one of this.heard) one.lead = one.lead && renamed(one.lead);
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
    const isOthersThing = isThing(first) && isSomebody(own);
    if (!theirs) (isOthersThing ? this.newcomer() : own).ids.add(other);
    else if (isOthersThing || this.wereParted(own, theirs)) return;
    else if (isThing(other) ? isSomebody(theirs) : isUser(own) && isUser(theirs)) return;
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
  return isThing(other) ? isSomebody(owner) : first.startsWith('userId:') && isUser(owner);
}

function isUser({ ids }: Person): boolean {
  return [...ids].some((id) => id.startsWith('userId:'));
}

function isSomebody({ ids }: Person): boolean {
  return [...ids].some((id) => !isThing(id));
}

function isThing(id: string): boolean {
  return (
    id.startsWith('anonymousId:') || id.startsWith('deviceId:') || isCar(id) || id.startsWith('formerVin:')
  );
}

function isCar(id: string): boolean {
  return id.startsWith('ownedVin:');
}
