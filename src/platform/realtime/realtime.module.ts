import { Global, Module } from '@nestjs/common';
import { Dispatcher } from './dispatcher.js';
import { Greeting } from './greeting.js';
import { PassingEvents } from './passing-events.js';
import { Realtime } from './realtime.js';
import { Rooms } from './rooms.js';
import { SlowReaders } from './slow-readers.js';
import { SocketFlood } from './socket-flood.js';

/** The connection to every client: one Socket.IO server, rooms that only the server joins, commands in and events out. */
@Global()
@Module({
  providers: [Realtime, Rooms, Dispatcher, SlowReaders, SocketFlood, PassingEvents, Greeting],
  exports: [Realtime, Rooms, Dispatcher, PassingEvents],
})
export class RealtimeModule {}
