import { useEffect, type ReactNode } from 'react';
import { Logo } from '../ui/logo.js';

/** The quiet page around a form: signing in, an invitation. */
export function AuthFrame({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
  return (
    <main className="grid min-h-full place-items-center bg-panel px-4 py-10">
      <div className="grid w-full max-w-sm gap-6">
        <div className="flex items-center gap-2.5 text-xl font-semibold tracking-tight">
          <Logo />
          Parley
        </div>
        <section className="grid gap-5 rounded-2xl border border-line bg-raised p-6 shadow-sm">
          <div className="grid gap-1">
            <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
            {intro && <div className="text-muted">{intro}</div>}
          </div>
          {children}
        </section>
      </div>
    </main>
  );
}
