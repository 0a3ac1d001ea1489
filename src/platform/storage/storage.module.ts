import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { FolderStorage } from './folder.storage.js';
import { Storage } from './storage.js';

/** Gives `Storage` to everybody. */
@Global()
@Module({ providers: [{ provide: Storage, inject: [Config], useFactory: openStorage }], exports: [Storage] })
export class StorageModule {}

/** Picks the driver by the presence of a bucket, which is the only place that knows. Touches neither the folder nor the bucket yet. */
export async function openStorage({ bucket, storageDir }: Pick<Config, 'bucket' | 'storageDir'>): Promise<Storage> {
  if (!bucket) return new FolderStorage(storageDir);
  const { BucketStorage } = await import('./bucket.storage.js');
  return new BucketStorage(bucket);
}
