import type { Devices } from './presence.wire.js';

/** In so many looks one after the other a node's entries must be missing before its people are: an emptied Redis is filled again between two. */
const MISSES = 2;

interface Node {
  people: Map<string, Devices>;
  missed: number;
}

/** What this node knows of the people of the others. Each change of it answers whom it is about. */
export class OtherNodes {
  private readonly nodes = new Map<string, Node>();

  /** The one that tells most, or undefined when the person has no device anywhere else. */
  devicesOf(userId: string): Devices | undefined {
    let found: Devices | undefined;
    for (const { people } of this.nodes.values()) {
      const devices = people.get(userId);
      if (devices === 'active') return devices;
      found ??= devices;
    }
    return found;
  }

  /** A node said this of some of its people. */
  apply(nodeId: string, changes: [userId: string, devices: Devices | null][]): string[] {
    const { people } = this.node(nodeId);
    for (const [userId, devices] of changes) {
      if (devices === null) people.delete(userId);
      else people.set(userId, devices);
    }
    return changes.map(([userId]) => userId);
  }

  /** All that a node says, or undefined when nothing of it was found. */
  replace(nodeId: string, now: Map<string, Devices> | undefined): string[] {
    const node = this.node(nodeId);
    if (now) {
      const before = node.people;
      this.nodes.set(nodeId, { people: now, missed: 0 });
      return [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id));
    }
    node.missed += 1;
    if (node.missed < MISSES) return [];
    this.nodes.delete(nodeId);
    return [...node.people.keys()];
  }

  /** The nodes of whom something is known. */
  ids(): string[] {
    return [...this.nodes.keys()];
  }

  private node(nodeId: string): Node {
    let node = this.nodes.get(nodeId);
    if (!node) {
      node = { people: new Map(), missed: 0 };
      this.nodes.set(nodeId, node);
    }
    return node;
  }
}
