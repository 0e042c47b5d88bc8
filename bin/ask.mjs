// `npm run -s ask -- <role> [--pick path] [name=value …] < query.graphql`: asks a running Carousel as the demo tenant.
// Values that look like JSON are sent as JSON. `--pick createSegment.id` prints one value, for use in a shell.
import { existsSync, readFileSync } from 'node:fs';

const [role = 'marketer', ...rest] = process.argv.slice(2);
const pickAt = rest.indexOf('--pick');
const [, path] = pickAt < 0 ? [] : rest.splice(pickAt, 2);
const url = process.env.CAROUSEL_URL ?? 'http://127.0.0.1:3000';
const keysFile = process.env.CAROUSEL_KEYS ?? '.data/demo-keys.json';
if (!existsSync(keysFile))
  fail(`There is no ${keysFile}: run \`npm start\` once, and ask in the same folder.`);
const key = JSON.parse(readFileSync(keysFile, 'utf8'))[role];
if (!key) fail(`There is no demo key for "${role}": use admin, marketer, storefront or collector.`);

const variables = Object.fromEntries(
  rest.map((pair) => {
    const [name, ...value] = pair.split('=');
    return [name, jsonOr(value.join('='))];
  }),
);
const response = await fetch(`${url}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  body: JSON.stringify({ query: readFileSync(0, 'utf8'), variables }),
}).catch((fault) =>
  fail(`Nothing answers at ${url}: is \`npm start\` running? (${fault.cause?.code ?? fault.message})`),
);
const { data, errors } = await response.json();
if (errors) fail(errors.map(({ message }) => message).join('\n'));
const picked = path?.split('.').reduce((value, name) => value?.[name], data);
if (path && picked === undefined) fail(`There is nothing at ${path} in:\n${JSON.stringify(data, null, 2)}`);
console.log(typeof picked === 'string' ? picked : JSON.stringify(path ? picked : data, null, 2));

function jsonOr(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
