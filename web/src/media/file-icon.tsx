import type { Media } from '@parley/client';
import { File, FileArchive, FileCode, FileImage, FileMusic, FileSpreadsheet, FileText, FileVideo } from 'lucide-react';

const looks = [
  [/^image\//, FileImage],
  [/^audio\//, FileMusic],
  [/^video\//, FileVideo],
  [/zip|x-(tar|7z|rar|bzip2|xz)|gzip|compressed/, FileArchive],
  [/spreadsheet|excel|csv/, FileSpreadsheet],
  [/javascript|json|xml|html|x-sh/, FileCode],
  [/^text\/|pdf|word|opendocument|rtf/, FileText],
] as const;

/** What kind of thing it is, at a glance. */
export function FileIcon({ contentType }: Pick<Media, 'contentType'>) {
  const Icon = looks.find(([kind]) => kind.test(contentType))?.[1] ?? File;
  return <Icon size={22} className="shrink-0 text-muted" aria-hidden="true" />;
}
