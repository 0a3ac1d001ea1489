import type { EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import type { FactType, LoggedChange } from '../../platform/changes/facts.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { toPreferences, type ChannelPreferences } from './channel.wire.js';
import { membersByKey, ownKeys } from './member-keys.js';

type Wanted = Partial<Pick<ChannelMemberEntity, 'notify' | 'muted' | 'closedSeq'>>;

/** Stores what somebody wants of a channel and tells their devices. What is so already stays as it is. The caller holds their stream. */
export async function storePreferences(
  tx: WriteTx,
  type: FactType<ChannelPreferences>,
  before: ChannelMemberEntity,
  wanted: Wanted,
): Promise<ChannelPreferences> {
  const after = { ...before, ...wanted, preferencesVersion: before.preferencesVersion + 1 };
  const fields = Object.keys(wanted) as (keyof Wanted)[];
  if (fields.every((field) => after[field] === before[field])) return toPreferences(before);
  const { channelId, userId, preferencesVersion } = after;
  await tx.manager.update(ChannelMemberEntity, { channelId, userId }, { ...wanted, preferencesVersion });
  const told = toPreferences(after);
  tx.change(`user:${userId}`, type, channelId, told);
  return told;
}

/** For `sync`: what is wanted now. Of a channel that the person is in no more nothing is told. */
export async function loadPreferences(
  reader: EntityManager,
  changes: LoggedChange[],
): Promise<(ChannelPreferences | undefined)[]> {
  const keys = ownKeys(changes);
  const members = await membersByKey(reader, keys);
  return keys.map(({ channelId, userId }) => {
    const member = members.get(`${channelId}/${userId}`);
    return member?.state === 'joined' ? toPreferences(member) : undefined;
  });
}
