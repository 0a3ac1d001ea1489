import type { EntityManager } from 'typeorm';
import type { StreamId } from '../database/ids.js';

/** Who hears what. The platform asks; `core/access`, which holds the memberships, answers. */
export abstract class StreamDirectory {
  /** Every stream whose audience the user belongs to, their own included, for each of these users: one query for all. */
  abstract streamsOf(reader: EntityManager, userIds: readonly string[]): Promise<Map<string, StreamId[]>>;
}
