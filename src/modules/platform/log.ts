import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.js';
import { redact, scrub } from './redact.js';

const requestIds = new AsyncLocalStorage<string>();

/** Least time between two warnings of one kind that come with requests. */
const rarelyMs = 10_000;

type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Runs `work` so that every line it logs carries this request's (or job's) id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return requestIds.run(requestId, work);
}

/**
 * Structured logs, one JSON object a line. Pass facts as the object, words as the message; errors as `err`. Nothing
 * personal or secret gets out, see `redact.ts`. Nest's own boot messages come as strings and are logged at debug.
 */
export class Log implements LoggerService {
  private readonly pino: Logger;
  private readonly rarely = new Map<string, { at: number; leftOut: number }>();

  constructor(config: Pick<Config, 'logLevel'>, destination?: DestinationStream) {
    const options = {
      level: config.logLevel,
      base: undefined,
      formatters: { level: (level: string) => ({ level }), log: redact },
      // pino's own serializer for errors would undo part of `redact`.
      serializers: { err: (err: unknown) => err },
      hooks: { streamWrite: scrub },
      mixin: () => ({ requestId: requestIds.getStore() }),
    };
    this.pino = destination ? pino(options, destination) : pino(options);
  }

  debug(facts: object | string, message?: string): void {
    this.write('debug', facts, message);
  }
  log(facts: object | string, message?: string): void {
    this.write(typeof facts === 'string' ? 'debug' : 'info', facts, message);
  }
  warn(facts: object | string, message?: string): void {
    this.write('warn', facts, message);
  }
  /**
   * A warning that each request may bring while something is away: written at most every ten seconds a message, with how many were
   * `leftOut` since the last. `message` is fixed words, as those it is told apart by are kept.
   */
  warnRarely(facts: object, message: string): void {
    const told = this.rarely.get(message) ?? { at: -Infinity, leftOut: 0 };
    this.rarely.set(message, told);
    const now = performance.now();
    if (now < told.at + rarelyMs) {
      told.leftOut++;
      return;
    }
    this.write('warn', { ...facts, leftOut: told.leftOut }, message);
    Object.assign(told, { at: now, leftOut: 0 });
  }
  error(facts: object | string, message?: string): void {
    this.write('error', facts, message);
  }
  fatal(facts: object | string, message?: string): void {
    this.write('fatal', facts, message);
  }

  /** Nest calls with (words, context or stack); we call with (facts, words). */
  private write(level: Level, facts: object | string, message?: string): void {
    if (typeof facts === 'string') this.pino[level]({ context: message?.split('\n')[0] }, facts);
    else this.pino[level](facts instanceof Error ? { err: facts } : facts, message);
  }
}
