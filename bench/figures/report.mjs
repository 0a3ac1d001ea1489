// The tables of a run: what was aimed at beside what was measured.
import { cpus } from 'node:os';
import { brief, isScan } from './plans.mjs';
import { PEOPLE, ROOMS } from './world.mjs';

export function report(results, { messages }) {
  const people = PEOPLE.toLocaleString('en');
  const many = messages.toLocaleString('en');
  const ms = ({ p50, p95 }) => `${p50.toFixed(0)} / ${p95.toFixed(0)} ms`;
  const seconds = ({ tookMs }) => `${(tookMs / 1000).toFixed(1)} s`;
  const kinds = Object.keys(results[0].search.kinds);
  const rows = [
    [`\`GET /home\`, ${ROOMS} channels, p50 / p95`, '≤ 100 ms', ({ home }) => ms(home)],
    [`\`GET /home\` while all ${people} are online`, '≤ 100 ms', ({ crowded }) => ms(crowded)],
    ['page of 50 with reactions, p50 / p95', '≤ 30 ms', ({ page }) => ms(page)],
    ['its statements to the database', '≤ 5', ({ statements }) => String(statements.length)],
    ['search, all kinds, p50 / p95', '≤ 300 ms', ({ search }) => ms(search.all)],
    ...kinds.map((kind) => [`– ${kind}`, '', ({ search }) => ms(search.kinds[kind])]),
    ['`GET /channels`, p50 / p95', '', ({ channels }) => ms(channels)],
    ['`sync`, first load, p50 / p95', '', ({ sync }) => ms(sync)],
    [`frames for each while ${people} come online`, '≤ 40', ({ online }) => String(online.frames)],
    ['– people it was told of', '', ({ online }) => String(online.told)],
    ['– they came within', '10 s', ({ online }) => seconds(online)],
    ['– connecting, p50 / p95', '', ({ online }) => ms(online.connect)],
    ['frames for each on two nodes with Redis', '≤ 40', ({ two }) => (two ? String(two.frames) : '')],
    ['– people it was told of', '', ({ two }) => (two ? String(two.told) : '')],
    ['– they came within', '10 s', ({ two }) => (two ? seconds(two) : '')],
  ];
  for (const { place, plans, statements } of results) {
    console.log(`\nPlans of ${place.version}:`);
    for (const { title, sql, lines } of plans)
      console.log(
        `\n  ${title}${lines.some(isScan) ? ' SCANS' : ''}\n    ${brief(sql)}\n${lines.map((line) => `      ${line}`).join('\n')}`,
      );
    console.log(
      `\n  What a page of 50 asks:\n${statements.map(({ sql }) => `    ${brief(sql).slice(0, 150)}`).join('\n')}`,
    );
  }
  console.log(
    `\n${many} messages, Node ${process.version}, ${cpus().length} cores for server, database and those who ask\n`,
  );
  console.log(`| | asked | ${results.map(({ place }) => place.version).join(' | ')} |`);
  console.log(`|---|---|${results.map(() => '---').join('|')}|`);
  for (const [title, aim, cell] of rows)
    console.log(`| ${[title, aim, ...results.map((result) => cell(result))].join(' | ')} |`);
}
