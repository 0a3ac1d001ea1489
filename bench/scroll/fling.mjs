// Flinging through a conversation, and what it costs.

/** Pixels a second: a strong fling on a phone. */
const SPEED = 6_000;

/** Flings upwards for so long. */
export async function fling({ page, devtools }, seconds) {
  const box = await page.getByRole('region', { name: /^Messages in / }).boundingBox();
  await page.evaluate(beginCounting);
  await devtools.send('Input.synthesizeScrollGesture', {
    ...{ x: box.x + box.width / 2, y: box.y + box.height / 2, yDistance: SPEED * seconds, speed: SPEED },
    ...{ gestureSourceType: 'mouse', preventFling: true },
  });
  const counted = await page.evaluate(() => globalThis.stopCounting());
  const gaps = counted.frames.slice(1).map((at, n) => at - counted.frames[n]);
  return {
    ...counted,
    framesPerSecond: (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0),
    longest: Math.max(...gaps),
    slow: gaps.filter((gap) => gap > 50).length,
  };
}

/** Megabytes that JavaScript holds after everything was let go that nobody holds. */
export async function heapOf({ devtools }) {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1e6);
}

/** Runs in the page. */
function beginCounting() {
  const frames = [];
  const passed = new Set();
  let [rows, highest, goesOn] = [0, 0, true];
  const look = (at) => {
    frames.push(at);
    const drawn = document.querySelectorAll('article');
    rows = Math.max(rows, drawn.length);
    for (const { id } of drawn) passed.add(id);
    // Asking for it costs half a millisecond.
    if (frames.length % 30 === 0) highest = Math.max(highest, performance.memory.usedJSHeapSize);
    if (goesOn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  globalThis.stopCounting = () => {
    goesOn = false;
    return { frames, rows, highest: Math.round(highest / 1e6), passed: passed.size };
  };
}
