import { firstLane, laneBit, rowOf, rowSize } from './row.js';

/** Somebody who came into a segment or left it. */
export interface Change {
  readonly profileId: string;
  readonly segmentId: string;
  readonly isIn: boolean;
}

/** The same by a person's number. */
export interface Move {
  readonly person: number;
  readonly segmentId: string;
  readonly isIn: boolean;
}

const none: readonly Move[] = [];
/** So many times the segments there are get room, as more are made one by one. */
const spare = 1.25;

/**
 * Where everybody was when last looked at: a square of bits for each row of people, one word a segment, one lane a person. First
 * come the segments that people are looked at for, then others that somebody is still in.
 */
export class Memberships {
  private segmentIds: readonly string[] = [];
  private places: ReadonlyMap<string, number> = new Map();
  /** How many of them people are looked at for. */
  private current = 0;
  /** By row, then by segment; a row has room for so many. */
  private lanes = new Int32Array(0);
  private room = 0;

  /** Other segments from now on. Whoever is in others stays there until looked at again. */
  follow(ids: readonly string[]): void {
    const kept = new Set(ids);
    const former = this.segmentIds.filter((id, place) => !kept.has(id) && this.isAnybodyIn(place));
    this.arrange([...ids, ...former]);
    this.current = ids.length;
  }

  /** Where somebody is said to be, whom nobody looked at yet. */
  tell(person: number, segmentIds: readonly string[]): void {
    const unknown = segmentIds.filter((id) => !this.places.has(id));
    if (unknown.length > 0) this.arrange([...this.segmentIds, ...unknown]);
    const from = this.rowAt(rowOf(person));
    const bit = laneBit(person);
    for (let at = from; at < from + this.room; at++) this.lanes[at] = (this.lanes[at] ?? 0) & ~bit;
    for (const id of segmentIds) {
      const at = from + (this.places.get(id) ?? 0);
      this.lanes[at] = (this.lanes[at] ?? 0) | bit;
    }
  }

  /**
   * Where these people of a row are now. Returns what is different.
   * @param members by segment that is followed: those of them who are in it
   */
  set(row: number, lanes: number, members: Int32Array): readonly Move[] {
    const from = this.rowAt(row);
    let moves: Move[] | null = null;
    for (let place = 0; place < this.segmentIds.length; place++) {
      const before = this.lanes[from + place] ?? 0;
      const different = (before ^ (place < this.current ? (members[place] ?? 0) : 0)) & lanes;
      if (different === 0) continue;
      this.lanes[from + place] = before ^ different;
      this.note((moves ??= []), row, place, before, different);
    }
    return moves ?? none;
  }

  /** Somebody is gone. Returns what they left. */
  leave(person: number): string[] {
    const left = this.of(person);
    this.tell(person, []);
    return left;
  }

  of(person: number): string[] {
    const from = rowOf(person) * this.room;
    const bit = laneBit(person);
    return this.segmentIds.filter((_, place) => ((this.lanes[from + place] ?? 0) & bit) !== 0);
  }

  private note(moves: Move[], row: number, place: number, before: number, different: number): void {
    const segmentId = this.segmentIds[place] ?? '';
    for (let rest = different; rest !== 0; rest &= rest - 1) {
      const isIn = (before & rest & -rest) === 0;
      moves.push({ person: row * rowSize + firstLane(rest), segmentId, isIn });
    }
  }

  private isAnybodyIn(place: number): boolean {
    for (let at = place; at < this.lanes.length; at += this.room) if (this.lanes[at] !== 0) return true;
    return false;
  }

  /** Where a row begins, for which there is room from now on. */
  private rowAt(row: number): number {
    const end = (row + 1) * this.room;
    if (end > this.lanes.length) {
      const more = new Int32Array(2 * end);
      more.set(this.lanes);
      this.lanes = more;
    }
    return row * this.room;
  }

  /** Puts segments into this order; those that are not among them are empty. */
  private arrange(ids: readonly string[]): void {
    const before = this.segmentIds;
    const were = ids.map((id) => this.places.get(id) ?? -1);
    this.segmentIds = ids;
    this.places = new Map(ids.map((id, place) => [id, place]));
    if (ids.length <= this.room && before.every((id, place) => ids[place] === id)) return;
    const room = ids.length <= this.room ? this.room : Math.ceil(ids.length * spare);
    const rows = this.room === 0 ? 0 : this.lanes.length / this.room;
    const lanes = new Int32Array(rows * room);
    for (let row = 0; row < rows; row++)
      for (let place = 0; place < were.length; place++) {
        const was = were[place] ?? -1;
        if (was !== -1) lanes[row * room + place] = this.lanes[row * this.room + was] ?? 0;
      }
    this.lanes = lanes;
    this.room = room;
  }
}
