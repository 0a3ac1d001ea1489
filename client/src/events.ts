import { callListener } from './store/store.js';
import type { EventMap, Fact, User } from './wire.js';

/** Told with each durable fact: where it stands. Passing events have none. */
export interface Place {
  stream: string;
  position: number;
}

export type Listener<Type extends keyof EventMap> = (data: EventMap[Type], place: Place | undefined) => void;

/** How many facts that travel on several streams are remembered: the copies come within seconds. */
const REMEMBERED = 1_000;

/** Hands out facts and passing events one by one. */
export class Events {
  private readonly listeners = new Map<string, Set<(data: never, place: Place | undefined) => void>>();
  private readonly twins = new Set<string>();

  /** Calls `listener` with each event of this type, until the answered function is called. */
  on<Type extends keyof EventMap>(type: Type, listener: Listener<Type>): () => void {
    const listeners = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Tells facts in their order. One that goes to several streams, as one's own memberships do, is told once. */
  tell(facts: readonly Fact[]): void {
    for (const { type, data, stream, position } of facts) {
      if (!this.wasTold(type, data)) this.emit(type, data, { stream, position });
    }
  }

  /** Tells something that is not stored. */
  tellPassing(event: string, data: unknown): void {
    this.emit(event, data, undefined);
  }

  private emit(type: string, data: unknown, place: Place | undefined): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) callListener(listener, data as never, place);
  }

  private wasTold(type: Fact['type'], data: Fact['data']): boolean {
    const key = twinKey(type, data);
    if (key === undefined) return false;
    if (this.twins.has(key)) return true;
    this.twins.add(key);
    if (this.twins.size > REMEMBERED) this.twins.delete(this.twins.values().next().value!);
    return false;
  }
}

/** What the copies of a fact on several streams have in common; undefined for facts of one stream. */
function twinKey(type: Fact['type'], data: Fact['data']): string | undefined {
  if (type === 'user.updated') return [type, (data as User).id, (data as User).version].join(' ');
  if (type === 'team.deleted' || type === 'channel.deleted') return `${type} ${(data as { id: string }).id}`;
  if (!type.includes('.member.')) return undefined;
  const member = data as {
    teamId?: string;
    channelId?: string;
    user?: { id: string };
    userId?: string;
    version: number;
  };
  return [type, member.teamId ?? member.channelId, member.user?.id ?? member.userId, member.version].join(' ');
}
