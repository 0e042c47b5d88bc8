import { Duration } from 'luxon';
import { z } from 'zod';
import {
  defaultRetentionDays,
  readRetentionDays,
  type RetentionDays,
} from '../../models/event/retention-days.js';
import { defaultRetryPlan, readRetryPlan, type RetryPlan } from './retry-plan.js';
import { plainFaults } from './plain-faults.js';
import { readDataKeys, type DataKeys } from './sealing/data-keys.js';

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(1);

/**
 * Every setting, read once from the environment. A fault names the variable and the remedy, never the value.
 */
const configSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .describe('PostgreSQL connection string, e.g. postgres://user:password@host:5432/carousel'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional()
    .describe('Redis for jobs and viewer state; without it both live in PostgreSQL'),
  SECRET: z
    .string()
    .min(32, 'must be at least 32 characters of chance: try `openssl rand -hex 32`')
    .describe(
      'Signs tracking tokens. The same in every process; changing it voids tokens already handed out',
    ),
  DATA_KEYS: z
    .string()
    .transform((text, context): DataKeys => {
      const keys = readDataKeys(text);
      if (typeof keys !== 'string') return keys;
      context.addIssue({ code: 'custom', message: keys });
      return z.NEVER;
    })
    .describe(
      'Keep personal data: lookup:<hex>,k1:<hex>,…; the first besides lookup seals. The same in every process; what is sealed under a lost key is lost',
    ),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address the API and the worker listen on'),
  PORT: port.default(3000).describe('Port of the API'),
  WORKER_PORT: port
    .optional()
    .describe("Port of the worker's /health and /metrics; without it, the one after PORT"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address under which browsers reach the API, e.g. https://events.example.com; without it, the one they asked',
    ),
  DEMO_WRITE_KEY: z
    .string()
    .optional()
    .describe(
      'Collector key for the demo page /demo, as `npm start` sets it; without it there is no such page',
    ),
  COLLECT_RATE: count
    .optional()
    .describe('Requests with events a process takes of one tenant in a second; without it, any number'),
  STRICT_SEGMENT: z
    .enum(['true', 'false'])
    .default('false')
    .describe(
      'true: answer 200 to unknown keys and refused events too, as Segment does (204 to GA4 senders)',
    ),
  WEBHOOKS_INSIDE: z
    .enum(['true', 'false'])
    .default('false')
    .describe(
      'true: webhooks may go to private addresses too, and to this very machine without TLS; for development, or where receivers stand in your own network',
    ),
  HANDOVER_RETRIES: z
    .string()
    .transform((text, context): RetryPlan => {
      const plan = readRetryPlan(text);
      if (typeof plan !== 'string') return plan;
      context.addIssue({ code: 'custom', message: plan });
      return z.NEVER;
    })
    .prefault(defaultRetryPlan)
    .describe(
      'Handing over a lead that was not accepted: the first pause (doubled each time), the longest pause, and when it is given up, as ISO 8601 durations: PT10S,PT4H,P3D',
    ),
  HANDOVER_PATIENCE: z
    .string()
    .default('PT10S')
    .refine((text) => Duration.fromISO(text).toMillis() >= 100, 'must be an ISO 8601 duration such as PT10S')
    .describe('How long a receiver of leads may take to answer'),
  LEAD_HANDOVER_MAX_AGE: z
    .string()
    .default('PT72H')
    .refine((text) => Duration.fromISO(text).toMillis() > 0, 'must be an ISO 8601 duration such as PT72H')
    .describe('Leads raised longer than that before they are told are history: kept, and handed to nobody'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least level that is logged'),
  DATABASE_POOL: count
    .default(10)
    .describe('PostgreSQL connections a process may hold, besides those of its queue'),
  SHARDS: count
    .max(1024)
    .default(8)
    .describe('Slices of the event log that are evaluated independently; fixed for the life of a database'),
  DEDUPE_DAYS: count
    .max(365)
    .default(7)
    .describe('Days for which a message id is remembered, so that what is sent again counts once'),
  REJECTED_EVENTS_DAYS: count
    .max(365)
    .default(30)
    .describe('Days for which events that could not be understood are kept to be looked at'),
  QUOTES_DAYS: count
    .max(36_500)
    .default(400)
    .describe('Days for which finance quotes are kept after they expired'),
  TEST_DRIVES_DAYS: count
    .max(36_500)
    .default(1_125)
    .describe('Days for which booked test drives are kept after they ended'),
  RETENTION_DAYS: z
    .string()
    .transform((text, context): RetentionDays => {
      const days = readRetentionDays(text);
      if (typeof days !== 'string') return days;
      context.addIssue({ code: 'custom', message: days });
      return z.NEVER;
    })
    .default(defaultRetentionDays)
    .describe(
      'Days for which events of each class are kept, or forever: browsing=760,dealing=1125,ownership=forever,car=395',
    ),
  MODELS_DIR: z.string().default('ml-artifacts').describe('Folder of model artifacts: <model>/<version>/'),
  TRAINING_DIR: z
    .string()
    .default('.data/training-venv')
    .describe('Folder of the Python environment that a worker makes where models are retrained'),
  MODEL_THREADS: count.default(1).describe('Threads that run models'),
  SEGMENT_THREADS: z.coerce
    .number()
    .int()
    .min(0)
    .default(1)
    .describe(
      'Threads of a worker that hold people in memory and look at them; one for each core to spare, 0: its own',
    ),
  SEGMENT_SNAPSHOTS: z
    .string()
    .optional()
    .describe(
      'Folder for what workers hold in memory, sealed, so that they start in seconds; without it they read PostgreSQL',
    ),
  CLOCK_OFFSET: z
    .string()
    .default('PT0S')
    .refine((text) => Duration.fromISO(text).isValid, 'must be an ISO 8601 duration such as P15D or -PT1H')
    .describe('Moves the clock; for demonstrations and tests only'),
});

