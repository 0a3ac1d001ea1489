import { useState } from 'react';
import type { Channel, ListedMedia, Media } from '@parley/client';
import { Attachment } from '../media/attachments.js';
import { PictureDialog } from '../media/picture-dialog.js';
import { Picture } from '../media/picture.js';
import { quietly } from '../session/parley.js';
import { jumpTo } from '../frame/jump.js';
import { More } from '../ui/more.js';
import { dayOf, momentOf } from '../ui/time.js';
import { useFiles } from './use-files.js';

const kinds = {
  pictures: { label: 'Pictures', kinds: ['image'], empty: 'No pictures have been sent here yet.' },
  files: { label: 'Files', kinds: ['file', 'video', 'audio'], empty: 'No files have been sent here yet.' },
  notes: { label: 'Voice notes', kinds: ['voice'], empty: 'No voice notes have been sent here yet.' },
} as const satisfies Record<string, { label: string; kinds: readonly Media['kind'][]; empty: string }>;

type Kind = keyof typeof kinds;

/** What was sent in a conversation, by kind, the newest first: to be opened here, or looked at in its place. */
export function Files({ channel }: { channel: Channel }) {
  const [kind, setKind] = useState<Kind>('pictures');
  return (
    <div className="grid grid-cols-1 gap-4 p-4">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">What to list</legend>
        {(Object.keys(kinds) as Kind[]).map((one) => (
          <label
            key={one}
            className="cursor-pointer rounded-full border border-line px-3 py-1 text-sm font-medium text-muted hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:py-2"
          >
            <input
              type="radio"
              name="files"
              value={one}
              checked={one === kind}
              onChange={() => setKind(one)}
              className="sr-only"
            />
            {kinds[one].label}
          </label>
        ))}
      </fieldset>
      <List key={kind} channelId={channel.id} kind={kind} />
    </div>
  );
}

function List({ channelId, kind }: { channelId: string; kind: Kind }) {
  const { label, kinds: wanted, empty } = kinds[kind];
  const pages = useFiles(channelId, wanted);
  const items = pages.items ?? [];
  return (
    <>
      {kind === 'pictures' ? (
        <Pictures channelId={channelId} items={items} />
      ) : (
        <ul aria-label={label} className="grid grid-cols-1 gap-3 empty:hidden">
          {items.map((one) => (
            <li key={one.media.id} className="grid grid-cols-1 gap-0.5">
              <Attachment media={one.media} />
              <Origin of={one} />
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} empty={empty} />
    </>
  );
}

function Pictures({ channelId, items }: { channelId: string; items: readonly ListedMedia[] }) {
  /** What was there when one was opened: the dialog finds the others by itself. */
  const [open, setOpen] = useState<{ pictures: readonly ListedMedia[]; first: number }>();
  const ready = items.filter(({ media }) => media.state === 'ready');
  return (
    <>
      <ul aria-label={kinds.pictures.label} className="grid grid-cols-3 gap-1 empty:hidden">
        {ready.map(({ media }, index) => (
          <li key={media.id} className="grid">
            <Picture
              picture={media}
              isTile
              onOpen={() => setOpen({ pictures: ready.toReversed(), first: ready.length - 1 - index })}
            />
          </li>
        ))}
      </ul>
      {open && <PictureDialog channelId={channelId} {...open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** Who sent it, and when; a click leads to its place. */
function Origin({ of: { media, channelId, author, sentAt } }: { of: ListedMedia }) {
  return (
    <button
      type="button"
      title="Show in the conversation"
      onClick={() => quietly(jumpTo(media.messageId!, channelId))}
      className="flex min-w-0 items-baseline gap-1.5 justify-self-start rounded px-1 text-sm text-muted hover:text-ink hover:underline"
    >
      <bdi className="truncate">{author.displayName}</bdi>
      <time dateTime={sentAt} title={momentOf(sentAt)} className="shrink-0">
        {dayOf(sentAt)}
      </time>
      <span className="sr-only">Show in the conversation</span>
    </button>
  );
}
