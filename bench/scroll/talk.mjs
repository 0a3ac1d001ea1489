// How fast what is typed is seen, by oneself and by another.

/** Notes when each message `said <n>` first stands in this page, by the clock that all pages of a machine share. */
export function watch(page) {
  return page.evaluate(() => {
    globalThis.seen = {};
    new MutationObserver(() => {
      for (const article of [...document.querySelectorAll('article')].slice(-3)) {
        const text = /said (\d+)/.exec(article.textContent ?? '');
        if (text) globalThis.seen[text[1]] ??= performance.timeOrigin + performance.now();
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** One person says so many things, one after the other. */
export async function say(page, otherPage, count) {
  await page.evaluate(() => {
    globalThis.typed = [];
    document.addEventListener(
      'keydown',
      ({ key, timeStamp, target }) => {
        if (key !== 'Enter') return;
        const text = target.value;
        const at = performance.timeOrigin + timeStamp;
        // What is measured is drawn in the same frame as it comes, after this callback: so one looks when the frame is done.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => {
            const rows = [...document.querySelectorAll('ol > li')].slice(-3);
            const atOnce = rows.some((row) => row.textContent.includes(text) && row.style.visibility !== 'hidden');
            globalThis.typed.push({ at, atOnce, frame: performance.timeOrigin + performance.now() });
          });
          port1.start();
          port2.postMessage(undefined);
        });
      },
      true,
    );
  });
  for (let n = 0; n < count; n++) {
    await page.locator('#message').fill(`said ${n}`);
    await page.locator('#message').press('Enter');
    await otherPage.waitForFunction((number) => globalThis.seen[number] !== undefined, String(n));
  }
  const typed = await page.evaluate(() => globalThis.typed);
  const seen = await otherPage.evaluate(() => globalThis.seen);
  return {
    atOnce: typed.filter(({ atOnce }) => atOnce).length,
    own: typed.map(({ at, frame }) => frame - at),
    other: typed.map(({ at }, n) => seen[n] - at),
  };
}
