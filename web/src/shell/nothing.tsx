import { Link } from 'wouter';
import { TopBar } from './top-bar.js';

/** An address that leads nowhere, or to what is not one's own to see. */
export function Nothing() {
  return (
    <>
      <TopBar title="Nothing here" />
      <section className="grid flex-1 place-content-center justify-items-center gap-3 p-6 text-center">
        <h1 className="text-lg font-semibold tracking-tight">There is nothing at this address</h1>
        <p className="max-w-sm text-muted text-pretty">
          The channel may have been deleted, or you are no member of its team.
        </p>
        <Link href="/" className="text-accent underline-offset-2 hover:underline">
          Go to your conversations
        </Link>
      </section>
    </>
  );
}
