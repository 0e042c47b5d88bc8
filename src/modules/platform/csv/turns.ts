/** Places that are taken and given back, so many in all and so many of one owner; who waits is served in order. */
export class Turns {
  private readonly held = new Map<string, number>();
  private readonly waiting: { readonly owner: string; readonly begin: () => void }[] = [];
  private inAll = 0;

  constructor(private readonly bounds: { readonly most: number; readonly mostOfOne: number }) {}

  /** Takes a place. @returns gives it back, to be called once; null where there is none */
  tryTake(owner: string): (() => void) | null {
    if (!this.isFree(owner)) return null;
    this.inAll++;
    this.held.set(owner, this.of(owner) + 1);
    return () => this.giveBack(owner);
  }

  /** Waits for a place. @returns gives it back, to be called once */
  take(owner: string): Promise<() => void> {
    return new Promise((resolve) => {
      const begin = () => {
        const release = this.tryTake(owner);
        if (release) resolve(release);
      };
      if (this.isFree(owner)) begin();
      else this.waiting.push({ owner, begin });
    });
  }

  private isFree(owner: string): boolean {
    return this.inAll < this.bounds.most && this.of(owner) < this.bounds.mostOfOne;
  }

  private of(owner: string): number {
    return this.held.get(owner) ?? 0;
  }

  private giveBack(owner: string): void {
    this.inAll--;
    const left = this.of(owner) - 1;
    if (left > 0) this.held.set(owner, left);
    else this.held.delete(owner);
    // Whoever waits because of their own others is passed over, not waited for.
    const next = this.waiting.findIndex((each) => this.isFree(each.owner));
    if (next >= 0) this.waiting.splice(next, 1)[0]?.begin();
  }
}
