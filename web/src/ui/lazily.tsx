import { Component, lazy, useState, type ComponentType, type ReactNode } from 'react';
import { Button } from './button.js';

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/** Milliseconds before the second try: a server that is started again is back by then. */
const PAUSE = 1_000;

/**
 * A part of the page that is loaded when it is first shown: a dialog, a pane, a picker. Where it cannot be loaded, or breaks, the page around it stays,
 * and a line at the lower edge says so. To be shown within a `Suspense`.
 */
export function lazily<Props extends object>(load: Load<Props>): ComponentType<Props> {
  let Part = lazy(() => twice(load));
  return function Lazily(props: Props) {
    const [, setTries] = useState(0);
    function again(): void {
      Part = lazy(() => twice(load)); // React remembers for ever what could not be loaded
      setTries((tries) => tries + 1);
    }
    return (
      <Boundary onAgain={again}>
        <Part {...props} />
      </Boundary>
    );
  };
}

async function twice<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return load(); // what goes wrong now is shown
  }
}

class Boundary extends Component<{ onAgain: () => void; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <p
        role="alert"
        className="fixed inset-x-0 bottom-4 z-50 mx-auto flex w-fit items-center gap-3 rounded-xl border border-line bg-raised px-4 py-2 shadow-lg"
      >
        This could not be shown.
        <Button
          look="quiet"
          onClick={() => {
            this.props.onAgain();
            this.setState({ failed: false });
          }}
        >
          Try again
        </Button>
      </p>
    );
  }
}
