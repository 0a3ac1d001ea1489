import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { freshDatabase, type TestDatabase } from './databases.js';
import { Balancer, RedisServer, ServerNode } from './processes.js';

/** Two real nodes on one MySQL and one Redis, behind a balancer. */
export class Cluster {
  private constructor(
    readonly database: TestDatabase,
    readonly env: Record<string, string>,
    public redis: RedisServer,
    public nodes: [ServerNode, ServerNode],
    readonly balancer: Balancer,
  ) {}

  static async start(env: Record<string, string> = {}, dist = 'dist'): Promise<Cluster> {
    const [database, redis] = await Promise.all([freshDatabase('mysql'), RedisServer.start()]);
    const shared = {
      ...database.env,
      REDIS_URL: redis.url,
      JWT_SECRET: 'the-secret-that-both-nodes-of-this-test-share',
      ...env,
    };
    const nodes = await Promise.all([ServerNode.start(shared, { dist }), ServerNode.start(shared, { dist })]);
    const balancer = await Balancer.start(nodes.map(({ port }) => port));
    return new Cluster(database, shared, redis, nodes, balancer);
  }

  /** Kills a node at once, as a power cut does, and starts it again. */
  async killAndRestart(index: 0 | 1, pauseMs = 0): Promise<void> {
    await this.nodes[index].end('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    this.nodes[index] = await this.nodes[index].again();
  }

  /** Kills Redis, which forgets everything, and starts an empty one after a pause. */
  async killAndEmptyRedis(pauseMs: number): Promise<void> {
    await this.redis.end('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    this.redis = await this.redis.again();
  }

  /** What stands in the database. */
  async rows<T = any>(sql: string, values: (string | number)[] = []): Promise<T[]> {
    const connection = await createConnection(this.database.env.DATABASE_URL!);
    const [rows] = await connection.query<RowDataPacket[]>(sql, values);
    await connection.end();
    return rows as T[];
  }

  /** Every count that is kept beside the rows that it counts, and is not what they come to. */
  async wrongCounts(): Promise<unknown[]> {
    return [
      ...(await this.rows(
        `SELECT m.id AS messageId, m.reactionCount, COUNT(r.id) AS reactions FROM messages m
         LEFT JOIN reactions r ON r.messageId = m.id AND r.removedAt IS NULL
         WHERE m.deletedAt IS NULL GROUP BY m.id, m.reactionCount HAVING m.reactionCount <> reactions`,
      )),
      ...(await this.rows(
        `SELECT t.channelId AS threadId, t.replyCount, COUNT(m.id) AS replies FROM threads t
         LEFT JOIN messages m ON m.channelId = t.channelId AND m.kind = 'text' AND m.deletedAt IS NULL
         GROUP BY t.channelId, t.replyCount HAVING t.replyCount <> replies`,
      )),
      ...(await this.rows(
        `SELECT s.id AS stream, s.seq, COUNT(m.id) AS messages, COALESCE(MAX(m.seq), 0) AS newest FROM streams s
         LEFT JOIN messages m ON s.id = CONCAT('channel:', m.channelId)
         WHERE s.id LIKE 'channel:%' GROUP BY s.id, s.seq HAVING s.seq <> messages OR s.seq <> newest`,
      )),
    ];
  }

  async stop(): Promise<void> {
    await this.balancer.close();
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
    await this.redis.end('SIGKILL');
    await this.database.drop();
  }
}
