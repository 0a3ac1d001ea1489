import { LoaderCircle, X } from 'lucide-react';
import { FileIcon } from '../media/file-icon.js';
import { VoiceNote } from '../media/voice-note.js';
import { sizeOf } from '../media/words.js';
import { Button, IconButton } from '../ui/button.js';
import { useTray, hindrance, type Enclosure } from './trays.js';
import { removeFromTray, tryAgain } from './uploads.js';

/** What goes with the next message, above the box where that is written. */
export default function TrayList({ channelId }: { channelId: string }) {
  const tray = useTray(channelId);
  return (
    <div className="grid gap-1.5 border-b border-line p-1 pb-2">
      {tray.items.length > 0 && (
        <ul aria-label="Goes with the message" className="flex max-h-64 flex-wrap gap-1.5 overflow-y-auto">
          {tray.items.map((item) => (
            <Item key={item.key} channelId={channelId} item={item} />
          ))}
        </ul>
      )}
      <p role="status" className="px-1 text-sm text-muted empty:hidden">
        {[tray.notice, hindrance(tray)].filter(Boolean).join(' ')}
      </p>
    </div>
  );
}

function Item({ channelId, item }: { channelId: string; item: Enclosure }) {
  const { name, size, status, note, preview, problem, mayTryAgain } = item;
  return (
    <li
      data-upload={status}
      className={`flex min-h-14 max-w-full min-w-0 items-center max-sm:w-full gap-2.5 rounded-lg border p-1.5 ps-2.5 ${
        status === 'refused' ? 'border-danger bg-danger-soft' : 'border-line bg-panel'
      }`}
    >
      {note && preview ? (
        <VoiceNote bare src={preview} durationMs={note.durationMs} waveform={note.waveform} />
      ) : (
        <Sign item={item} />
      )}
      <div className={`grid min-w-0 leading-snug ${note ? '' : 'w-48 max-sm:flex-1'}`}>
        {!note && (
          <bdi className="truncate font-medium" title={name}>
            {name}
          </bdi>
        )}
        {problem === undefined ? (
          <span className="text-sm text-muted">{sizeOf(size)}</span>
        ) : (
          <span role="alert" className="text-sm text-danger">
            {problem}
          </span>
        )}
        <Progress item={item} />
        {mayTryAgain && (
          <Button look="quiet" className="justify-self-start text-sm" onClick={() => tryAgain(item)}>
            Try again
          </Button>
        )}
      </div>
      <IconButton
        label={`${status === 'uploading' ? 'Cancel' : 'Remove'} ${name}`}
        onClick={() => removeFromTray(channelId, item)}
      >
        <X size={16} />
      </IconButton>
    </li>
  );
}

function Sign({ item: { preview, file, status } }: { item: Enclosure }) {
  if (preview) return <img src={preview} alt="" className="size-11 shrink-0 rounded-md object-cover" />;
  if (status === 'uploading')
    return <LoaderCircle size={22} className="shrink-0 animate-spin text-muted" aria-hidden="true" />;
  return <FileIcon contentType={file?.type ?? ''} />;
}

function Progress({ item: { name, status, percent } }: { item: Enclosure }) {
  if (status !== 'waiting' && status !== 'uploading') return null;
  return (
    <progress
      aria-label={`Uploading ${name}`}
      max={100}
      value={percent}
      className="mt-1 h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line accent-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  );
}
