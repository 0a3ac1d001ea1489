import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../platform/database/database.js';
import { Gathered } from '../../platform/database/gathered.js';
import { fail } from '../../platform/errors/problem.js';
import { isId } from '../../platform/errors/text.js';
import type { SessionHolder } from '../../platform/realtime/authenticator.js';
import {
  ChannelAccess,
  InstallationAccess,
  MediaAccess,
  MessageAccess,
  TeamAccess,
  UserAccess,
  type Grant,
} from './grants.js';
import { mediaStanding, type MediaPlaces } from './media-standing.js';
import { policies, type Permission } from './policies.js';
import type { Policy } from './policy.js';
import { judge } from './rules.js';
import {
  channelStanding,
  channelStandings,
  installationStanding,
  messageStanding,
  teamStanding,
  type ChannelKey,
  type ChannelPair,
  type ChannelStanding,
  type InChannel,
} from './standing.js';

/** Where a request names its resource: path and body of a REST call, payload of a command. */
export type Names = Record<string, unknown>;

const CACHED: Permission = 'message.send';

/** Turns a caller and the ids in a request into a grant, or into the problem that says why not. */
@Injectable()
export class AccessService {
  /** Standings for sending alone: the write checks them again under its lock, so an old one can only be refused later. */
  private readonly cache = new LRUCache<string, ChannelStanding>({ max: 50_000, ttl: 15_000 });
  private readonly standings = new Gathered((pairs: ChannelPair[]) =>
    this.database.read((reader) => channelStandings(reader, pairs)),
  );
  private messages: InChannel | undefined;
  private media: MediaPlaces | undefined;

  constructor(private readonly database: Database) {}

  /** Messages says here how a message leads to its channel and its author. */
  registerMessages(where: InChannel): void {
    this.messages = where;
  }

  /** Media says here what something uploaded hangs on. */
  registerMedia(places: MediaPlaces): void {
    this.media = places;
  }

  /** @throws Problem `validation.failed` for a malformed id, else what the policy table says. */
  async grant(permission: Permission, caller: SessionHolder, names: Names): Promise<Grant> {
    const { on } = policies[permission];
    if (on === 'user') return UserAccess.of(caller);
    if (on === 'installation')
      return InstallationAccess.of(
        permission,
        await this.database.read((reader) => installationStanding(reader, caller.userId)),
      );
    if (on === 'team') {
      const teamId = idIn(names, 'teamId');
      return TeamAccess.of(
        permission,
        await this.database.read((reader) => teamStanding(reader, caller.userId, teamId)),
      );
    }
    if (on === 'channel')
      return ChannelAccess.of(permission, await this.channel(permission, caller, channelKey(names)));
    const where = this.messages;
    if (!where) throw new Error('Messages has not registered how a message leads to its channel.');
    if (on === 'media') return this.mediaAccess(permission, caller, names, where);
    const messageId = idIn(names, 'messageId');
    const standing = await this.database.read((reader) => messageStanding(reader, caller.userId, messageId, where));
    return MessageAccess.of(permission, standing, where);
  }

  private async mediaAccess(permission: Permission, { userId }: SessionHolder, names: Names, messages: InChannel) {
    const places = this.media;
    if (!places) throw new Error('Media has not registered what uploads hang on.');
    const roads = { places, messages };
    const mediaId = idIn(names, 'mediaId');
    const standing = await this.database.read((reader) => mediaStanding(reader, userId, mediaId, roads));
    return MediaAccess.of(permission, standing, roads);
  }

  /** To be called when a write found that a cached standing no longer holds. */
  forget(userId: string, channelId: string): void {
    this.cache.delete(`${userId} ${channelId}`);
  }

  private async channel(permission: Permission, { userId }: SessionHolder, key: ChannelKey) {
    const cacheKey = permission === CACHED && 'channelId' in key ? `${userId} ${key.channelId}` : undefined;
    const cached = cacheKey && this.cache.get(cacheKey);
    if (cached) return cached;
    const standing = await ('channelId' in key
      ? this.standings.of({ userId, channelId: key.channelId })
      : this.database.read((reader) => channelStanding(reader, userId, key)));
    // Only what grants: a refusal from the cache would outlive its reason.
    if (cacheKey && standing && judge(permission, standing) === 'granted') this.cache.set(cacheKey, standing);
    return standing;
  }
}

/** Which names a command gives for the guard alone: its input is what remains. */
export function namesOf(permission: Permission): readonly string[] {
  const policy: Policy = policies[permission];
  if (policy.on === 'user' || policy.on === 'installation' || namedInInput(permission)) return [];
  return permission === 'channel.open' ? ['channelId', 'teamId', 'slug'] : [`${policy.on}Id`];
}

/** Whether the resource is named in the input (a REST body) and not in the path. */
export function namedInInput(permission: Permission): boolean {
  const policy: Policy = policies[permission];
  return policy.on === 'team' && policy.named === 'input';
}

function channelKey(names: Names): ChannelKey {
  if (names.channelId === undefined && typeof names.slug === 'string') {
    return { teamId: idIn(names, 'teamId'), slug: names.slug };
  }
  return { channelId: idIn(names, 'channelId') };
}

function idIn(names: Names, field: string): string {
  const id = names[field];
  if (isId(id)) return id;
  throw fail('validation.failed', { fields: [{ field, rule: 'isId', message: `${field} must be a lower-case UUID` }] });
}
