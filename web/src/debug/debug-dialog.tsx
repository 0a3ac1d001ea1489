import { useEffect, useState, type ReactNode } from 'react';
import { Check, Copy } from 'lucide-react';
import { client, useParley, useStatus } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { pageErrors } from './page-errors.js';
import { reportOf, type Circumstances } from './report.js';

/** How the connection stands, for whoever has to find out why something does not work. */
export default function DebugDialog({ onClose }: { onClose: () => void }) {
  useStatus();
  useParley(() => client.state); // drawn again with every change
  const now = useNow();
  const [isCopied, setCopied] = useState(false);
  const { status, transport, server, epoch, outbox, journal, positions } = client.diagnosis();
  const errors = pageErrors();

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(reportOf(client.diagnosis(), circumstances()));
    setCopied(true);
  }

  return (
    <Dialog title="How the connection stands" wide onClose={onClose}>
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <Fact name="Connection">{[status.state, status.reason].filter(Boolean).join(': ')}</Fact>
        <Fact name="Carried by">{transport ?? 'nothing at the moment'}</Fact>
        <Fact name="Server">{server ? `Parley ${server.version}, node ${server.node}` : 'not heard of yet'}</Fact>
        <Fact name="Life of the database">{epoch ?? 'not known yet'}</Fact>
        <Fact name="Without a network">
          {navigator.serviceWorker?.controller ? 'This page can be opened.' : 'This page cannot be opened.'}
        </Fact>
        <Fact name="Time here">{now.toISOString()}</Fact>
      </dl>
      <Listing title="On their way" none="Everything is sent.">
        {outbox.map(
          ({ nonce, createdAt, status, code }) =>
            `${createdAt}  ${[status, code].filter(Boolean).join(', ')}  ${nonce}`,
        )}
      </Listing>
      <Listing title="Last errors" none="None since this page was opened.">
        {[
          ...journal.map(({ at, what, code, requestId }) => [at, what, code, requestId].filter(Boolean).join('  ')),
          ...errors,
        ].reverse()}
      </Listing>
      <Listing title="Positions" none="Nothing is known yet.">
        {Object.entries(positions).map(([stream, position]) => `${stream}  ${position}`)}
      </Listing>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-muted">What you copy has no word of a message in it.</p>
        <Button look="plain" onClick={() => void copy()} className="flex items-center gap-2">
          {isCopied ? <Check size={16} /> : <Copy size={16} />}
          Copy as text
        </Button>
        <p role="status" className="basis-full text-end text-sm text-muted empty:hidden">
          {isCopied && 'It is copied.'}
        </p>
      </div>
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

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Listing({ title, none, children }: { title: string; none: string; children: string[] }) {
  return (
    <section aria-label={title} className="grid grid-cols-1 gap-1">
      <h3 className="text-sm text-muted">
        {title} <span className="tabular-nums">{children.length}</span>
      </h3>
      {children.length === 0 ? (
        <p>{none}</p>
      ) : (
        <pre
          tabIndex={0}
          aria-label={title}
          className="max-h-32 overflow-auto rounded-lg border border-line bg-panel px-3 py-2 font-mono text-xs leading-5"
        >
          {children.join('\n')}
        </pre>
      )}
    </section>
  );
}
