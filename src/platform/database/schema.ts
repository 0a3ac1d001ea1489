import type { MigrationInterface } from 'typeorm';

/** Everything the database holds: handed in by the application's table of contents, because the platform knows no feature. */
export interface Schema {
  entities: (abstract new () => object)[];
  migrations: (new () => MigrationInterface)[];
}
