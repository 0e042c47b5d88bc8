/** `PLUGIN_HYBRID` as people write it: `Plugin hybrid`. */
export function titleCase(name: string): string {
  const words = name.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
