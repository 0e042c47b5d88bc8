import type { ByteTexts } from '../../platform/byte-texts.js';
import type { CopiedRow } from '../../platform/copied-rows.js';
import type { Audience, Happening } from '../engine/audience.js';
import { People } from '../engine/people.js';

/** Room of a crowd that begins: many have one person. */
const firstRoom = 16;

/** One tenant's people of one shard while they are read. */
export class TenantCrowd {
  /** The number of a kind by that of the text it is written as, plus one: 0 is not known. */
  private kinds = new Uint32Array(firstRoom);
  private furthestXid = new Float64Array(firstRoom);
  private furthestSeq = new Float64Array(firstRoom);
  /** People whose history has to be read apart, in order: part of it lies elsewhere, or what of one instant came first is not known. */
  readonly apart = new Set<string>();

  /** @param texts what the tenant's events are written as: one for all its crowds of a reading */
  constructor(
    readonly audience: Audience,
    readonly texts: ByteTexts,
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
  /** By number of the identity. */
  private crowds = new Uint32Array(1_024);
  private people = new Uint32Array(1_024);
  /** The words of an identity asked for. */
  private readonly asked = new Uint32Array(4);

  /** @param column where in the row the identity's uuid stands @param crowd the number of whose crowd it is, and who of it */
  add(row: CopiedRow, column: number, crowd: number, person: number): void {
    const number = this.identities.addWords(row.wordsOf(column, this.asked), 0);
    if (number >= this.people.length) {
      this.crowds = grown(this.crowds, new Uint32Array(number * 2));
      this.people = grown(this.people, new Uint32Array(number * 2));
    }
    this.crowds[number] = crowd;
    this.people[number] = person;
  }

  /** The number of an identity; below 0: it is nobody's here. */
  find(row: CopiedRow, column: number): number {
    return this.identities.findWords(row.wordsOf(column, this.asked), 0);
  }

  /** The number of the crowd that whoever an identity leads to belongs to … */
  crowdOf(identity: number): number {
    return this.crowds[identity] ?? 0;
  }

  /** … and who of it that is. */
  personOf(identity: number): number {
    return this.people[identity] ?? 0;
  }
}

function grown<T extends Uint32Array | Float64Array>(before: T, into: T): T {
  into.set(before);
  return into;
}
