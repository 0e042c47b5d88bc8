/** An object GraphQL can take as an enum, out of the closed list a model declares. */
export function enumOf<T extends string>(names: readonly T[]): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** What each value of an enum means, as `registerEnumType` takes it. The compiler asks for all of them. */
export function described<T extends string>(
  descriptions: Record<T, string>,
): Record<string, { description: string }> {
  return Object.fromEntries(
    Object.entries<string>(descriptions).map(([name, description]) => [name, { description }]),
  );
}
