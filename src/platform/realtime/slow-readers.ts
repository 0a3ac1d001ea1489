import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Realtime, type Connection } from './realtime.js';

const LOOK_MS = 500;

/** Drops connections that do not read: one of them took a server from 60 to 376 MB. They come back and catch up by `sync`. */
@Injectable()
export class SlowReaders implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SlowReaders.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly realtime: Realtime,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.drop(), LOOK_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private drop(): void {
    const { socketBufferBytes, socketBufferPackets } = this.config;
    for (const connection of this.realtime.connections()) {
      const { packets, bytes } = waiting(connection);
      if (packets <= socketBufferPackets && bytes <= socketBufferBytes) continue;
      this.logger.warn(`Closed a connection that does not read: ${packets} packets and ${bytes} bytes were waiting.`);
      // `close` would first wait for the very buffer that does not drain.
      connection.conn.transport.close();
      transportSocket(connection)?.terminate?.();
      connection.disconnect(true);
    }
  }
}

interface RawSocket {
  bufferedAmount?: number;
  terminate?: () => void;
}

function transportSocket({ conn }: Connection): RawSocket | undefined {
  return (conn.transport as unknown as { socket?: RawSocket }).socket;
}

/** What the process still holds for a connection: packets in Engine.IO's buffer, bytes in the WebSocket's. */
function waiting(connection: Connection): { packets: number; bytes: number } {
  const buffer = (connection.conn as unknown as { writeBuffer: { data?: unknown }[] }).writeBuffer;
  const queued = buffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
  return { packets: buffer.length, bytes: queued + (transportSocket(connection)?.bufferedAmount ?? 0) };
}
