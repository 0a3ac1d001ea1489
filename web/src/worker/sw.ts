/**
 * The service worker: lets the page be opened without a network. It keeps the page and its scripts, never anything of the API.
 * Where there is a network the page comes from the server, so none is ever stale; names under `/assets/` carry a hash of their content.
 */
/** What the build made: a name for it, and its files. Filled in by `shell-list.ts`. */
declare const SHELL_OF_BUILD: { build: string; files: string[] };

/** Where a notification leads, as in `timeline/jump.ts`. */
interface Jump {
  messageId: string;
  channelId: string;
}

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const shell = SHELL_OF_BUILD;
const PREFIX = 'parley-shell-';
const CACHE = PREFIX + shell.build;
const PAGE = '/index.html';
/** Milliseconds until a network that does not answer counts as none. */
const PATIENCE = 4_000;
/** What the server answers itself, as in src/platform/http/web-app.ts. */
const SERVER = /^\/(admin\/queues|api|docs|health|metrics|outbox|socket\.io|status|parley\.css)(\/|$)/;

worker.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  const isOpened = request.mode === 'navigate';
  if (pathname.startsWith('/assets/')) {
    if (!isOpened) event.respondWith(asset(request));
  } else if (isOpened && !SERVER.test(pathname)) event.respondWith(page(request));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data as Partial<Jump>));
});

/** Shows the message that a notification is about: in a page that is open, else in a new one. */
async function lead(jump: Partial<Jump>): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: 'window' });
  const { messageId, channelId } = jump; // a call has no message yet
  const path = messageId === undefined ? `/dm/${channelId}` : `/message/${messageId}`;
  if (!page) return void (await worker.clients.openWindow(path));
  page.postMessage(jump, { transfer: [] }); // a page's worker, unlike a window, needs no origin
  await page.focus();
}

/** All of this build or nothing: what is empty must not be taken for the build before the next. */
async function keep(): Promise<void> {
  try {
    const cache = await caches.open(CACHE);
    await cache.addAll([PAGE, ...shell.files]);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** The build before this one stays: pages that are still open go on loading their parts from it. */
async function forgetOld(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE); // in the order they were made
  await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)));
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept =
    (await cache.match(request, { ignoreVary: true })) ?? (await caches.match(request, { ignoreVary: true }));
  if (kept) return kept;
  const response = await fetch(request);
  // A page under such a name is somebody's excuse, of a proxy say: kept, it would stand for the asset until the next build.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? true;
  if (response.status === 200 && !isPage) await cache.put(request, response.clone());
  return response;
}

/** The server's page; the kept one where the server is away or in trouble. */
async function page(request: Request): Promise<Response> {
  const kept = caches.match(PAGE, { cacheName: CACHE, ignoreVary: true });
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.status < 500) return response;
    return (await kept) ?? response;
  } catch (error) {
    const instead = await kept;
    if (instead) return instead;
    throw error;
  }
}
