import { useEffect, useState } from 'react';

/** Milliseconds for which a button says what became of it. */
const SAID_FOR = 2_000;

/** Whether there is a clipboard: for pages that come without encryption from another machine browsers have none. */
export function hasClipboard(): boolean {
  return 'clipboard' in navigator;
}

/** Puts a text on the clipboard, and answers whether the browser let it. */
export function copy(text: string): Promise<boolean> {
  if (!hasClipboard()) return Promise.resolve(false);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** What is said where it did not. */
export const NOT_COPIED = 'Your browser does not allow it. Select the text and copy it.';

/** The same for a button: whether it worked, as long as that is news, and what copies. */
export function useCopy(text: string): [worked: boolean | undefined, copy: () => void] {
  const [worked, setWorked] = useState<boolean>();
  useEffect(() => {
    if (!worked) return undefined; // what is to be done by hand stays
    const timer = setTimeout(() => setWorked(undefined), SAID_FOR);
    return () => clearTimeout(timer);
  }, [worked]);
  return [worked, () => void copy(text).then(setWorked)];
}
