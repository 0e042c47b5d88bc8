// `npm run -s ask -- <role> [--pick path] [--until text] [name=value …] < query.graphql`: asks a running Carousel as the
// demo tenant. Values that look like JSON are sent as JSON. `--pick createSegment.id` prints one value, for use in a shell;
// `--until "SUV shoppers"` asks again until the answer says so, for at most ten seconds.
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 10_000;
const [role = 'marketer', ...rest] = process.argv.slice(2);
const path = option('--pick');
const awaited = option('--until') ?? '';
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
const body = JSON.stringify({ query: readFileSync(0, 'utf8'), variables });
let data = await ask();
for (const began = Date.now(); !JSON.stringify(data).includes(awaited); data = await ask()) {
  if (Date.now() - began > patienceMs)
    fail(`"${awaited}" is not in the answer, nor was it for ten seconds:\n${JSON.stringify(data, null, 2)}`);
  await sleep(100);
}
const picked = path?.split('.').reduce((value, name) => value?.[name], data);
if (path && picked === undefined) fail(`There is nothing at ${path} in:\n${JSON.stringify(data, null, 2)}`);
console.log(typeof picked === 'string' ? picked : JSON.stringify(path ? picked : data, null, 2));

async function ask() {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body,
  }).catch((fault) =>
    fail(`Nothing answers at ${url}: is \`npm start\` running? (${fault.cause?.code ?? fault.message})`),
  );
  const { data, errors } = await response.json();
  if (errors) fail(errors.map(({ message }) => message).join('\n'));
  return data;
}

/** Takes an option and its value out of the arguments. */
function option(name) {
  const at = rest.indexOf(name);
  return at < 0 ? undefined : rest.splice(at, 2)[1];
}

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
