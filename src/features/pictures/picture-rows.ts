import type { WriteTx } from '../../platform/database/write-tx.js';
import { markRemoved, newMedia } from '../media/media-rows.js';
import { MediaEntity, MediaFileEntity } from '../media/media.entity.js';
import type { TakenPicture } from './picture-taking.js';

/** What such pictures are called. What their file was called is its sender's own business: others may see the picture, and nobody asked them. */
export const pictureNames = { user: 'avatar.webp', team: 'icon.webp' } as const;

/** Whose picture it is, who uploaded it, and which one it takes the place of. */
interface Place {
  purpose: 'user' | 'team';
  subjectId: string;
  ownerId: string;
  replaced: string | null;
}

/**
 * Puts a picture, or none, in the place of the one that was there, which is gone for everybody. Answers its id. Under the lock of the stream of
 * whom it shows, so that of many at once one is left.
 */
export async function hangPicture(
  tx: WriteTx,
  { replaced, ...place }: Place,
  picture: TakenPicture | undefined,
): Promise<string | null> {
  await removePicture(tx, replaced);
  if (!picture) return null;
  const name = pictureNames[place.purpose];
  const media = newMedia({ ...picture.media, ...place, name, kind: 'image', state: 'ready', createdAt: tx.now });
  await tx.manager.insert(MediaEntity, media);
  await tx.manager.insert(MediaFileEntity, { ...picture.file, mediaId: media.id });
  return media.id;
}

/** Takes away the picture of somebody or of a team, if there is one. */
export async function removePicture(tx: WriteTx, mediaId: string | null): Promise<void> {
  if (mediaId === null) return;
  await markRemoved(tx, await tx.manager.findBy(MediaEntity, { id: mediaId }));
}
