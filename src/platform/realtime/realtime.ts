import { Injectable } from '@nestjs/common';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { AudienceMove } from '../database/write-tx.js';
import type { Caller } from './authenticator.js';

/** What the server keeps with a connection. Nothing of a single message: 198 of 200 concurrent messages got another one's grant when it did. */
interface ConnectionData {
  caller: Caller;
  /** Where it comes from, past our own proxies. */
  address: string;
  /** Settles when the connection is in all its rooms; commands wait for it. */
  ready: Promise<void>;
}

/** A client's connection after authentication. */
export type Connection = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, ConnectionData>;
/** The one Socket.IO server, whose sockets are connections. */
export type ConnectionServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, ConnectionData>;

/** What nodes tell one another when a room's sockets hear other streams than before. */
const MOVED = 'parley:moved';

/** What somebody wants to know of connections of this node, told at once. */
export interface ConnectionWatcher {
  began?(connection: Connection): void;
  ended(connection: Connection): void;
}

/** The way out to sockets on all nodes. Facts go out by the announcer; what passes, by the features' broadcasters. */
@Injectable()
export class Realtime {
  private server: ConnectionServer | undefined;
  private alone = true;
  private readonly listeners: ((room: string) => void)[] = [];
  private readonly watchers: ConnectionWatcher[] = [];

  /** Called once, when the adapter has made the server. `alone`: there are no other nodes. */
  attach(server: ConnectionServer, { alone }: { alone: boolean }): void {
    this.server = server;
    this.alone = alone;
    server.on(MOVED, (room: string) => this.moved(room));
  }

  /** Calls `listener` on every node of several after what a room's sockets hear was changed: it looks in the database what that is now. */
  onMoved(listener: (room: string) => void): void {
    this.listeners.push(listener);
  }

  /** Tells `watcher` of every connection of this node from now on: its beginning, authenticated but not in its rooms yet, and its end. */
  watchConnections(watcher: ConnectionWatcher): void {
    this.watchers.push(watcher);
  }

  /** Called by the adapter for every new connection. */
  connected(connection: Connection): void {
    for (const watcher of this.watchers) watcher.began?.(connection);
    connection.once('disconnect', () => {
      for (const watcher of this.watchers) watcher.ended(connection);
    });
  }

  /** Sends to everyone in a room, on every node, but for those who are also in the room `except`. Not stored and not repeated: a hint or a passing event. */
  publish(room: string, event: string, data: object, { except }: { except?: string } = {}): void {
    const audience = this.server?.to(room);
    (except === undefined ? audience : audience?.except(except))?.emit(event, data);
  }

  /** Sends to the sockets of this node alone. */
  publishLocally(room: string, event: string, data: object): void {
    this.server?.local.to(room).emit(event, data);
  }

  /**
   * Changes who hears what, on every node. Other nodes are told only that something moved, and look themselves: a node that paused between its
   * commit and this line would otherwise let somebody in whom another node has removed meanwhile.
   */
  move(move: AudienceMove): void {
    if (!this.server) return;
    if (move.kind === 'disconnect') return this.server.in(move.room).disconnectSockets(true);
    const here = this.server.local.in(move.room).except(move.except);
    if (move.kind === 'admit') here.socketsJoin(move.streams);
    else here.socketsLeave(move.streams);
    if (this.alone) return;
    this.server.serverSideEmit(MOVED, move.room);
    this.moved(move.room); // here as well, for the answer to the commit may have been late
  }

  private moved(room: string): void {
    for (const listener of this.listeners) listener(room);
  }

  /** The connections of this node, or those of them in one room. */
  connections(room?: string): Connection[] {
    if (!this.server) return [];
    const { sockets, adapter } = this.server.of('/');
    if (room === undefined) return [...sockets.values()];
    return [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id) ?? []);
  }
}
