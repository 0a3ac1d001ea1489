import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Authenticator } from './authenticator.js';
import { Realtime, type Connection } from './realtime.js';
import { StreamDirectory } from './stream-directory.js';

/** So many people's memberships are looked up at once. */
const USERS_A_QUERY = 200;

/** Keeps each connection of this node in the rooms of its user's streams. Only the server joins rooms. */
@Injectable()
export class Rooms {
  constructor(
    private readonly database: Database,
    private readonly directory: StreamDirectory,
    private readonly authenticator: Authenticator,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Puts a new connection into its rooms. `user:` and `session:` come first, so that a membership that changes from here on reaches it; then the
   * streams, looked up twice, because one that ended between look and join would have been told before there was anything to leave.
   */
  async enter(connection: Connection): Promise<void> {
    const { userId, sessionId } = connection.data.caller;
    await connection.join([`user:${userId}`, `session:${sessionId}`]);
    await this.align([userId]);
    await this.align([userId]);
  }

  /**
   * Sets right what this node's connections of these users hear, and closes those whose session has ended: for moves that nobody told this node.
   * Answers which streams a connection hears only now, and so may have missed something of.
   */
  async reconcile(userIds: string[]): Promise<Map<Connection, string[]>> {
    const added = new Map<Connection, string[]>();
    for (let start = 0; start < userIds.length; start += USERS_A_QUERY) {
      const here = userIds.slice(start, start + USERS_A_QUERY).filter((id) => this.connectionsOf(id).length > 0);
      await this.closeEnded(here.flatMap((id) => this.connectionsOf(id)));
      for (const [connection, streams] of await this.align(here)) added.set(connection, streams);
    }
    return added;
  }

  private connectionsOf(userId: string): Connection[] {
    return this.realtime.connections(`user:${userId}`);
  }

  private async closeEnded(connections: Connection[]): Promise<void> {
    const standing = await this.authenticator.standing(connections.map(({ data }) => data.caller.sessionId));
    for (const connection of connections) {
      if (!standing.has(connection.data.caller.sessionId)) connection.disconnect(true);
    }
  }

  private async align(userIds: string[]): Promise<Map<Connection, string[]>> {
    const streams = await this.database.read((reader) => this.directory.streamsOf(reader, userIds));
    const added = new Map<Connection, string[]>();
    for (const userId of userIds) {
      const wanted = new Set<string>(streams.get(userId));
      for (const connection of this.connectionsOf(userId)) {
        const { id, data, rooms } = connection;
        const missing = [...wanted].filter((room) => !rooms.has(room));
        if (missing.length > 0) added.set(connection, missing);
        const own = new Set([id, `session:${data.caller.sessionId}`]);
        const surplus = [...rooms].filter((room) => !wanted.has(room) && !own.has(room));
        await connection.join(missing);
        for (const room of surplus) await connection.leave(room);
      }
    }
    return added;
  }
}
