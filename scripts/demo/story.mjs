// Reads what was said in a channel, and when, from history/<team>/<channel>.txt, or in a conversation from history/dms. One line a message:
//
//   -- 5 09:04            a conversation begins, five workdays ago at 09:04 (here, on this machine's clock)
//   -- now 40             … or forty minutes ago
//   ada: Good morning!    somebody speaks;
//     and goes on         an indented line belongs to the same message
//   ben > ada: Hello      an answer to what Ada said last
//   => Hello, Ada!        what was said last is edited, more than once if it is said so; `=> (deleted)` deletes it
//   + 🎉 cleo dev         these people react to it
//   ^ ada                 she pins it
//   | cleo: And to me     is said in the thread under it
//   ==                    Ada has read up to here
import { readFileSync } from 'node:fs';
import { people } from './cast.mjs';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const names = new Set(people.map(({ username }) => username));

/**
 * @typedef {{author: string, body: string, at: Date, replyTo?: number, edits: string[], deleted: boolean,
 *   reactions: {emoji: string, by: string[]}[], pinnedBy?: string, replies: Line[]}} Line
 *   `replyTo` is the index of another line.
 * @returns {{lines: Line[], read: number}} what is said, oldest first, and how many of it Ada has read
 * @throws Error naming the line that cannot be read
 */
export function readStory(team, channel, now) {
  const file = `history/${team}/${channel}.txt`;
  const story = { lines: [], read: undefined, clock: undefined, last: undefined };
  const rows = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
  for (const [index, row] of rows.entries()) {
    if (!readRow(story, row, now)) throw new Error(`${file}:${index + 1} cannot be read: ${row}`);
  }
  const late = story.lines.flatMap((line) => [line, ...line.replies]).find(({ at }) => at >= now);
  if (late) throw new Error(`${file} runs into the future: ${late.body}`);
  return { lines: story.lines, read: story.read ?? story.lines.length };
}

/** What a row can be, and what it does. Answers whether it was any of it. */
function readRow(story, row, now) {
  const { lines } = story;
  const line = lines.at(-1);
  const [, workday, time] = /^-- (\d+|now) ([\d:]+)$/.exec(row) ?? [];
  const [, author, asked, body] = /^(\w+)(?: > (\w+))?: (.+)$/.exec(row) ?? [];
  if (row === '') story.last = undefined;
  else if (time) story.clock = later(line?.at, beginning(workday, time, now));
  else if (row === '==') story.read = lines.length;
  else if (line && happensTo(line, row)) return true;
  else if (line && row.startsWith('=> ')) {
    line.edits.push(row.slice(3));
    story.last = 'edit';
  } else if (row.startsWith('  ') && story.last === 'edit') line.edits.push(`${line.edits.pop()}\n${row.slice(2)}`);
  else if (row.startsWith('  ') && story.last === 'body') line.body += `\n${row.slice(2)}`;
  else if (names.has(author) && story.clock) {
    const replyTo = asked && lines.findLastIndex((earlier) => earlier.author === asked && !earlier.deleted);
    if (replyTo === -1) return false;
    story.clock = new Date(story.clock.getTime() + pause(lines.length, body));
    lines.push(newLine({ author, body, replyTo, at: story.clock }));
    story.last = 'body';
  } else return false;
  return true;
}

/** What others do about a message without a message of their own in the channel. */
function happensTo(line, row) {
  const [, emoji, by] = /^\+ (\S+) (.+)$/.exec(row) ?? [];
  const [, pinnedBy] = /^\^ (\w+)$/.exec(row) ?? [];
  const [, author, body] = /^\| (\w+): (.+)$/.exec(row) ?? [];
  if (row === '=> (deleted)') line.deleted = true;
  else if (emoji && by.split(' ').every((name) => names.has(name))) line.reactions.push({ emoji, by: by.split(' ') });
  else if (names.has(pinnedBy)) line.pinnedBy = pinnedBy;
  else if (names.has(author)) {
    const last = line.replies.at(-1)?.at ?? line.at;
    line.replies.push(newLine({ author, body, at: new Date(last.getTime() + pause(line.replies.length, body)) }));
  } else return false;
  return true;
}

function newLine(line) {
  return { ...line, deleted: false, edits: [], reactions: [], replies: [] };
}

/** Some think, some type: no dice, so that two demos look alike. */
function pause(index, body) {
  return (12 + ((index * 37) % 71)) * SECOND + body.length * 120;
}

function beginning(workday, time, now) {
  if (workday === 'now') return new Date(now.getTime() - Number(time) * MINUTE);
  const [hour, minute] = time.split(':').map(Number);
  return workdayAgo(now, { workday: Number(workday), hour, minute });
}

/** That many days before today, Saturdays and Sundays not counted. */
export function workdayAgo(now, { workday, hour, minute }) {
  const day = new Date(now);
  for (let left = workday; left > 0;) {
    day.setDate(day.getDate() - 1);
    if (day.getDay() % 6 !== 0) left -= 1;
  }
  day.setHours(hour, minute, 0, 0);
  return day;
}

/** Whoever tries the demo shortly after midnight would otherwise find yesterday after today. */
function later(last, wanted) {
  return last && last > wanted ? last : wanted;
}
