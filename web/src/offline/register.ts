/** Lets the page be opened without a network from the next time on. Only over https and on one's own machine do browsers allow it. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = (): void =>
    void navigator.serviceWorker
      .register('/sw.js', { updateViaCache: 'none' })
      .catch((error: unknown) => console.warn('This page cannot be opened offline:', error));
  // What it keeps is fetched again from the browser's cache; it must not compete with what is needed now.
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
