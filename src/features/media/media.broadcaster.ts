import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { fact, FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';
import type { StreamId } from '../../platform/database/ids.js';
import { PassingEvents } from '../../platform/realtime/passing-events.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { MediaEntity } from './media.entity.js';
import { Media, MediaProgress, toMedia } from './media.wire.js';

/** Told to the channel of the message that it hangs on, or to its sender alone while it hangs on nothing. */
export const mediaReady = fact('media.ready', Media, 'channel', 'user');
export const mediaFailed = fact('media.failed', Media, 'channel', 'user');
const PROGRESS = 'media.progress';

/** What Media tells of uploads. */
@Injectable()
export class MediaBroadcaster {
  constructor(
    facts: FactRegistry,
    events: PassingEvents,
    private readonly realtime: Realtime,
  ) {
    facts.register({ name: 'media', facts: [mediaReady, mediaFailed], load: loadMedia });
    events.register({ name: PROGRESS, data: MediaProgress });
  }

  progress(stream: StreamId, event: MediaProgress): void {
    this.realtime.publish(stream, PROGRESS, event);
  }
}

/** Of what is removed nothing is told: the message that it hung on says so. */
async function loadMedia(reader: EntityManager, changes: LoggedChange[]): Promise<(Media | undefined)[]> {
  const ids = [...new Set(changes.map(({ subjectId }) => subjectId))];
  const rows = await reader.findBy(MediaEntity, { id: In(ids), removedAt: IsNull() });
  const found = new Map(rows.map((row) => [row.id, toMedia(row)]));
  return changes.map(({ subjectId }) => found.get(subjectId));
}
