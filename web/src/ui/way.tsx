import type { ReactNode } from 'react';
import { Link } from 'wouter';

interface Props {
  to: string;
  onClick?: () => void;
  children: ReactNode;
}

/** A link among the text of a page, for fingers higher than its words. */
export function Way({ to, onClick, children }: Props) {
  return (
    <Link
      href={to}
      onClick={onClick}
      className="relative text-accent underline decoration-1 underline-offset-2 pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-3 hover:decoration-2"
    >
      {children}
    </Link>
  );
}
