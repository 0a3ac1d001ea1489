import { Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ChainableCommander, Redis } from 'ioredis';
import { newId } from '../../platform/database/ids.js';
import { OtherNodes } from './other-nodes.js';
import { PresenceStore } from './presence.store.js';
import type { Devices } from './presence.wire.js';

/** How often a node tells what changed and hears what others told. */
const LOOK_MS = 500;
/** How often it renews its entries and reads all of the others'. */
const HEARTBEAT_MS = 8_000;
/** Two heartbeats may fail. A dead node's people are gone after this and `MISSES` looks: within 36 seconds. */
const TTL_MS = 20_000;
/** A node that stops leaves its people this long to come back elsewhere. */
const FAREWELL_MS = 5_000;
/** Above this many people a node does not say who changed, but that others should read all of it. */
const MAX_TOLD = 500;
/** Entries that Redis keeps of what was told; who misses some has it from the next heartbeat. */
const KEPT = 1_000;
/** A field that only a whole rewrite sets: without it the entries were lost, in part or all. */
const WHOLE = '*';

type Entry = [id: string, fields: string[]];

/**
 * For several nodes. Each keeps its people, counted per connection in its own memory, in one hash that expires unless the node renews it; a short
 * stream tells the others who changed. What Redis says is mirrored here, so nobody waits for it, and while it is away each node keeps what it has.
 */
export class RedisPresenceStore extends PresenceStore implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RedisPresenceStore.name);
  private readonly nodeId = newId();
  private readonly own = new Map<string, Devices>();
  private readonly others = new OtherNodes();
  /** Of whom Redis has not been told yet. */
  private readonly untold = new Set<string>();
  /** Whether Redis holds all of `own`, but for the untold. */
  private whole = false;
  private heartbeatAt = -Infinity;
  /** The newest entry of the stream that was heard. */
  private heard: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {
    super();
  }

  override async start(): Promise<void> {
    await this.look();
    this.schedule();
  }

  override put(userId: string, devices: Devices | undefined): void {
    if (this.own.get(userId) === devices) return;
    if (devices === undefined) this.own.delete(userId);
    else this.own.set(userId, devices);
    this.touch(userId);
  }

  override touch(userId: string): void {
    this.untold.add(userId);
    this.moved([userId]);
  }

  override devicesOf(userId: string): Devices | undefined {
    const own = this.own.get(userId);
    return own === 'active' ? own : (this.others.devicesOf(userId) ?? own);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.looking;
    if (this.redis.status !== 'ready') return;
    await this.redis.pexpire(this.keyOf(this.nodeId), FAREWELL_MS).catch((error: Error) => this.away(error));
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().then(() => {
        if (this.timer) this.schedule();
      });
    }, LOOK_MS);
  }

  /** Never rejects: what was not told stays untold until the next look. */
  private async look(): Promise<void> {
    if (this.redis.status !== 'ready') return;
    const telling = [...this.untold];
    const heartbeat = performance.now() - this.heartbeatAt >= HEARTBEAT_MS;
    this.untold.clear();
    try {
      const lookAtAll = await this.exchange(telling, heartbeat);
      if (heartbeat || lookAtAll) await this.readAll();
      if (heartbeat) this.heartbeatAt = performance.now();
    } catch (error) {
      for (const userId of telling) this.untold.add(userId);
      this.away(error as Error);
    }
  }

  /** Tells and hears in one transaction. Answers whether some node has more to say than the stream takes. */
  private async exchange(telling: string[], heartbeat: boolean): Promise<boolean> {
    const commands = this.redis.multi();
    const writes = telling.length > 0 || heartbeat || !this.whole;
    if (writes) this.write(commands, telling);
    if (this.heard === undefined) commands.xrevrange(this.key('moved'), '+', '-', 'COUNT', 1);
    else commands.xread('COUNT', KEPT, 'STREAMS', this.key('moved'), this.heard);
    const results = await answersOf(commands);
    if (writes) this.whole = !this.whole || results[0] === 1; // what was lost is written anew with the next look
    if (this.heard === undefined) {
      this.heard = (results.at(-1) as Entry[])[0]?.[0] ?? '0-0'; // what came before is in the entries that `readAll` finds
      return true;
    }
    const entries = (results.at(-1) as [stream: string, Entry[]][] | null)?.[0]?.[1] ?? [];
    this.heard = entries.at(-1)?.[0] ?? this.heard;
    return this.hear(entries);
  }

  /** Its first answer is 0 when Redis has lost what it held of this node. */
  private write(write: ChainableCommander, telling: string[]): void {
    const key = this.keyOf(this.nodeId);
    write.hexists(key, WHOLE);
    if (!this.whole) {
      write.del(key).hset(key, new Map([[WHOLE, ''], ...this.own]));
    } else {
      const here = telling.flatMap((id) => (this.own.has(id) ? [id, this.own.get(id)!] : []));
      const gone = telling.filter((id) => !this.own.has(id));
      if (here.length > 0) write.hset(key, here);
      if (gone.length > 0) write.hdel(key, ...gone);
    }
    write.pexpire(key, TTL_MS).sadd(this.key('nodes'), this.nodeId);
    const people = this.whole && telling.length <= MAX_TOLD ? telling : undefined;
    if (people?.length === 0) return;
    const told = people ? JSON.stringify(people.map((id) => [id, this.own.get(id) ?? null])) : '';
    write.xadd(this.key('moved'), 'MAXLEN', '~', KEPT, '*', this.nodeId, told);
  }

  /** Answers whether a node asked to read all of it. */
  private hear(entries: Entry[]): boolean {
    let lookAtAll = false;
    for (const [, [nodeId = '', told = '']] of entries) {
      if (nodeId === this.nodeId) continue;
      if (told === '') lookAtAll = true;
      else this.moved(this.others.apply(nodeId, JSON.parse(told) as [string, Devices | null][]));
    }
    return lookAtAll;
  }

  private async readAll(): Promise<void> {
    const known = await this.redis.smembers(this.key('nodes'));
    const nodes = [...new Set([...known, ...this.others.ids()])].filter((id) => id !== this.nodeId);
    if (nodes.length === 0) return;
    const read = this.redis.multi();
    for (const id of nodes) read.hgetall(this.keyOf(id));
    const answers = (await answersOf(read)) as Record<string, Devices>[];
    const lost = nodes.filter((id, index) => {
      const { [WHOLE]: whole, ...people } = answers[index]!;
      this.moved(this.others.replace(id, whole === undefined ? undefined : new Map(Object.entries(people))));
      return !this.others.ids().includes(id);
    });
    if (lost.length > 0) await this.redis.srem(this.key('nodes'), ...lost); // one that lives comes back with its next heartbeat
  }

  private away({ message }: Error): void {
    this.logger.debug(`Redis did not answer: ${message}`);
  }

  private key(name: string): string {
    return `${this.prefix}:presence:${name}`;
  }

  private keyOf(nodeId: string): string {
    return this.key(`node:${nodeId}`);
  }
}

/** @throws Error of the first command that failed. */
async function answersOf(commands: ChainableCommander): Promise<unknown[]> {
  const results = (await commands.exec()) ?? [];
  return results.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}
