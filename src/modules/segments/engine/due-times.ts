import { firstLane, rowSize } from './row.js';

/** People whose earliest instant is kept together: going through the blocks costs next to nothing. */
const block = 1_024;

/** When each person's memberships can next change by time alone. */
export class DueTimes {
  private at = new Float64Array(0);
  /** Of each block, no later than its earliest. */
  private earliest = new Float64Array(0);

  /** @param at milliseconds since the epoch; Infinity for never */
  set(person: number, at: number): void {
    if (person >= this.at.length) this.makeRoom(person + 1);
    this.at[person] = at;
    const place = Math.floor(person / block);
    if (at < (this.earliest[place] ?? Infinity)) this.earliest[place] = at;
  }

  /** The same for people of a row. @param at by lane */
  setRow(row: number, lanes: number, at: Float64Array): void {
    for (let rest = lanes; rest !== 0; rest &= rest - 1) {
      const lane = firstLane(rest);
      this.set(row * rowSize + lane, at[lane] ?? 0);
    }
  }

  /** Everybody's time has come by then. */
  allBy(at: number): void {
    for (let person = 0; person < this.at.length; person++) this.at[person] = Math.min(this.of(person), at);
    for (let place = 0; place < this.earliest.length; place++)
      this.earliest[place] = Math.min(this.earliest[place] ?? 0, at);
  }

  of(person: number): number {
    return this.at[person] ?? Infinity;
  }

  /** Everybody whose time has come. */
  due(now: number): number[] {
    const people: number[] = [];
    for (let place = 0; place < this.earliest.length; place++) {
      if ((this.earliest[place] ?? Infinity) > now) continue;
      let earliest = Infinity;
      const end = Math.min(this.at.length, (place + 1) * block);
      for (let person = place * block; person < end; person++) {
        const at = this.at[person] ?? Infinity;
        if (at <= now) people.push(person);
        if (at < earliest) earliest = at;
      }
      this.earliest[place] = earliest;
    }
    return people;
  }

  /** When the next falls due, or a little earlier; Infinity when nobody does. */
  get next(): number {
    return this.earliest.reduce((first, at) => Math.min(first, at), Infinity);
  }

  private makeRoom(people: number): void {
    const room = Math.max(people, this.at.length * 2, block);
    const at = new Float64Array(room).fill(Infinity);
    at.set(this.at);
    this.at = at;
    const earliest = new Float64Array(Math.ceil(room / block)).fill(Infinity);
    earliest.set(this.earliest);
    this.earliest = earliest;
  }
}
