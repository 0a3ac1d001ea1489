import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { MediaSweeper, type Swept } from '../../src/features/media/media-sweeper.js';
import { isMark } from '../../src/features/media/storage-mark.js';
import { Config, loadConfig } from '../../src/platform/config/config.js';
import { FolderStorage } from '../../src/platform/storage/folder.storage.js';
import { Cluster } from './cluster.js';
import { Worker } from './processes.js';

/** Two nodes that serve, one worker that does the jobs, and one folder of files that all of them share. */
export class MediaCluster {
  private constructor(
    readonly cluster: Cluster,
    private worker: Worker,
    private readonly folder: string,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<MediaCluster> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
    const cluster = await Cluster.start({ JOBS_IN_PROCESS: 'false', STORAGE_DIR: folder, ...env });
    return new MediaCluster(cluster, await Worker.start(cluster.env), folder);
  }

  /** Has the worker stand still, with all that it has in hand, until `goOn`. */
  stand(): void {
    this.worker.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.worker.child.kill('SIGCONT');
  }

  /** Kills the worker at once. Answers how many jobs it had in hand. */
  async killWorker(): Promise<number> {
    await this.worker.end('SIGKILL');
    const held = await this.cluster.rows('SELECT id FROM jobs WHERE lockedUntil IS NOT NULL');
    return held.length;
  }

  async startWorker(): Promise<void> {
    this.worker = await this.worker.again();
  }

  async noJobIsLeft(): Promise<boolean> {
    return (await this.cluster.rows('SELECT id FROM jobs')).length === 0;
  }

  /** The keys of all that lies in storage. */
  async stored(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of new FolderStorage(this.folder).list()) if (!isMark(key)) keys.push(key);
    return keys.toSorted();
  }

  /** The keys that the database knows. */
  async known(): Promise<string[]> {
    return (await this.cluster.rows<{ id: string }>('SELECT id FROM media_files ORDER BY id')).map(({ id }) => id);
  }

  /** The names of half-written files, and of folders of work that is under way, or was when its process died. */
  async unfinished(): Promise<string[]> {
    return (await Promise.all([this.drafts, this.work].map((folder) => readdir(folder)))).flat();
  }

  /** A third node sweeps, once everything that lies about now is old. */
  async sweepLater(): Promise<Swept> {
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    for (const folder of [this.drafts, this.work])
      for (const name of await readdir(folder)) await utimes(join(folder, name), longAgo, longAgo);
    const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'error', PORT: '0', ...this.cluster.env });
    const node = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Config)
      .useValue(config)
      .compile();
    await node.init();
    try {
      return await node.get(MediaSweeper).sweep({ youngMs: 0 });
    } finally {
      await node.close();
    }
  }

  async stop(): Promise<void> {
    await this.worker.end('SIGKILL');
    await this.cluster.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get drafts(): string {
    return join(this.folder, '.drafts');
  }

  private get work(): string {
    return join(this.cluster.env.DATA_DIR!, 'work');
  }
}
