import type { ReactNode } from 'react';
import { Logo } from './logo.js';

/** While there is nothing to show yet. */
export function Splash({ children }: { children?: ReactNode }) {
  return (
    <main className="grid h-full place-content-center justify-items-center gap-4 p-6 text-muted" aria-busy="true">
      <Logo className="size-12 animate-pulse" />
      <p role="status">{children ?? <span className="sr-only">Loading…</span>}</p>
    </main>
  );
}
