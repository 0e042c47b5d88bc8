/** Text from a caller as it may be told back: whole while it is short, else its beginning. */
export function shown(text: string, longest = 80): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
