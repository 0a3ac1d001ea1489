import { Component, type ReactNode } from 'react';
import { Button } from './button.js';

/** Stands in for a page that broke, or whose script could not be loaded: a blank page would tell nothing. */
export class Failure extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

/** Instead of a whole page. */
export function Broken() {
  return (
    <main className="grid h-full place-content-center justify-items-center gap-4 p-6 text-center" role="alert">
      <h1 className="text-lg font-semibold tracking-tight">This page could not be shown</h1>
      <p className="text-muted">What you sent is safe. Loading the page again mostly helps.</p>
      <Button onClick={() => location.reload()}>Load again</Button>
    </main>
  );
}
