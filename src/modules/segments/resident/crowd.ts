import type { CopiedRow } from '../../platform/copied-rows.js';
import type { Audience, Happening } from '../engine/audience.js';
import { People } from '../engine/people.js';

/** One tenant's people of one shard while they are read. */
export class TenantCrowd {
  /** The number of a kind by that of the text it is written as, plus one: 0 is not known. */
  private kinds = new Uint32Array(256);
  private furthestXid = new Float64Array(1_024);
  private furthestSeq = new Float64Array(1_024);
  /** People whose history has to be read apart, in order: part of it lies elsewhere, or what of one instant came first is not known. */
  readonly apart = new Set<string>();

  constructor(
    readonly tenantId: string,
    readonly audience: Audience,
  ) {}

  /**
   * The number of a kind by that of the text it is written as, so that what a million events say is read once; below 0: it is to be
   * read. The same kind may be written in many ways.
   */
  kindOf(text: number): number {
    return (this.kinds[text] ?? 0) - 1;
  }

  /** The same of a kind that was read. @param text below 0: none is known for it, it is read each time */
  learn(text: number, kind: Omit<Happening, 'at'>): number {
    const number = this.audience.kindOf(kind);
    if (text >= this.kinds.length) this.kinds = grown(this.kinds, new Uint32Array((text + 1) * 2));
    if (text >= 0) this.kinds[text] = number + 1;
    return number;
  }

  /** Puts an event into somebody's history; rows come in whatever order. @param xid, with `seq`: where in the log it stands */
  put(person: number, at: number, xid: number, seq: number, kind: number): void {
    if (person >= this.furthestXid.length) this.makeRoom(person + 1);
    const isTied = this.audience.put(person, at, kind);
    const before = this.furthestXid[person] ?? 0;
    if (xid > before || (xid === before && seq > (this.furthestSeq[person] ?? 0))) {
      this.furthestXid[person] = xid;
      this.furthestSeq[person] = seq;
    } else if (isTied) this.apart.add(this.audience.idOf(person));
  }

  private makeRoom(people: number): void {
    const room = Math.max(people, this.furthestXid.length * 2);
    this.furthestXid = grown(this.furthestXid, new Float64Array(room));
    this.furthestSeq = grown(this.furthestSeq, new Float64Array(room));
  }
}

/** Whose each identity is, while shards are read. */
export class Owners {
  private readonly identities = new People();
  private readonly crowds: TenantCrowd[] = [];
  /** By number of the identity: which of the crowds, and who of it. */
  private crowdOf = new Uint16Array(1_024);
  private personOf = new Uint32Array(1_024);
  /** The words of an identity asked for. */
  private readonly asked = new Uint32Array(4);
  /** Whose the identity was that `find` was asked for last: who of the crowd that it returned. */
  person = 0;

  /** @param column where in the row the identity's uuid stands */
  add(row: CopiedRow, column: number, crowd: TenantCrowd, person: number): void {
    const number = this.identities.addWords(row.wordsOf(column, this.asked), 0);
    if (number >= this.personOf.length) {
      this.crowdOf = grown(this.crowdOf, new Uint16Array(number * 2));
      this.personOf = grown(this.personOf, new Uint32Array(number * 2));
    }
    this.crowdOf[number] = this.numberOf(crowd);
    this.personOf[number] = person;
  }

  /** The crowd that whose the identity is belongs to; undefined: nobody's here. Who it is stands in `person` until it is asked again. */
  find(row: CopiedRow, column: number): TenantCrowd | undefined {
    const number = this.identities.findWords(row.wordsOf(column, this.asked), 0);
    if (number < 0) return undefined;
    this.person = this.personOf[number] ?? 0;
    return this.crowds[this.crowdOf[number] ?? 0];
  }

  private numberOf(crowd: TenantCrowd): number {
    const last = this.crowds.length - 1;
    if (this.crowds[last] === crowd) return last;
    const known = this.crowds.indexOf(crowd);
    return known === -1 ? this.crowds.push(crowd) - 1 : known;
  }
}

function grown<T extends Uint16Array | Uint32Array | Float64Array>(before: T, into: T): T {
  into.set(before);
  return into;
}
