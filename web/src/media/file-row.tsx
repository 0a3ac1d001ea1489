import type { ReactNode } from 'react';
import type { Media } from '@parley/client';
import { CircleAlert, Download, LoaderCircle } from 'lucide-react';
import { FileIcon } from './file-icon.js';
import { useAddress } from './use-address.js';
import { useProgress } from './use-progress.js';
import { failureOf, sizeOf, titleOf } from './words.js';

/** A file to be saved. */
export function FileRow({ media }: { media: Media }) {
  return (
    <Row icon={<FileIcon contentType={media.contentType} />} media={media} about={sizeOf(media.size)}>
      <DownloadLink media={media} />
    </Row>
  );
}

/** What is not ready yet. It becomes what it will be, in this place. */
export function BeingPrepared({ media }: { media: Media }) {
  const percent = useProgress(media.id);
  const about = percent === undefined ? 'Being prepared…' : `Being prepared… ${percent} %`;
  return (
    <Row
      icon={<LoaderCircle size={22} className="shrink-0 animate-spin text-muted" aria-hidden="true" />}
      media={media}
      about={about}
    />
  );
}

/** What never will be ready, and why. */
export function Failed({ media }: { media: Media }) {
  return (
    <Row
      icon={<CircleAlert size={22} className="shrink-0 text-danger" aria-hidden="true" />}
      media={media}
      about={failureOf(media)}
    />
  );
}

export function DownloadLink({ media: { id, name } }: { media: Media }) {
  const { address } = useAddress(id, 'content');
  return (
    <a
      href={address}
      download={name}
      aria-label={`Download ${name}`}
      title="Download"
      className="grid size-press pointer-coarse:size-tap shrink-0 place-content-center rounded-lg text-muted hover:bg-hover hover:text-ink"
    >
      <Download size={18} />
    </a>
  );
}

interface RowProps {
  icon: ReactNode;
  media: Media;
  about: string;
  children?: ReactNode;
}

function Row({ icon, media, about, children }: RowProps) {
  return (
    <div
      data-media={media.state}
      className="flex min-h-13 w-96 max-w-full items-center gap-3 rounded-xl border border-line bg-panel px-3 py-1.5"
    >
      {icon}
      <p className="grid min-w-0 flex-1 leading-snug">
        <bdi className="truncate font-medium" title={media.name}>
          {titleOf(media)}
        </bdi>
        <span className="text-sm text-muted">{about}</span>
      </p>
      {children}
    </div>
  );
}
