/** What was found lately, by a text that says all it depends on, so that it is not reckoned again. Holds so many, then begins anew. */
export class LatelyFound<Found> {
  private readonly found = new Map<string, Found>();

  constructor(private readonly most: number) {}

  /** What is known under that text, or else what `reckon` says. */
  of(key: string, reckon: () => Found): Found {
    const known = this.found.get(key);
    if (known !== undefined) return known;
    if (this.found.size >= this.most) this.found.clear();
    const found = reckon();
    this.found.set(key, found);
    return found;
  }
}
