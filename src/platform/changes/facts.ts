import { Injectable, type Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StreamId } from '../database/ids.js';

/** A kind of durable fact: its name on the wire (`noun.past`), the class of what it carries, and the kinds of stream that hear it. */
export interface FactType<D extends object = object> {
  readonly name: string;
  readonly data: Type<D>;
  readonly streams: readonly string[];
}

/** Names a kind of fact. A write to a stream of another kind is refused. */
export function fact<D extends object>(name: string, data: Type<D>, ...streams: string[]): FactType<D> {
  return { name, data, streams };
}

/** One entry of the log, as loaders see it. */
export interface LoggedChange {
  stream: StreamId;
  position: number;
  type: string;
  subjectId: string;
}

/**
 * All facts about one kind of subject. For `sync` only the newest change of a subject matters, and `load` answers, in the order of its
 * input, what that fact carries now: the same shape and the same content for every viewer, tombstones included. It answers undefined for a
 * subject of which nothing is left, because what it hung under is gone: that is told by a fact of its own, and this one is left out.
 */
export interface FactFamily {
  readonly name: string;
  readonly facts: readonly FactType[];
  load(reader: EntityManager, changes: LoggedChange[]): Promise<(object | undefined)[]>;
}

/** Loads what a client needs to begin with a stream it knows nothing of: one answer per id, for the viewer who asks. */
export type SnapshotLoader = (
  reader: EntityManager,
  viewerId: string,
  subjectIds: string[],
) => Promise<Map<string, object>>;

/** The facts that exist and how to load them. Features register here from their broadcasters; the platform and the generated contract read it. */
@Injectable()
export class FactRegistry {
  private readonly families = new Map<string, FactFamily>();
  private readonly snapshots = new Map<string, { data: Type; load: SnapshotLoader }>();

  /** @throws Error when a fact is registered twice. */
  register(family: FactFamily): void {
    for (const { name } of family.facts) {
      if (this.families.has(name)) throw new Error(`The fact ${name} is registered twice.`);
      this.families.set(name, family);
    }
  }

  /** Registers what a snapshot of the streams of this kind (`channel`, `team`, `user`) holds. */
  registerSnapshot(kind: string, data: Type, load: SnapshotLoader): void {
    if (this.snapshots.has(kind)) throw new Error(`The snapshot of ${kind} is registered twice.`);
    this.snapshots.set(kind, { data, load });
  }

  /** Whether this version knows facts of this type: the log may hold others while nodes of two versions run, or after going back to an older one. */
  knows(type: string): boolean {
    return this.families.has(type);
  }

  /** @throws Error for a fact that nobody registered: ask `knows` first. */
  familyOf(type: string): FactFamily {
    const family = this.families.get(type);
    if (!family) throw new Error(`The fact ${type} is not registered.`);
    return family;
  }

  /** @throws Error for a kind of stream that nobody registered. */
  snapshotOf(kind: string): SnapshotLoader {
    const snapshot = this.snapshots.get(kind);
    if (!snapshot) throw new Error(`No snapshot is registered for streams of kind ${kind}.`);
    return snapshot.load;
  }

  /** Every fact with its class, sorted by name: for the generated contract. */
  allFacts(): FactType[] {
    const facts = [...new Set(this.families.values())].flatMap((family) => family.facts);
    return facts.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Every kind of stream with the class of its snapshot: for the generated contract. */
  allSnapshots(): { kind: string; data: Type }[] {
    return [...this.snapshots].map(([kind, { data }]) => ({ kind, data }));
  }
}
