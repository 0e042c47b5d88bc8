// Trains the models (`npm run train`), a lead score from a table of one's own (`npm run train -- lead-score --csv …`), or
// runs the training package's tests (`npm run train:test`), or writes a page on how good the models are (`npm run evaluate`).
// A worker starts it too, to train on a tenant's own leads (src/modules/retraining). Needs Python 3.10 to 3.13 with venv;
// Carousel itself never needs Python. Plain JavaScript on Node alone; package.json builds first.
// Exit codes: 2 the trainer has said what it did not understand, 3 there is no Python, 4 its environment could not be made,
// 5 it would have taken too much memory, 1 anything else.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const trainer = join(root, 'ml-artifacts', 'training');
const venv = process.env['TRAINING_DIR']
  ? resolve(process.env['TRAINING_DIR'])
  : join(root, '.data', 'training-venv');
const python = join(venv, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
const [command, ...rest] = process.argv.slice(2);
const exits = { noPython: 3, noEnvironment: 4 };
/** Codes of the trainer itself that say why: passed on. */
const itsOwn = new Set([2, 5]);

prepareVenv();
if (command === 'test') {
  const rows = writeRows('training-rows-small', '6000', '1200', '7');
  run('Testing the trainer', python, ['-m', 'pytest', '-p', 'no:cacheprovider'], {
    CAROUSEL_TRAINING_ROWS: rows,
  });
} else if (command === 'evaluate') {
  evaluate(rest);
} else if (command !== undefined && !command.startsWith('-')) {
  ownTable(command, rest);
} else {
  trainAll(process.argv.slice(2));
}

/** Both models of Carousel, from the simulator's rows, into ml-artifacts. */
function trainAll(args) {
  const { values } = parseArgs({
    args,
    options: {
      shoppers: { type: 'string', default: '40000' },
      'pages-of': { type: 'string', default: '24000' },
      seed: { type: 'string', default: '7' },
      epochs: { type: 'string', default: '6' },
      version: { type: 'string' },
      only: { type: 'string' },
      out: { type: 'string', default: join(root, 'ml-artifacts') },
    },
  });
  const rows = writeRows('training-rows', values.shoppers, values['pages-of'], values.seed);
  const given = ['version', 'only'].flatMap((name) => (values[name] ? [`--${name}`, values[name]] : []));
  const options = ['--rows', rows, '--out', resolve(values.out), '--epochs', values.epochs, ...given];
  run('Training', python, ['-m', 'carousel_training', 'all', ...options]);
}

/** A page on how good the committed models are (`npm run evaluate`), on simulated shoppers and on a table of one's own. */
function evaluate(args) {
  const { values } = parseArgs({
    args,
    options: {
      shoppers: { type: 'string', default: '12000' },
      'pages-of': { type: 'string', default: '3000' },
      seed: { type: 'string', default: '7' },
      models: { type: 'string', default: join(root, 'ml-artifacts') },
      out: { type: 'string', default: join(root, '.data', 'evaluation.html') },
      csv: { type: 'string' },
      model: { type: 'string' },
      positive: { type: 'string' },
    },
  });
  const from = (path) => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
  const own = ['csv', 'model'].flatMap((name) => (values[name] ? [`--${name}`, from(values[name])] : []));
  if (values.positive) own.push('--positive', values.positive);
  const rows = writeRows('evaluation-rows', values.shoppers, values['pages-of'], values.seed);
  const options = ['--rows', rows, '--models', from(values.models), '--out', from(values.out), ...own];
  run('Evaluating', python, ['-m', 'carousel_training', 'evaluate', ...options]);
}

/**
 * `lead-score`, `own-leads`, `explain` or `score` on a table of one's own. Paths are as seen from where the command was called. What is
 * learned of a tenant's people goes to .data, never beside the models that are committed.
 */
function ownTable(name, args) {
  const files = new Set(['--csv', '--out', '--model']);
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const options = args.flatMap((arg, place) => {
    const [option, ...value] = arg.split('=');
    if (files.has(option) && value.length > 0) return [option, resolve(from, value.join('='))];
    return [files.has(args[place - 1]) ? resolve(from, arg) : arg];
  });
  const hasOut = !['lead-score', 'own-leads'].includes(name) || options.includes('--out');
  const out = hasOut ? [] : ['--out', join(root, '.data', 'models')];
  run(`Table, ${name}`, python, ['-m', 'carousel_training', name, ...options, ...out]);
}

/** A virtual environment with exactly requirements.txt, made once and again when that file changes. */
function prepareVenv() {
  const wanted = readFileSync(join(trainer, 'requirements.txt'), 'utf8');
  const stamp = join(venv, 'requirements.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(dirname(venv), { recursive: true });
  run('Making a Python environment', findPython(), ['-m', 'venv', venv], {}, exits.noEnvironment);
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--only-binary',
    ':all:',
  ];
  const wheels = [...install, '-r', join(trainer, 'requirements.txt')];
  run('Installing the trainer (about a minute, once)', python, wheels, {}, exits.noEnvironment);
  writeFileSync(stamp, wanted);
}

function findPython() {
  const code = 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))';
  const found = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'].find(
    (name) => spawnSync(name, ['-c', code], { stdio: 'ignore' }).status === 0,
  );
  if (found !== undefined) return found;
  console.error('Training needs Python 3.10 to 3.13 on the path; Carousel itself does not.');
  process.exit(exits.noPython);
}

/** Plays the simulator and answers the folder of its rows. */
function writeRows(name, shoppers, pagesOf, seed) {
  const folder = join(root, '.data', name);
  const writer = join(root, 'dist', 'test', 'simulator', 'write-rows.js');
  run('Simulating shoppers', process.execPath, [
    writer,
    ...['--out', folder, '--shoppers', shoppers, '--pages-of', pagesOf, '--seed', seed],
  ]);
  return folder;
}

/**
 * The same sums in the same order, so that the same rows give the same model: one thread, and on every x86-64 processor the
 * kernels of those with AVX2, whatever else it can do. Training sums up so often that last digits become first ones.
 */
function sameSums() {
  const oneThread = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  if (process.arch !== 'x64') return oneThread;
  const wider = ['F', 'CD', '_KNL', '_KNM', '_SKX', '_CLX', '_CNL', '_ICL'].map((set) => `AVX512${set}`);
  return { ...oneThread, OPENBLAS_CORETYPE: 'Haswell', NPY_DISABLE_CPU_FEATURES: wider.join(' ') };
}

function run(title, command, args, environment = {}, otherwise = 1) {
  console.log(`${title} …`);
  const env = { ...process.env, ...sameSums(), PYTHONDONTWRITEBYTECODE: '1', ...environment };
  const { status, error } = spawnSync(command, args, { cwd: trainer, stdio: 'inherit', env });
  if (status === 0) return;
  // The trainer has said what was wrong, and there is nothing to add.
  if (itsOwn.has(status)) process.exit(status);
  console.error(`${title} failed${error ? `: ${error.message}` : ''}.`);
  process.exit(otherwise);
}
