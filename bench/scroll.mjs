// `npm run bench:scroll [-- --messages N] [-- --seconds N | --minutes N]`: fills a channel with 100,000 messages on SQLite and measures in a real browser what its
// reader feels: opening, typing, hearing another, and flinging through it, with the frames a second and the memory that this takes.
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { prepare, run } from '../scripts/prepare.mjs';
import { quantiles } from './figures/asking.mjs';
import { emptyPlace } from './figures/places.mjs';
import { startServer } from './figures/server.mjs';
import { fling, heapOf } from './scroll/fling.mjs';
import { openBrowser, signIn } from './scroll/people.mjs';
import { fillChannel, peopleAndChannel } from './scroll/place.mjs';
import { say, watch } from './scroll/talk.mjs';

run(async () => {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: '20' },
      minutes: { type: 'string' },
      said: { type: 'string', default: '60' },
    },
  });
  const [messages, said] = [values.messages, values.said].map(Number);
  const seconds = values.minutes === undefined ? Number(values.seconds) : 60 * Number(values.minutes);
  await prepare();
  const place = await emptyPlace('sqlite');
  try {
    await measure(place, { messages, seconds, said });
  } finally {
    await place.close();
  }
});

async function measure(place, { messages, seconds, said }) {
  let server = await startServer(place, {});
  const made = await peopleAndChannel(server.url);
  await server.stop();
  await fillChannel(place.env.DATA_DIR, made, messages);
  server = await startServer(place, {});
  const browser = await openBrowser();
  try {
    const [ada, ben] = await Promise.all(['ada', 'ben'].map((name) => signIn(browser, server.url, name, made.path)));
    const opened = [];
    for (let times = 0; times < 10; times++) opened.push(await ada.opens());
    await watch(ben.page);
    const talked = await say(ada.page, ben.page, said);
    const before = await heapOf(ada);
    const flung = await fling(ada, seconds);
    report([
      ['open, signed in: first message drawn, p50 / p95', '≤ 1000 ms', both(opened)],
      ['typed message in the next frame', '100 %', `${Math.round((100 * talked.atOnce) / said)} %`],
      ['– from the key to that frame, p50 / p95', '≤ 17 ms', both(talked.own)],
      ['in the other browser, p50 / p95', 'p95 ≤ 100 ms', both(talked.other)],
      [`frames a second while flung for ${seconds} s`, '≥ 55', flung.framesPerSecond.toFixed(1)],
      ['– in the median and the lowest second', '', `${flung.medianSecond}, ${flung.lowestSecond}`],
      ['– longest frame, and those over 50 ms', '', `${flung.longest.toFixed(0)} ms, ${flung.slow}`],
      ['– messages passed', '', flung.passed.toLocaleString('en')],
      ['– messages drawn at most', '', String(flung.rows)],
      ['heap before, at its highest, and after', '≤ 150 MB', `${before}, ${flung.highest}, ${await heapOf(ada)} MB`],
    ]);
    if (flung.heaps.length > 0) console.log(`\nHeap after each half minute: ${flung.heaps.join(', ')} MB.`);
  } finally {
    await browser.close();
    await server.stop();
  }
}

function both(times) {
  const { p50, p95 } = quantiles(times);
  return `${p50.toFixed(0)} / ${p95.toFixed(0)} ms`;
}

function report(rows) {
  const load = loadavg()[0].toFixed(1);
  console.log(
    `\n${cpus().length} cores for server, database and two browsers; ${load} processes wanted them at the end.`,
  );
  console.log('\n|  | aim | measured |\n| --- | --- | --- |');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}
