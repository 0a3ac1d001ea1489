import { useState } from 'react';
import type { Media, Message } from '@parley/client';
import { BeingPrepared, Failed, FileRow } from './file-row.js';
import { listed } from './listed.js';
import { Picture } from './picture.js';
import { PictureDialog } from './picture-dialog.js';
import { gridOf, sorted } from './place.js';
import { Film, Sound, Voice } from './player.js';

/** What hangs on a message: pictures together, then everything else in the order in which it was sent. */
export default function Attachments({ message }: { message: Message }) {
  const { attachments, channelId } = message;
  const [open, setOpen] = useState<number>();
  const { pictures, others } = sorted(attachments);
  return (
    <div className="mt-1 grid grid-cols-1 justify-items-start gap-1.5">
      {pictures.length > 0 && (
        <div className={gridOf(pictures.length)}>
          {pictures.map((picture, index) => (
            <Picture key={picture.id} picture={picture} isTile={pictures.length > 1} onOpen={() => setOpen(index)} />
          ))}
        </div>
      )}
      {others.map((media) => (
        <Attachment key={media.id} media={media} />
      ))}
      {open !== undefined && (
        <PictureDialog
          channelId={channelId}
          pictures={pictures.map((media) => listed(media, message))}
          first={open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

/** One thing that was sent, as what it is. */
export function Attachment({ media }: { media: Media }) {
  if (media.state === 'processing') return <BeingPrepared media={media} />;
  if (media.state === 'failed') return <Failed media={media} />;
  if (media.kind === 'voice') return <Voice media={media} />;
  if (media.kind === 'audio') return <Sound media={media} />;
  if (media.kind === 'video') return <Film media={media} />;
  return <FileRow media={media} />;
}
