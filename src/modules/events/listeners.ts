/** Told which shards have news. */
export type ShardListener = (shards: number[]) => void;

interface Listening {
  readonly listener: ShardListener;
  readonly pauseMs: number;
  readonly waiting: Set<number>;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Those who want to know of news. Each is told at once, and then again at most every `pauseMs` of whatever came
 * meanwhile: a busy log must not cost a job for every commit.
 */
export class Listeners {
  private readonly all: Listening[] = [];

  add(listener: ShardListener, pauseMs: number): void {
    this.all.push({ listener, pauseMs, waiting: new Set(), timer: undefined });
  }

  tell(shards: readonly number[]): void {
    for (const one of this.all) {
      for (const shard of shards) one.waiting.add(shard);
      if (one.timer === undefined) pass(one);
    }
  }

  /** Tells what still waits, and ends every pause. */
  flush(): void {
    for (const one of this.all) {
      clearTimeout(one.timer);
      one.timer = undefined;
      if (one.waiting.size > 0) one.listener([...one.waiting]);
      one.waiting.clear();
    }
  }
}

function pass(one: Listening): void {
  one.timer = undefined;
  if (one.waiting.size === 0) return;
  const shards = [...one.waiting];
  one.waiting.clear();
  if (one.pauseMs > 0) one.timer = setTimeout(() => pass(one), one.pauseMs).unref();
  one.listener(shards);
}
