import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { ChannelEntity } from './channel.entity.js';

const BLANK = {
  ...{ name: '', slug: '', topic: '', isGeneral: false, archivedAt: null, slowModeSeconds: 0 },
  ...{ parentId: null, rootMessageId: null, originMessageId: null, dmKey: null, version: 1 },
};

type Given = Pick<ChannelEntity, 'teamId' | 'kind' | 'visibility' | 'hostId'> & Partial<ChannelEntity>;

/** Begins a channel of any kind with its stream: what is not given is blank. Whoever is in it is brought in next. */
export async function insertChannel(tx: WriteTx, given: Given): Promise<ChannelEntity> {
  const row = tx.manager.create(ChannelEntity, { ...BLANK, id: newId(), createdAt: tx.now, ...given });
  tx.open(`channel:${row.id}`);
  await tx.manager.insert(ChannelEntity, { ...row }); // TypeORM writes back into what it is given, raw
  return row;
}
