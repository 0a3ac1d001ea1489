import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { preferencesChanged } from './channel.facts.js';
import { storePreferences } from './channel-preferences.js';
import type { ChannelPreferences } from './channel.wire.js';
import type { ChannelPreferencesDto } from './channels.dto.js';

/** What somebody wants of a channel: told to all their devices and to nobody else. */
@Injectable()
export class ChannelPreferencesService {
  constructor(private readonly database: Database) {}

  /** What is so already stays as it is. @throws Problem `not_found` for a thread that the caller does not follow. */
  set(access: ChannelAccess, { notify, muted }: ChannelPreferencesDto): Promise<ChannelPreferences> {
    const { userId, channelId } = access;
    return this.database.write([access, `user:${userId}`], async (tx) => {
      const before = await tx.manager.findOneBy(ChannelMemberEntity, { channelId, userId, state: 'joined' });
      if (!before) throw fail('not_found', { detail: 'Only who follows a thread can want something of it.' });
      const wanted = { notify: notify ?? before.notify, muted: muted ?? before.muted };
      return storePreferences(tx, preferencesChanged, before, wanted);
    });
  }
}
