import { client, useParley, useStatus } from '../session/parley.js';
import { CopyButton } from '../ui/copy-button.js';
import { Dialog } from '../ui/dialog.js';
import { pageErrors } from './page-errors.js';
import { reportOf, type Circumstances } from './report.js';

/** How the connection stands, for whoever has to find out why something does not work: what is seen is what is copied. */
export default function DebugDialog({ onClose }: { onClose: () => void }) {
  useStatus();
  useParley(() => client.state); // drawn again with every change
  const report = reportOf(client.diagnosis(), circumstances());

  return (
    <Dialog title="How the connection stands" wide onClose={onClose}>
      <pre
        tabIndex={0}
        aria-label="Report"
        className="max-h-[60dvh] overflow-auto rounded-lg border border-line bg-panel px-3 py-2 font-mono text-xs leading-5"
      >
        {report}
      </pre>
      <p className="text-sm text-muted">There is no word of a message in it.</p>
      <CopyButton text={report} />
    </Dialog>
  );
}

function circumstances(): Circumstances {
  return {
    at: new Date().toISOString(),
    page: location.pathname,
    browser: navigator.userAgent,
    online: navigator.onLine,
    worker: Boolean(navigator.serviceWorker?.controller),
    errors: pageErrors(),
  };
}
