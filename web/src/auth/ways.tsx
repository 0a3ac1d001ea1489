import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { AuthFrame } from './auth-frame.js';

/** A link among the text of such a page. */
export function Way({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link href={to} className="text-accent underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}

/** What came of it, and where to go on. */
export function Done({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AuthFrame title={title}>
      <div role="status" className="grid gap-3 text-muted">
        {children}
      </div>
    </AuthFrame>
  );
}
