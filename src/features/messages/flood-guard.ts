import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { bornAt } from '../../platform/database/ids.js';
import { fail, Problem } from '../../platform/errors/problem.js';
import { FlowLimits, type Claim } from '../../platform/http/flow-limits.js';

const HOUR_MS = 3_600_000;
/** For so long a message that is sent again is known by its nonce, and counts once. */
const REPEAT_MS = 60_000;

/** What somebody is about to say. */
interface Saying {
  userId: string;
  channelId: string;
  body: string;
  nonce: string;
}

/**
 * Keeps people from flooding: over all channels, in one, with the same text over and over, and more strictly while their account is new. It stands on the way of
 * every message, so it asks no database and no Redis: how old an account is says its id.
 */
@Injectable()
export class FloodGuard {
  private readonly admitted = new LRUCache<string, true>({ max: 50_000, ttl: REPEAT_MS });

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly flows: FlowLimits,
  ) {}

  /** Counts a message. One that is sent again under its nonce has been counted. @throws Problem `rate.limited`, `message.repeated`. */
  admitMessage({ userId, channelId, body, nonce }: Saying): void {
    if (!this.config.rateLimitEnabled) return;
    const repeat = `${userId} ${nonce}`;
    if (this.admitted.has(repeat)) return;
    const same: Claim = ['message.repeated', `${userId} ${likeness(body)}`];
    const others: Claim[] = [...this.ofPerson(userId), ['message.channel', `${userId} ${channelId}`]];
    this.flows.require(...others);
    this.requireNew(same);
    this.flows.spend(...others, same);
    this.admitted.set(repeat, true);
  }

  /** Counts an edit, which is told to as many. @throws Problem `rate.limited`. */
  admitEdit(userId: string): void {
    this.flows.take(...this.ofPerson(userId));
  }

  private ofPerson(userId: string): Claim[] {
    const age = this.database.time.getTime() - bornAt(userId);
    const isNew = age < this.config.newAccountHours * HOUR_MS;
    return [['message.user', userId], ...(isNew ? ([['message.new_account', userId]] as const) : [])];
  }

  private requireNew(same: Claim): void {
    try {
      this.flows.require(same);
    } catch (refusal) {
      if (!(refusal instanceof Problem)) throw refusal;
      const { retryAfter, limit } = refusal;
      throw fail('message.repeated', { ...(retryAfter && { retryAfter }), ...(limit && { limit }) });
    }
  }
}

/** The same for texts that differ only in capitals, blanks, compatible characters, and characters that nobody sees. */
function likeness(body: string): string {
  const plain = body
    .normalize('NFKC')
    .replace(/[\p{Cf}\s]+/gu, '')
    .toLowerCase();
  return createHash('sha1').update(plain).digest('base64'); // only told apart, never kept
}
