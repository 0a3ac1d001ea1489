import type { EntityManager } from 'typeorm';
import { acquaintances } from './acquaintances.js';
import { messageStanding, teamStanding, type InChannel, type MessageStanding } from './standing.js';

/** What something uploaded hangs on: registered by the feature that owns the table. */
export type MediaPlace = { uploaderId: string } & (
  | { on: 'nothing' }
  | { on: 'message'; messageId: string }
  | { on: 'user'; subjectId: string }
  | { on: 'team'; subjectId: string }
);

/** Looks up what it hangs on; undefined when there is no such thing, or not any more. */
export type MediaPlaces = (reader: EntityManager, mediaId: string) => Promise<MediaPlace | undefined>;

/** How a person stands to something uploaded. */
export type MediaStanding = { userId: string; mediaId: string; uploaderId: string } & (
  | { on: 'nothing' }
  /** As to the message, which may be gone. */
  | { on: 'message'; message: MessageStanding | undefined }
  /** A picture of a person or a team that the person can see, or not. */
  | { on: 'face'; seen: boolean }
);

/** Something uploaded, with what it hangs on and how the person stands to that. */
export async function mediaStanding(
  reader: EntityManager,
  userId: string,
  mediaId: string,
  { places, messages }: { places: MediaPlaces; messages: InChannel },
): Promise<MediaStanding | undefined> {
  const place = await places(reader, mediaId);
  if (!place) return undefined;
  const common = { userId, mediaId, uploaderId: place.uploaderId };
  if (place.on === 'nothing') return { ...common, on: 'nothing' };
  if (place.on === 'message') {
    const message = await messageStanding(reader, userId, place.messageId, messages);
    return { ...common, on: 'message', message };
  }
  const { subjectId } = place;
  if (place.on === 'user') {
    const known = await acquaintances(reader, userId, [subjectId]);
    return { ...common, on: 'face', seen: known.has(subjectId) };
  }
  const team = await teamStanding(reader, userId, subjectId);
  return { ...common, on: 'face', seen: team !== undefined && !team.withheld };
}
