/** Who asks for lists: the rules in force, and questions by their ids. */
export type ListAsker = 'rules' | `question ${string}`;

/** Who stands on which uploaded list, as far as anybody asks for lists. What nobody asks for any more is let go. */
export class Standing {
  private readonly lists = new Map<string, Set<string>>();
  private readonly askers = new Map<ListAsker, readonly string[]>();

  /**
   * Lists that somebody asks for, in the place of those they asked for before.
   * @returns whether any was not asked for before by anybody: nobody is known to stand on it yet
   */
  watch(asker: ListAsker, listIds: readonly string[]): boolean {
    this.askers.set(asker, listIds);
    this.letGo();
    const added = listIds.filter((id) => !this.lists.has(id));
    for (const id of added) this.lists.set(id, new Set());
    return added.length > 0;
  }

  /** Somebody asks for none any more. */
  end(asker: ListAsker): void {
    this.askers.delete(asker);
    this.letGo();
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

  private letGo(): void {
    const asked = new Set([...this.askers.values()].flat());
    for (const id of this.lists.keys()) if (!asked.has(id)) this.lists.delete(id);
  }
}
