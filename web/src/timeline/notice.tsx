import { useCallback, useEffect, useState } from 'react';

/** Milliseconds that a few words stay: time to read them twice. */
const STAYS = 3_000;

/** Few words about what was just done, gone by themselves. */
export function useNotice(): [text: string, tell: (text: string) => void] {
  const [notice, setNotice] = useState({ text: '' });
  useEffect(() => {
    if (notice.text === '') return undefined;
    const timer = setTimeout(() => setNotice({ text: '' }), STAYS);
    return () => clearTimeout(timer);
  }, [notice]);
  return [notice.text, useCallback((text) => setNotice({ text }), [])];
}

/** Always there, so that screen readers notice what comes into it. */
export function Notice({ text }: { text: string }) {
  return (
    <p
      role="status"
      className="pointer-events-none absolute inset-x-0 bottom-24 z-30 mx-auto w-fit max-w-[90%] rounded-full bg-ink px-4 py-1.5 text-sm text-canvas shadow-lg empty:invisible"
    >
      {text}
    </p>
  );
}
