import type { Media } from '@parley/client';
import { gridOf, placeOf, shapeOf, sorted } from './place.js';

/** The room that attachments will take, until what shows them is loaded: nothing below them moves when it is. */
export function Placeholder({ attachments }: { attachments: readonly Media[] }) {
  const { pictures, others } = sorted(attachments);
  return (
    <div className="mt-1 grid justify-items-start gap-1.5" aria-hidden="true">
      {pictures.length > 0 && (
        <div className={gridOf(pictures.length)}>
          {pictures.map((picture) => (
            <div
              key={picture.id}
              style={pictures.length > 1 ? undefined : placeOf(picture)}
              className={`max-w-full rounded-xl bg-panel ${pictures.length > 1 ? 'aspect-square' : ''}`}
            />
          ))}
        </div>
      )}
      {others.map((media) => (
        <PlaceholderOf key={media.id} media={media} />
      ))}
    </div>
  );
}

function PlaceholderOf({ media }: { media: Media }) {
  if (media.state !== 'ready') return <Row />;
  if (media.kind === 'voice')
    return (
      <div className="w-80 max-w-full rounded-xl border border-line p-1.5">
        <div className="size-9 pointer-coarse:size-10" />
      </div>
    );
  if (media.kind === 'audio')
    return (
      <div className="grid w-96 max-w-full gap-1">
        <Row />
        <div className="h-[54px]" />
      </div>
    );
  if (media.kind === 'video')
    return (
      <div className="w-120 max-w-full">
        <div style={shapeOf(media)} className="max-h-96 w-full rounded-xl bg-panel" />
        <div className="h-9" />
      </div>
    );
  return <Row />;
}

/** As high as the row of a file, whose two lines are told apart by their size. */
function Row() {
  return (
    <div className="flex min-h-13 w-96 max-w-full items-center rounded-xl border border-line bg-panel px-3 py-1.5">
      <p className="grid leading-snug">
        <span className="font-medium">&nbsp;</span>
        <span className="text-sm">&nbsp;</span>
      </p>
    </div>
  );
}
