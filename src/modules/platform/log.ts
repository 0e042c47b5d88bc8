import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.js';
import { redact, scrub } from './redact.js';

const requestIds = new AsyncLocalStorage<string>();

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
