import { useValue, valueOf } from '../ui/value.js';

/** What somebody in a call is to know: a sentence that stays until it is closed or another comes, and what is only read to screen readers. */
interface Said {
  notice: string | undefined;
  /** What was read to screen readers last. */
  heard: string;
}

const said = valueOf<Said>({ notice: undefined, heard: '' });

/** Shows and reads a sentence. */
export function notify(notice: string): void {
  said.set({ notice, heard: notice });
}

/** Reads a sentence to screen readers; eyes see it anyway. */
export function announce(heard: string): void {
  said.set({ ...said.get(), heard });
}

export function closeNotice(): void {
  said.set({ ...said.get(), notice: undefined });
}

export function useSaid(): Said {
  return useValue(said);
}
