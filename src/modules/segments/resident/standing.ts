/** Who stands on which uploaded list, as far as rules ask for lists. */
export class Standing {
  private readonly lists = new Map<string, Set<string>>();

  /** Lists that are asked for; returns whether any was not before: nobody is known to stand on it yet. */
  watch(listIds: readonly string[]): boolean {
    const added = listIds.filter((id) => !this.lists.has(id));
    for (const id of added) this.lists.set(id, new Set());
    return added.length > 0;
  }

  /** Where somebody stands, in the place of what was. */
  tell(profileId: string, listIds: readonly string[]): void {
    for (const [id, people] of this.lists)
      if (listIds.includes(id)) people.add(profileId);
      else people.delete(profileId);
  }

  has(listId: string, profileId: string): boolean {
    return this.lists.get(listId)?.has(profileId) ?? false;
  }

  get names(): string[] {
    return [...this.lists.keys()];
  }
}
