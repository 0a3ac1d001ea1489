import { Component, lazy, useState, type ComponentType, type ReactNode } from 'react';
import { lookForNewer } from '../offline/newer.js';
import { Button } from './button.js';

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/** What stands where a part could not be shown; `again` tries once more. */
type Instead<Props> = (props: Props, again: () => void) => ReactNode;

/** Milliseconds before the second try: a server that is started again is back by then. */
const PAUSE = 1_000;

/**
 * A part of the page that is loaded when it is first shown: a dialog, a pane, a picker. Where it cannot be loaded, or breaks, the page around it stays,
 * and a line at the lower edge says so, or `instead` stands in its place. To be shown within a `Suspense`.
 */
export function lazily<Props extends object>(load: Load<Props>, instead: Instead<Props> = line): ComponentType<Props> {
  let Latest = lazy(() => twice(load));
  return function Lazily(props: Props) {
    const [Part, setPart] = useState(() => Latest);
    /** React remembers for ever what could not be loaded: whoever comes next has another one to try. */
    function onFailure(): void {
      if (Part === Latest) Latest = lazy(() => twice(load));
      void lookForNewer(); // a part of an older version may be gone from the server
    }
    return (
      <Boundary onFailure={onFailure} onAgain={() => setPart(() => Latest)} instead={(again) => instead(props, again)}>
        <Part {...props} />
      </Boundary>
    );
  };
}

/** A part that the page is as good without: it stays away. */
export const nothing = (): null => null;

async function twice<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return load(); // what goes wrong now is shown
  }
}

/** Some browsers never ask again for a script that did not come: then only a reload helps, and after a new version, too. */
function line(_props: object, again: () => void): ReactNode {
  return (
    <p
      role="alert"
      className="fixed inset-x-0 bottom-4 z-50 mx-auto flex w-fit items-center gap-3 rounded-xl border border-line bg-raised px-4 py-2 shadow-lg"
    >
      This could not be shown.
      <Button look="quiet" onClick={again}>
        Try again
      </Button>
      <Button look="quiet" onClick={() => location.reload()}>
        Reload
      </Button>
    </p>
  );
}

interface Frame {
  onFailure: () => void;
  onAgain: () => void;
  instead: (again: () => void) => ReactNode;
  children: ReactNode;
}

class Boundary extends Component<Frame, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailure();
  }

  private readonly again = (): void => {
    this.props.onAgain();
    this.setState({ failed: false });
  };

  override render(): ReactNode {
    return this.state.failed ? this.props.instead(this.again) : this.props.children;
  }
}
