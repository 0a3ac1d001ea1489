// oxlint-disable jsx-a11y/media-has-caption -- what people say and send brings none
import { useState } from 'react';
import type { Media } from '@parley/client';
import { DownloadLink, FileRow } from './file-row.js';
import { shapeOf } from './place.js';
import './playing.js';
import { useAddress } from './use-address.js';
import { VoiceNote } from './voice-note.js';
import { sizeOf } from './words.js';

/** A voice note as it hangs on a message. */
export function Voice({ media: { id, durationMs, waveform } }: { media: Media }) {
  const [inUse, setInUse] = useState(false);
  const { address, isBroken, onError } = useAddress(id, 'content', inUse);
  if (isBroken) return <Unplayable />;
  return (
    <VoiceNote
      src={address}
      durationMs={durationMs ?? 0}
      waveform={waveform ?? []}
      onError={onError}
      onUse={setInUse}
    />
  );
}

/** A piece of music or the like, with the browser's own controls. */
export function Sound({ media }: { media: Media }) {
  const [inUse, setInUse] = useState(false);
  const { address, isBroken, onError } = useAddress(media.id, 'content', inUse);
  return (
    <div className="grid w-96 max-w-full gap-1">
      <FileRow media={media} />
      {isBroken ? (
        <Unplayable />
      ) : (
        <audio
          controls
          preload="none"
          src={address}
          aria-label={media.name}
          onPlay={() => setInUse(true)}
          onError={onError}
          className="w-full"
        />
      )}
    </div>
  );
}

/** A film. Nothing of it is loaded before one wants to see it, but for its picture. */
export function Film({ media }: { media: Media }) {
  const { id, name, size } = media;
  const [inUse, setInUse] = useState(false);
  const { address, isBroken, onError } = useAddress(id, 'content', inUse);
  const { address: poster } = useAddress(id, 'large', inUse);
  return (
    <figure className="w-120 max-w-full">
      {isBroken ? (
        <Unplayable />
      ) : (
        <video
          controls
          playsInline
          preload="none"
          src={address}
          poster={poster}
          aria-label={name}
          onPlay={() => setInUse(true)}
          onError={onError}
          style={shapeOf(media)}
          className="max-h-96 w-full rounded-xl bg-black"
        />
      )}
      <figcaption className="flex items-center gap-2 text-sm text-muted">
        <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
        {sizeOf(size)}
        <DownloadLink media={media} />
      </figcaption>
    </figure>
  );
}

function Unplayable() {
  return <p className="text-sm text-muted">This recording could not be loaded.</p>;
}
