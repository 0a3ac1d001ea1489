import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InstallationAccess } from '../../core/access/grants.js';
import { UsersService } from '../../core/users/users.service.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { MediaKind } from './media-kinds.js';
import type { KindUse, StorageUse } from './storage-use.wire.js';

const PEOPLE = 10;

/** Sums of large numbers come as texts from MySQL. */
type Row<T> = T & { uploads: number | string; bytes: number | string };

/** How much room uploads take, for the owners of the installation. */
@Injectable()
export class StorageUseQueries {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  look(_access: InstallationAccess): Promise<StorageUse> {
    const { bucket, media } = this.config;
    return this.database.snapshot(async (reader) => {
      const kinds: KindUse[] = (await sums<{ kind: MediaKind }>(reader, 'kind')).map(counted);
      const owners = (await sums<{ ownerId: string }>(reader, 'ownerId', PEOPLE)).map(counted);
      const users = await this.users.present(
        reader,
        owners.map(({ ownerId }) => ownerId),
      );
      return {
        place: bucket ? 'bucket' : 'folder',
        quotaBytes: media.quotaBytes || null,
        uploads: kinds.reduce((sum, { uploads }) => sum + uploads, 0),
        bytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
        kinds,
        people: owners.map(({ ownerId, uploads, bytes }) => ({ user: users.get(ownerId)!, uploads, bytes })),
      };
    });
  }
}

/** What is removed counts until it is cleared away: so long it takes room. */
function sums<T>(reader: EntityManager, by: 'kind' | 'ownerId', limit = 100): Promise<Row<T>[]> {
  return reader.query(
    `SELECT m.${by}, COUNT(DISTINCT m.id) AS uploads, SUM(f.size) AS bytes
     FROM media m JOIN media_files f ON f.mediaId = m.id GROUP BY m.${by} ORDER BY bytes DESC, m.${by} LIMIT ${limit}`,
  );
}

function counted<T>(row: Row<T>): T & { uploads: number; bytes: number } {
  return { ...row, uploads: Number(row.uploads), bytes: Number(row.bytes) };
}
