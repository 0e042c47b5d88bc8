import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config, ConfigError } from '../platform/config.js';
import { Log } from '../platform/log.js';
import { LogBaseRepository } from './log-base.repository.js';

/**
 * Makes sure at every start, before anything is written, that the log still means what it says. Transaction ids are a
 * cluster's own: after a restore into another, new rows would come before positions already passed, and never be read.
 * So from then on a base is added to them that puts them after every row restored. And people and events are kept by
 * shard: another number of shards would lose them to each other.
 */
@Injectable()
export class LogBase implements OnModuleInit {
  constructor(
    private readonly repository: LogBaseRepository,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** @throws ConfigError when SHARDS is not what the database was first started with */
  async onModuleInit(): Promise<void> {
    const { shards: wanted } = this.config;
    await this.repository.transaction(async (manager) => {
      const { shards, isElsewhere } = await this.repository.hold(manager);
      if (shards !== null && shards !== wanted)
        throw new ConfigError(
          `SHARDS is ${wanted}, but this database is kept in ${shards} shards, fixed at its first start: set SHARDS=${shards}.`,
        );
      if (shards === null) await this.repository.cutInto(manager, wanted);
      if (!isElsewhere) return;
      await this.repository.rebase(manager, wanted);
      this.log.warn(
        {},
        'the database was restored into another PostgreSQL cluster; the log goes on from there',
      );
    });
  }
}
