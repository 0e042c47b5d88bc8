import { readFileSync } from 'node:fs';

/** A snippet of docs/collect.md as it stands there, with an address and a key of the test's own put in. */
export function snippet(client: string, url: string, key: string): string {
  const [, text] = new RegExp(`^\`\`\`\\w+ client=${client}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(readFileSync('docs/collect.md', 'utf8')) ?? []; // prettier-ignore
  if (text === undefined) throw new Error(`docs/collect.md has no snippet for the client "${client}".`);
  return text.replaceAll('http://127.0.0.1:3000', url).replaceAll('YOUR_COLLECTOR_KEY', key);
}

/** The names of all clients that have a snippet. */
export function snippetClients(): string[] {
  const all = readFileSync('docs/collect.md', 'utf8').matchAll(/^```\w+ client=([\w-]+)$/gm);
  return [...all].map(([, client]) => client ?? '');
}
