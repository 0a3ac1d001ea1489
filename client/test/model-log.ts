import type { ChangesFrame, Fact, FactType, StreamAnswer, StreamId, SyncAnswer } from '../src/index.js';

/** What a fact tells of its subject as it is now; nothing where that is gone. */
type Load = () => Fact['data'] | undefined;

interface Log {
  position: number;
  changes: { position: number; type: FactType; subject: string; load: Load }[];
}

/** The change log of the model: positions, one frame a stream and commit, heads, and condensed `sync`. */
export abstract class ModelLog {
  /** Frames on their way to me. */
  frames: ChangesFrame[] = [];
  private readonly logs: Map<StreamId, Log>;
  private commit = new Map<StreamId, ChangesFrame>();

  constructor(streams: StreamId[]) {
    this.logs = new Map(streams.map((id) => [id, { position: 0, changes: [] }]));
  }

  /** Whether I hear this stream. */
  protected abstract isMine(stream: StreamId): boolean;

  /** What I begin with for it. */
  protected abstract snapshot(stream: StreamId): object;

  /** Runs some writes as one commit and publishes one frame a stream. */
  write(work: () => void): void {
    this.commit = new Map();
    work();
    // Audiences move first: who left hears nothing more on that stream.
    for (const [stream, frame] of this.commit) if (this.isMine(stream)) this.frames.push(structuredClone(frame));
  }

  heads(): Record<StreamId, number> {
    const mine = [...this.logs].filter(([stream]) => this.isMine(stream));
    return Object.fromEntries(mine.map(([stream, { position }]) => [stream, position]));
  }

  /** As `src/platform/changes/sync.ts` answers. With `pruned` the log is empty. */
  sync(positions: Record<StreamId, number | null>, discover: boolean, pruned: boolean): SyncAnswer {
    const named = Object.keys(positions);
    const asked = new Set(discover ? [...named, ...this.logs.keys()] : named);
    const streams: Record<StreamId, StreamAnswer> = {};
    for (const stream of asked) {
      if (this.isMine(stream)) streams[stream] = this.answer(stream, positions[stream] ?? null, pruned);
      else if (stream in positions) streams[stream] = { status: 'gone' };
    }
    return structuredClone({ epoch: 'e1', streams });
  }

  protected change(stream: StreamId, type: FactType, subject: string, load: Load): void {
    const log = this.logs.get(stream)!;
    log.position += 1;
    log.changes.push({ position: log.position, type, subject, load });
    const frame = this.commit.get(stream) ?? { stream, from: log.position, to: log.position, events: [] };
    frame.to = log.position;
    frame.events.push({ position: log.position, type, data: structuredClone(load()!) });
    this.commit.set(stream, frame);
  }

  private answer(stream: StreamId, held: number | null, pruned: boolean): StreamAnswer {
    const { position, changes } = this.logs.get(stream)!;
    if (held === null || held > position || (pruned && held < position)) {
      return { status: 'snapshot', position, data: this.snapshot(stream) };
    }
    const newest = new Map<string, Log['changes'][number]>();
    for (const change of changes.filter((one) => one.position > held)) {
      newest.delete(change.subject);
      newest.set(change.subject, change);
    }
    const events = [...newest.values()].flatMap(({ position, type, load }) => {
      const data = load();
      return data ? [{ position, type, data }] : [];
    });
    return { status: 'changes', position, events };
  }
}
