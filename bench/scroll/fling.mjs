// Flinging through a conversation, and what it costs.

/** Pixels a second: a strong fling on a phone. */
const SPEED = 6_000;

/** Seconds of one fling; after each the memory is looked at. */
const STRETCH = 30;

/** Flings upwards for so long, and back and up again where the beginning is reached. */
export async function fling(reader, seconds) {
  const { page, devtools } = reader;
  const list = page.getByRole('region', { name: /^Messages in / });
  const box = await list.boundingBox();
  const heaps = [];
  let upwards = 1;
  await page.evaluate(beginCounting);
  for (let left = seconds; left > 0; left -= STRETCH) {
    const before = await list.evaluate(({ scrollTop }) => scrollTop);
    await devtools.send('Input.synthesizeScrollGesture', {
      ...{ x: box.x + box.width / 2, y: box.y + box.height / 2, speed: SPEED },
      yDistance: upwards * SPEED * Math.min(left, STRETCH),
      ...{ gestureSourceType: 'mouse', preventFling: true },
    });
    const isAtEnd = await list.evaluate((element, up) => {
      const rest = element.scrollHeight - element.clientHeight - element.scrollTop;
      return (up > 0 ? element.scrollTop : rest) < 1;
    }, upwards);
    if (isAtEnd || (await list.evaluate(({ scrollTop }) => scrollTop)) === before) upwards = -upwards;
    if (left > STRETCH) heaps.push(await heapOf(reader));
  }
  const counted = await page.evaluate(() => globalThis.stopCounting());
  return { ...counted, heaps, ...paceOf(counted.frames) };
}

/** How evenly frames came. */
function paceOf(frames) {
  const gaps = frames.slice(1).map((at, n) => at - frames[n]);
  const perSecond = new Map();
  for (const at of frames) perSecond.set(Math.floor(at / 1000), (perSecond.get(Math.floor(at / 1000)) ?? 0) + 1);
  const whole = [...perSecond.values()].slice(1, -1).sort((one, other) => one - other);
  return {
    framesPerSecond: (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0),
    medianSecond: whole[whole.length >> 1],
    lowestSecond: whole[0],
    longest: gaps.reduce((most, gap) => Math.max(most, gap), 0),
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
  let [passed, rows, highest, goesOn] = [0, 0, 0, true];
  let last = new Set();
  const look = (at) => {
    frames.push(at);
    const drawn = document.querySelectorAll('article');
    rows = Math.max(rows, drawn.length);
    const now = new Set(); // of one frame: all of them would be the largest thing in the heap
    for (const { id } of drawn) now.add(id);
    for (const id of now) if (!last.has(id)) passed++;
    last = now;
    // Asking for it costs half a millisecond.
    if (frames.length % 30 === 0) highest = Math.max(highest, performance.memory.usedJSHeapSize);
    if (goesOn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  globalThis.stopCounting = () => {
    goesOn = false;
    return { frames, rows, highest: Math.round(highest / 1e6), passed };
  };
}