/** The settings under the names the code uses. Frozen. */
export class Config {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly secret: string;
  readonly dataKeys: DataKeys;
  readonly host: string;
  readonly port: number;
  readonly workerPort: number;
  readonly publicUrl: string | undefined;
  readonly demoWriteKey: string | undefined;
  readonly collectRate: number | undefined;
  readonly strictSegment: boolean;
  readonly mayPostInside: boolean;
  readonly handoverRetries: RetryPlan;
  readonly handoverPatienceMs: number;
  readonly leadFreshMs: number;
  readonly logLevel: string;
  readonly databasePool: number;
  readonly shards: number;
  readonly dedupeDays: number;
  readonly rejectedEventsDays: number;
  readonly quotesDays: number;
  readonly testDrivesDays: number;
  readonly retentionDays: RetentionDays;
  readonly modelsDir: string;
  readonly trainingDir: string;
  readonly modelThreads: number;
  readonly segmentThreads: number;
  readonly segmentSnapshots: string | undefined;
  readonly clockOffsetMs: number;

  constructor(env: z.output<typeof configSchema>) {
    this.databaseUrl = env.DATABASE_URL;
    this.redisUrl = env.REDIS_URL;
    this.secret = env.SECRET;
    this.dataKeys = env.DATA_KEYS;
    this.host = env.HOST;
    this.port = env.PORT;
    this.workerPort = env.WORKER_PORT ?? portAfter(env.PORT);
    this.publicUrl = env.PUBLIC_URL;
    this.demoWriteKey = env.DEMO_WRITE_KEY;
    this.collectRate = env.COLLECT_RATE;
    this.strictSegment = env.STRICT_SEGMENT === 'true';
    this.mayPostInside = env.WEBHOOKS_INSIDE === 'true';
    this.handoverRetries = env.HANDOVER_RETRIES;
    this.handoverPatienceMs = Duration.fromISO(env.HANDOVER_PATIENCE).toMillis();
    this.leadFreshMs = Duration.fromISO(env.LEAD_HANDOVER_MAX_AGE).toMillis();
    this.logLevel = env.LOG_LEVEL;
    this.databasePool = env.DATABASE_POOL;
    this.shards = env.SHARDS;
    this.dedupeDays = env.DEDUPE_DAYS;
    this.rejectedEventsDays = env.REJECTED_EVENTS_DAYS;
    this.quotesDays = env.QUOTES_DAYS;
    this.testDrivesDays = env.TEST_DRIVES_DAYS;
    this.retentionDays = env.RETENTION_DAYS;
    this.modelsDir = env.MODELS_DIR;
    this.trainingDir = env.TRAINING_DIR;
    this.modelThreads = env.MODEL_THREADS;
    this.segmentThreads = env.SEGMENT_THREADS;
    this.segmentSnapshots = env.SEGMENT_SNAPSHOTS;
    this.clockOffsetMs = Duration.fromISO(env.CLOCK_OFFSET).toMillis();
    Object.freeze(this);
  }

  /** Where jobs and viewer state live: it takes a REDIS_URL to make it Redis. */
  get jobsAndViewersIn(): 'postgresql' | 'redis' {
    return this.redisUrl === undefined ? 'postgresql' : 'redis';
  }
}

/** The next port; any free one (0) where any is wanted, or where there is no next. */
function portAfter(number: number): number {
  return number === 0 || number === 65_535 ? 0 : number + 1;
}

/** Raised when the environment cannot be understood; the message lists every fault, and no value. */
export class ConfigError extends Error {}

/**
 * Reads the settings. An empty variable counts as absent, as compose files and CI systems often pass them so.
 * @throws ConfigError naming every faulty variable at once
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = configSchema.safeParse(present, plainFaults);
  if (parsed.success) return new Config(parsed.data);
  const faults = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    const why = present[name] === undefined ? 'is not set' : issue.message;
    return `  ${name} ${why}. ${describe(name)}`;
  });
  throw new ConfigError(`The configuration has ${faults.length} fault(s):\n${faults.join('\n')}`);
}

function describe(name: string): string {
  return Object.entries(configSchema.shape).find(([key]) => key === name)?.[1].description ?? '';
}

/**
 * The environment to hand to a process of ours: what the user set, over these defaults. The only other reader of
 * `process.env`.
 */
export function environmentOver(defaults: Record<string, string>): Record<string, string> {
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...defaults, ...Object.fromEntries(given) };
}

/**
 * The environment to hand to a program that is not ours, with these variables: what the machine says of itself, and none of our settings, as
 * secrets are among them.
 */
export function environmentOfOthers(more: Record<string, string>): Record<string, string> {
  const isOurs = (name: string) => name in configSchema.shape;
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...Object.fromEntries(given.filter(([name]) => !isOurs(name))), ...more };
}
