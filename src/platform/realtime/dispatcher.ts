import { Injectable } from '@nestjs/common';
import { lastValueFrom, type Observable } from 'rxjs';
import { Mutex } from '../database/mutex.js';
import { fail } from '../errors/problem.js';
import { FlowLimits, type Claim } from '../http/flow-limits.js';
import { RateLimits } from '../http/rate-limits.js';
import { IncomingCommand, type CommandAnswer } from './incoming-command.js';
import type { Connection } from './realtime.js';
import { SocketFlood } from './socket-flood.js';

/** A gateway's method, with Nest's guards and pipes around it. */
export interface CommandHandler {
  message: string;
  callback: (command: IncomingCommand) => Promise<unknown> | Observable<unknown>;
}

type Transform = (result: Promise<unknown> | Observable<unknown>) => Observable<unknown>;

/** Takes every frame of a connection, finds the command's handler and sees to it that each one is answered exactly once. */
@Injectable()
export class Dispatcher {
  private readonly handlers = new Map<string, (command: IncomingCommand) => Promise<unknown>>();
  private readonly ordered = new Set<string>();

  constructor(
    private readonly limits: RateLimits,
    private readonly flows: FlowLimits,
    private readonly flood: SocketFlood,
  ) {}

  /** Adds a gateway's handlers, once for all connections. */
  register(handlers: CommandHandler[], transform: Transform): void {
    for (const { message, callback } of handlers) {
      this.handlers.set(message, (command) => lastValueFrom(transform(callback(command)), { defaultValue: undefined }));
    }
  }

  /** From now on commands of this name are taken one after the other, as they come from a connection: for those that mean something else when they cross. */
  keepOrder(name: string): void {
    this.ordered.add(name);
  }

  /** Begins to take the frames of a connection. */
  listen(connection: Connection): void {
    const turns = new Mutex();
    connection.onAny((name: string, ...args: unknown[]) => void this.dispatch(connection, name, args, turns));
  }

  /** Never rejects: whatever goes wrong becomes the command's answer. */
  private async dispatch(connection: Connection, name: string, args: unknown[], turns: Mutex): Promise<void> {
    const ack = args.at(-1);
    const acked = typeof ack === 'function';
    const reply = acked
      ? (answer: CommandAnswer) => (ack as (answer: CommandAnswer) => void)(answer)
      : (answer: CommandAnswer) => void connection.emit('problem', answer);
    const payload = acked ? args.slice(0, -1) : args;
    const command = new IncomingCommand(connection, name, isPlain(payload[0]) ? payload[0] : {}, reply);
    try {
      this.flood.admit(connection);
      const { userId } = connection.data.caller;
      const miss: Claim = ['lookup.miss', userId];
      this.flows.require(miss);
      await this.limits.consume('socket.user', userId);
      if (!acked) throw fail('command.ack_required');
      const handler = this.handlers.get(name);
      if (!handler) throw fail('command.unknown');
      if (payload.length > 1 || (payload.length === 1 && !isPlain(payload[0]))) throw notAnObject();
      await connection.data.ready;
      // After the limits, so that nobody makes others of theirs wait by what is refused anyway.
      const result = this.ordered.has(name) ? turns.run(() => handler(command)) : handler(command);
      command.succeed(await result); // a no-op when the filter has answered already
      if (command.refusal === 'not_found') this.flows.spend(miss);
    } catch (error) {
      command.fail(error);
    }
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function notAnObject() {
  return fail('validation.failed', {
    fields: [{ field: '', rule: 'isObject', message: 'a command takes one JSON object' }],
  });
}
