import { useEffect, useRef, useState, type ClipboardEvent, type DragEvent, type ReactNode } from 'react';
import { Paperclip } from 'lucide-react';

interface Props {
  /** What is said while files are held over it. */
  label: string;
  /** Undefined where nothing can be dropped. */
  onFiles: ((files: File[]) => void) | undefined;
  children: ReactNode;
}

/** Takes files that are dropped or pasted anywhere on it, and says so while they are held over it. */
export function DropZone({ label, onFiles, children }: Props) {
  const [isOver, setOver] = useState(false);
  /** Each element inside is entered and left by itself. */
  const depth = useRef(0);

  // A file that is dropped beside it would be opened in the place of the whole page.
  useEffect(() => {
    const stay = (event: globalThis.DragEvent): void => {
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
    };
    addEventListener('dragover', stay);
    addEventListener('drop', stay);
    return () => {
      removeEventListener('dragover', stay);
      removeEventListener('drop', stay);
    };
  }, []);

  function enter(by: 1 | -1): void {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  }

  function drop(event: DragEvent): void {
    depth.current = 0;
    setOver(false);
    const files = filesIn(event.dataTransfer);
    if (files.length > 0) onFiles?.(files);
  }

  function paste(event: ClipboardEvent): void {
    if (event.defaultPrevented || (event.target as Element).matches('input, textarea')) return; // a box has its own way
    const files = pastedFiles(event.clipboardData);
    if (files.length > 0) onFiles?.(files);
  }

  return (
    <div
      onPaste={paste}
      onDragEnter={(event) => onFiles && carriesFiles(event.dataTransfer) && enter(1)}
      onDragLeave={(event) => carriesFiles(event.dataTransfer) && enter(-1)}
      onDrop={drop}
      role="presentation"
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
    >
      {children}
      {isOver && (
        <p className="pointer-events-none absolute inset-2 z-20 grid place-content-center justify-items-center gap-2 rounded-2xl border-2 border-dashed border-accent bg-accent-soft/90 text-lg font-semibold">
          <Paperclip size={28} className="text-accent" aria-hidden="true" />
          {label}
        </p>
      )}
    </div>
  );
}

function carriesFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}

/** Pictures of the screen and the like. A table that is copied brings a picture of itself besides its text, which is what is meant. */
export function pastedFiles(data: DataTransfer): File[] {
  return data.types.includes('text/plain') ? [] : filesIn(data);
}

/** The files among what is dropped or pasted; folders are none. */
function filesIn(data: DataTransfer): File[] {
  return [...data.items]
    .filter((item) => item.kind === 'file' && !item.webkitGetAsEntry?.()?.isDirectory)
    .flatMap((item) => item.getAsFile() ?? []);
}
