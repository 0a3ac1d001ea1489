import type { ChannelEntity } from './channel.entity.js';
import type { ChannelEvent } from './system-messages.port.js';

/** What a change of a channel stands in its timeline as: each thing that members would notice, in a fixed order. */
export function eventsBetween(before: ChannelEntity, after: ChannelEntity): ChannelEvent[] {
  const events: ChannelEvent[] = [];
  const { name, topic, visibility } = after;
  if (name !== before.name) events.push({ event: 'channel_renamed', from: before.name, to: name });
  if (topic !== before.topic) events.push({ event: 'topic_changed', topic });
  if (visibility !== before.visibility) events.push({ event: 'visibility_changed', visibility });
  const archived = after.archivedAt !== null;
  if (archived !== (before.archivedAt !== null))
    events.push({ event: archived ? 'channel_archived' : 'channel_restored' });
  return events;
}
