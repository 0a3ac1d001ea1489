import type { ChangesFrame, StreamId } from '../wire.js';

/** Frames that cannot be applied yet: something before them is missing, or an answer is under way. */
export class HeldFrames {
  private readonly frames = new Map<StreamId, ChangesFrame[]>();

  add(frame: ChangesFrame): void {
    const held = this.frames.get(frame.stream);
    if (held) held.push(frame);
    else this.frames.set(frame.stream, [frame]);
  }

  has(stream: StreamId): boolean {
    return this.frames.has(stream);
  }

  streams(): StreamId[] {
    return [...this.frames.keys()];
  }

  /** The highest position that was heard of. */
  highest(stream: StreamId): number {
    return Math.max(0, ...(this.frames.get(stream) ?? []).map(({ to }) => to));
  }

  /** Takes out the frame that follows `position`. Those that hold nothing new are dropped. */
  following(stream: StreamId, position: number): ChangesFrame | undefined {
    const fresh = (this.frames.get(stream) ?? []).filter(({ to }) => to > position);
    const next = fresh.find(({ from }) => from <= position + 1);
    const rest = fresh.filter((frame) => frame !== next);
    if (rest.length > 0) this.frames.set(stream, rest);
    else this.frames.delete(stream);
    return next;
  }

  drop(stream: StreamId): void {
    this.frames.delete(stream);
  }

  clear(): void {
    this.frames.clear();
  }
}
