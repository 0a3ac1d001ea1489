import { JobsNode, openDatabase, type Place } from './jobs.node.js';

/** A process that takes a job, says so, and never finishes it: it is there to be killed. */
const place = JSON.parse(process.env.JOBS_PLACE ?? '{}') as Place;
const database = await openDatabase(place);
new JobsNode(database, place, async ({ n }, { attempt }) => {
  console.log(`took ${n} try ${attempt}`);
  await new Promise<never>(() => undefined);
}).start();
console.log('ready');
