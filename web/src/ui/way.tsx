import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** A link among the text of a page. */
export function Way({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link href={to} className="text-accent underline decoration-1 underline-offset-2 hover:decoration-2">
      {children}
    </Link>
  );
}
