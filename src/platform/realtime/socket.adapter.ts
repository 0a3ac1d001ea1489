import type { IncomingMessage } from 'node:http';
import { Logger, type INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { Config } from '../config/config.js';
import { asProblem } from '../errors/as-problem.js';
import { toProblemBody } from '../errors/problem.js';
import { newId } from '../database/ids.js';
import { addressBehind, addressKey } from '../http/address.js';
import { RateLimits } from '../http/rate-limits.js';
import { REDIS } from '../redis/redis.module.js';
import { Authenticator } from './authenticator.js';
import { Dispatcher } from './dispatcher.js';
import { closeAtExpiry } from './expiry.js';
import { joinNodes } from './nodes.js';
import { Realtime, type Connection, type ConnectionServer } from './realtime.js';
import { Rooms } from './rooms.js';

type Middleware = (connection: Connection, next: (error?: Error) => void) => void;

/** The one Socket.IO server: who may connect, what a frame may weigh, how nodes reach one another, and how commands get in. */
export class SocketAdapter extends IoAdapter {
  protected override logger = new Logger(SocketAdapter.name);
  private readonly config: Config;
  private readonly dispatcher: Dispatcher;
  private subscriber: Redis | undefined;

  constructor(private readonly nest: INestApplication) {
    super(nest);
    this.config = nest.get(Config);
    this.dispatcher = nest.get(Dispatcher);
  }

  override createIOServer(): ConnectionServer {
    const server: ConnectionServer = new Server(this.httpServer, {
      maxHttpBufferSize: this.config.maxFrameBytes,
      serveClient: false,
      pingInterval: 20_000,
      pingTimeout: 15_000,
      perMessageDeflate: false,
      cors: { origin: this.checkOrigin, credentials: true },
      allowRequest: (request: IncomingMessage, allow: (message: string | null, success: boolean) => void) =>
        allow(null, this.config.allowsOrigin(request.headers.origin ?? this.config.publicUrl)),
    });
    const redis = this.nest.get<Redis | undefined>(REDIS);
    if (redis) this.subscriber = joinNodes(server, redis, this.config);
    server.use(this.authenticate); // covers the namespace `/`, and there is no other
    server.on('connection', (connection) => this.enter(connection));
    this.nest.get(Realtime).attach(server, { alone: !redis });
    return server;
  }

  /**
   * Nest would bind every handler of every gateway to every connection (20 KB each, measured with 95 commands). It is shown one stand-in for all of them: a
   * command brings its connection along.
   */
  override bindClientConnect(_server: ConnectionServer, connected: (connection: object) => void): void {
    connected({});
  }

  /** No gateway waits for the end of a connection: see `Realtime.watchConnections`. */
  override bindClientDisconnect(): void {}

  override bindMessageHandlers(
    _standIn: object,
    ...[handlers, transform]: Parameters<IoAdapter['bindMessageHandlers']> extends [unknown, ...infer Rest]
      ? Rest
      : never
  ): void {
    this.dispatcher.register(handlers, transform);
  }

  /** Socket.IO's adapter unsubscribes and leaves the connection to us. While Redis is away it waits to do so, and cut off it would reject where nobody catches. */
  override dispose(): Promise<void> {
    if (this.subscriber?.status === 'ready') this.subscriber.disconnect();
    return super.dispose();
  }

  private readonly checkOrigin = (
    origin: string | undefined,
    done: (error: Error | null, allowed?: boolean) => void,
  ): void => done(null, origin === undefined || this.config.allowsOrigin(origin));

  private readonly authenticate: Middleware = (connection, next) => {
    const token: unknown = connection.handshake.auth.token;
    connection.data.address = addressBehind(this.config.trustProxy, connection.request);
    this.nest
      .get(RateLimits)
      .consume('socket.connect', addressKey(connection.data.address))
      .then(() => this.nest.get(Authenticator).authenticate(typeof token === 'string' ? token : ''))
      .then((caller) => {
        connection.data.caller = caller;
        next();
      })
      .catch((error: unknown) => {
        const body = toProblemBody(asProblem(error), newId());
        next(Object.assign(new Error(body.code), { data: body })); // the client finds the problem in `error.data`
      });
  };

  private enter(connection: Connection): void {
    this.dispatcher.listen(connection);
    closeAtExpiry(connection);
    this.nest.get(Realtime).connected(connection);
    connection.data.ready = this.nest.get(Rooms).enter(connection);
    connection.data.ready.catch((error: Error) => {
      this.logger.warn(`Closed a connection whose rooms could not be looked up: ${error.message}`);
      connection.disconnect(true);
    });
  }
}
