import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './cluster.js';
import { MailSink } from './mail-sink.js';
import { signIn, toldOf } from './mailing.js';
import { person, type Person } from './people.js';
import { until, Worker } from './processes.js';

interface JobRow {
  id: string;
  attempts: number;
  lastError: string | null;
  lockedUntil: Date | null;
}

/** Two nodes that serve, two workers that do the jobs, and a mail server. */
export class MailCluster {
  private constructor(
    readonly sink: MailSink,
    readonly cluster: Cluster,
    private workers: Worker[],
    readonly people: Person[],
  ) {}

  static async start(env: Record<string, string> = {}): Promise<MailCluster> {
    const sink = await MailSink.start();
    const cluster = await Cluster.start({ JOBS_IN_PROCESS: 'false', SMTP_URL: sink.url, ...env });
    const workers = await Promise.all([Worker.start(cluster.env), Worker.start(cluster.env)]);
    return new MailCluster(sink, cluster, workers, []);
  }

  get urls(): [string, string] {
    return [this.cluster.nodes[0].url, this.cluster.nodes[1].url];
  }

  jobs(): Promise<JobRow[]> {
    return this.cluster.rows('SELECT id, attempts, lastError, lockedUntil FROM jobs');
  }

  givenUp(): Promise<{ attempts: number; error: string }[]> {
    return this.cluster.rows('SELECT attempts, error FROM dead_letters');
  }

  /** Waits until no job is left. */
  async allDone(ms: number): Promise<void> {
    await until(async () => (await this.jobs()).length === 0, 'no job is left', ms);
  }

  /** Ten people sign in so often in all; each sign-in calls itself otherwise. */
  async signIn(count: number, name: string): Promise<void> {
    while (this.people.length < 10) this.people.push(await person(this.urls[this.people.length % 2]!, 'p'));
    await signIn(this.urls, this.people, count, name);
  }

  /** How often each of those sign-ins was told of. */
  copiesOf(name: string): number[] {
    return [...toldOf(this.sink, name).values()].map((copies) => copies.length);
  }

  /** Kills both workers at once and starts others. Answers the tries (job and number) that they had in hand, of which nobody knows how they went. */
  async killWorkers(): Promise<string[]> {
    await Promise.all(this.workers.map((worker) => worker.end('SIGKILL')));
    const inHand = (await this.jobs()).filter(({ lockedUntil }) => lockedUntil !== null);
    this.workers = await Promise.all(this.workers.map((worker) => worker.again()));
    return inHand.map(({ id, attempts }) => `${id} ${attempts}`);
  }

  /** The mail server refuses every connection for so long; `each` happens every second meanwhile. */
  async outage(seconds: number, each: () => Promise<unknown>): Promise<void> {
    await this.sink.down();
    for (let second = 0; second < seconds; second += 1) await Promise.all([each(), sleep(1_000)]);
    await this.sink.up();
  }

  /** What rests until it is tried again has rested: for tests that cannot wait a minute. */
  async endRests(): Promise<void> {
    await this.cluster.rows('UPDATE jobs SET runAt = UTC_TIMESTAMP(3) WHERE lockedUntil IS NULL');
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.end('SIGKILL')));
    await this.cluster.stop();
    await this.sink.down();
  }
}
