/** Reads a number that was given to a command; a wrong one ends it with a sentence. */
export function numberFrom(
  name: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  console.error(`--${name} is ${text}; give a number from ${least} to ${most}.`);
  process.exit(1);
}
