// What a stranger does: clones the repository, types `npm start`, pastes the query it prints, and stops it; and a second
// time, when it is quick and has kept its data. Of this machine only npm's cache is used. Needs git and curl.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A second start takes seconds; this is with a machine that is busy besides. */
const quickS = 60;

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const scratch = mkdtempSync(join(tmpdir(), 'carousel-clone-'));
const clone = join(scratch, 'carousel');
const port = await freePort();
// Carousel's own settings are not handed on: a stranger has none.
const { PATH, HOME, LANG } = process.env;
const env = {
  PATH,
  HOME,
  LANG,
  npm_config_prefer_offline: 'true',
  PORT: String(port),
  WORKER_PORT: String(await freePort()),
};

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    clearAway();
    process.exit(1);
  });
try {
  chmodSync(scratch, 0o755); // where root's database may be entered by the user it runs as
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', repository, clone], { stdio: 'inherit' });
  await firstStart();
  await secondStart();
  console.log('A fresh clone starts, answers, stops, and starts again with its data.');
} finally {
  clearAway();
}

async function firstStart() {
  const start = await started();
  const offers = ask(start.query);
  assert.ok(offers.data?.offers?.items?.length > 0, `no offers in ${JSON.stringify(offers)}`);
  for (const { vehicle, creative, reasons } of offers.data.offers.items)
    assert.ok(vehicle.title && creative.headline && reasons.length > 0, JSON.stringify(offers));
  const made = await graphql('mutation { createPlacement(input: { key: "kept", name: "Kept" }) { key } }');
  assert.equal(made.data?.createPlacement?.key, 'kept', JSON.stringify(made));
  // Ctrl-C: the terminal tells the whole group.
  process.kill(-start.npm.pid, 'SIGINT');
  await nothingIsLeft(start);
}

async function secondStart() {
  const start = await started();
  assert.ok(start.tookS < quickS, `the second start took ${start.tookS} s`);
  const { data } = await graphql('{ placements { key } }');
  assert.ok(
    data.placements.some(({ key }) => key === 'kept'),
    'the second start has lost what the first was told',
  );
  // A process manager tells only the process it started.
  process.kill(start.npm.pid, 'SIGTERM');
  await nothingIsLeft(start);
}

/** Runs `npm start` until its last words: the query it says to paste, and how long it took. */
async function started() {
  const began = Date.now();
  const npm = spawn('npm', ['start'], { cwd: clone, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const start = { npm, said: '', query: '', tookS: 0 };
  for (const stream of [npm.stdout, npm.stderr])
    stream.on('data', (chunk) => {
      start.said += chunk;
      process.stdout.write(chunk);
    });
  while (!start.said.includes('Ctrl-C stops everything')) {
    assert.equal(npm.exitCode, null, 'npm start ended by itself');
    await sleep(100);
  }
  assert.ok(start.said.includes(`http://127.0.0.1:${port}/graphql`), 'the address is not printed');
  start.query = /^ +curl [^]*?'$/m.exec(start.said.replaceAll('\\\n', ''))?.[0] ?? '';
  start.tookS = (Date.now() - began) / 1000;
  return start;
}

/** Pastes the printed command into a shell. */
function ask(command) {
  assert.notEqual(command, '', 'no query is printed');
  return JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' }));
}

async function graphql(query) {
  const { admin } = JSON.parse(readFileSync(join(clone, '.data', 'demo-keys.json'), 'utf8'));
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

function clearAway() {
  for (const { pid } of processesIn(clone)) process.kill(pid, 'SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}

/** No process, no listener and no claim on the folder stays behind, a moment after npm has ended. */
async function nothingIsLeft({ npm, said }) {
  if (npm.exitCode === null && npm.signalCode === null) await once(npm, 'exit');
  for (let n = 0; n < 100 && processesIn(clone).length > 0; n++) await sleep(100);
  assert.deepEqual(processesIn(clone), []);
  assert.ok(!existsSync(join(clone, '.data', 'start.pid')), 'the claim on .data is left');
  assert.ok(!existsSync(join(clone, '.data', 'postgres', 'postmaster.pid')), 'PostgreSQL was not stopped');
  assert.ok(!/could not|UnhandledPromise|\n {4}at /.test(said), 'something went wrong on the way');
  await assert.rejects(fetch(`http://127.0.0.1:${port}/health/live`), 'something still listens');
}

/** Processes that work in the folder, or were started from it. Linux knows; elsewhere the listeners must tell. */
function processesIn(folder) {
  if (!existsSync('/proc/self')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(join('/proc', name, 'cmdline'), 'utf8')
          .replaceAll('\0', ' ')
          .trim();
        const isIts = command.includes(folder) || readlinkSync(join('/proc', name, 'cwd')).startsWith(folder);
        return isIts ? [{ pid: Number(name), command }] : [];
      } catch {
        return []; // it has ended, or is not ours to look at
      }
    });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  await once(server, 'close');
  return free;
}
