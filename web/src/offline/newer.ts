import { useValue, valueOf } from '../ui/value.js';

/** Milliseconds until a page that is open for long looks again. */
const NOW_AND_THEN = 60 * 60_000;
/** What any page of ours has in it, and no proxy's excuse. */
const OURS = /<script [^>]*src="\/assets\//;

/** The script and the style that this page was opened with: their names change with whatever changes in the build. */
const own = [...document.querySelectorAll('script[src], link[rel=stylesheet]')].flatMap((element) => {
  const name = element.getAttribute('src') ?? element.getAttribute('href');
  return name?.startsWith('/assets/') ? name : []; // and not what an extension has put in
});

const isNewer = valueOf(false);

/** Whether the server has another version of the page than this one. */
export function useNewer(): boolean {
  return useValue(isNewer);
}

/** Asks the server for its page, and compares. Where it does not answer, the next look will tell. */
export async function lookForNewer(): Promise<void> {
  if (!import.meta.env.PROD || isNewer.get()) return;
  const page = await fetch('/index.html', { cache: 'no-cache' }).then(
    (answer) => (answer.ok ? answer.text() : ''),
    () => '',
  );
  if (!OURS.test(page) || own.every((name) => page.includes(`"${name}"`))) return;
  isNewer.set(true);
  await keepNewer();
}

/** Looks when one comes back to the page, and now and then. Answers what ends it. */
export function watchForNewer(): () => void {
  const look = (): void => {
    if (document.visibilityState === 'visible') void lookForNewer();
  };
  const timer = setInterval(look, NOW_AND_THEN);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

/** Has the service worker keep what is newer now, so that it is there for the reload. */
async function keepNewer(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.update().catch((error: unknown) => console.warn('The new version is not kept yet:', error));
}
