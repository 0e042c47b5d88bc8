import type { LogPosition } from '../../../models/event/log-entry.js';
import type { CopiedRow } from '../../platform/copied-rows.js';
import type { Audience, Happening } from '../engine/audience.js';
import { People } from '../engine/people.js';

/** Texts of kinds that are remembered: the same kind may be written in many ways. What is beyond is parsed each time. */
const mostRemembered = 2 ** 23;

/** One tenant's people while a shard is read. */
export class TenantCrowd {
  private readonly kinds = new Map<string, number>();
  private furthestXid = new Float64Array(1_024);
  private furthestSeq = new Float64Array(1_024);
  /** People whose history has to be read apart, in order: part of it lies elsewhere, or what of one instant came first is not known. */
  readonly apart = new Set<string>();

  constructor(
    readonly tenantId: string,
    readonly audience: Audience,
  ) {}

  /** The number of a kind, by the text it lies in the log as: what a million events say is read once. */
  kindOf(key: string, read: () => Omit<Happening, 'at'>): number {
    const known = this.kinds.get(key);
    if (known !== undefined) return known;
    const number = this.audience.kindOf(read());
    if (this.kinds.size < mostRemembered) this.kinds.set(key, number);
    return number;
  }

  /** Puts an event into somebody's history; rows come in whatever order. */
  put(person: number, at: number, { xid, seq }: LogPosition, kind: number): void {
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
    const xid = new Float64Array(room);
    const seq = new Float64Array(room);
    xid.set(this.furthestXid);
    seq.set(this.furthestSeq);
    this.furthestXid = xid;
    this.furthestSeq = seq;
  }
}

/** Whose one identity is. */
export interface Owner {
  readonly crowd: TenantCrowd;
  readonly person: number;
}

/** Whose each identity is, while a shard is read. */
export class Owners {
  private readonly identities = new People();
  private readonly owners: Owner[] = [];

  /** @param column where in the row the identity's uuid stands */
  add(row: CopiedRow, column: number, owner: Owner): void {
    this.owners[this.identities.addWords(wordsAt(row, column))] = owner;
  }

  /** Undefined: nobody's here. */
  of(row: CopiedRow, column: number): Owner | undefined {
    return this.owners[this.identities.findWords(wordsAt(row, column))];
  }
}

function wordsAt(row: CopiedRow, column: number): number[] {
  const at = row.startOf(column);
  return [0, 4, 8, 12].map((from) => row.bytes.readUInt32BE(at + from));
}
