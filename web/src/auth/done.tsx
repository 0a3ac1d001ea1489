import type { ReactNode } from 'react';
import { AuthFrame } from './auth-frame.js';

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
