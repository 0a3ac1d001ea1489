// Who and what the demo consists of. What they say stands in history/<team>/<channel>.txt and history/dms/<story>.txt; story.mjs reads it.

/** One for all of them: it is printed at the end and stands in the README, so it protects nothing. */
export const password = 'difference engine 1843';

/** The first one owns the demo: the README tells people to log in as her. */
export const people = [
  { username: 'ada', displayName: 'Ada Marlowe' },
  { username: 'ben', displayName: 'Ben Okafor', status: { emoji: '🔌', text: 'Pulling the plug, on purpose' } },
  { username: 'cleo', displayName: 'Cleo Marchetti', status: { emoji: '🎨', text: 'Drawing, back at four' } },
  { username: 'dev', displayName: 'Dev Raman', status: { emoji: '🚆', text: 'On the train' } },
  { username: 'emi', displayName: 'Emi Tanaka · 田中恵美' },
  { username: 'finn', displayName: 'Finn Ó Laoire', status: { emoji: '🐈', text: 'At home with the cat' } },
  { username: 'greta', displayName: 'Greta Nováková', status: { emoji: '📞', text: '' } },
  { username: 'hugo', displayName: 'Hugo Almeida' },
  { username: 'ivo', displayName: 'Ivo Brandt' },
];

/**
 * Members come in by invitation in this order, the first one founds the team and leads its channels. `begins` is when: workdays ago, hour, minute.
 * Who is banned was there before; who asks wants to be let into a channel.
 */
export const teams = [
  {
    folder: 'difference-engine',
    name: 'Difference Engine',
    description: 'We print tables that are right. Tides, logarithms, and lately also lunch.',
    members: ['ada', 'ben', 'cleo', 'dev', 'emi', 'finn', 'greta', 'hugo', 'ivo'],
    bans: [{ username: 'ivo', reason: 'Offered watches to everybody by direct message, three times' }],
    notification: {
      ...{ level: 'warning', title: 'No electricity on the last Friday of the month' },
      body: 'The electricians come at **9:00**. Please switch off what hums, and take home what melts.',
    },
    begins: { workday: 5, hour: 8, minute: 5 },
    generalTopic: 'For everybody. New here? Say hello, we do not bite before coffee.',
    channels: [
      { slug: 'announcements', name: 'Announcements', topic: 'Little traffic, worth reading', slowModeSeconds: 600 },
      { slug: 'engineering', name: 'Engineering', topic: 'The Mill, the Store and the Printer. Numbers welcome' },
      { slug: 'design', name: 'Design', topic: 'How a page of numbers can be a pleasure' },
      { slug: 'random', name: 'Random', topic: 'Lunch, plants, cats, and Otto the printer' },
      { slug: 'voice', name: 'Coffee corner', topic: 'Come in and talk', kind: 'voice' },
      {
        slug: 'leads',
        name: 'Leads',
        topic: 'Plans before they are plans',
        visibility: 'private',
        members: ['ada', 'ben', 'cleo', 'finn'],
      },
      {
        slug: 'budget',
        name: 'Budget',
        topic: 'Whoever wants to read along asks',
        visibility: 'request',
        members: ['ada', 'greta', 'hugo'],
        asks: [{ username: 'dev', message: 'I would like to see what my train costs us before somebody else does.' }],
      },
      { slug: 'mailing-list', name: 'Mailing list', topic: 'The old list, kept to be read', archived: true },
    ],
  },
  {
    folder: 'book-club',
    name: 'Book Club',
    description: 'One book a month, no spoilers.',
    members: ['cleo', 'ada', 'greta', 'hugo'],
    begins: { workday: 4, hour: 12, minute: 10 },
    generalTopic: 'This month: short stories, read in any order',
    channels: [],
  },
  {
    folder: 'evening-class',
    name: 'Evening Class',
    description: 'Japanese for beginners, Thursdays at six.',
    members: ['ada', 'emi', 'dev', 'finn', 'hugo'],
    roles: { emi: 'teacher', dev: 'student', finn: 'student', hugo: 'student' },
    begins: { workday: 3, hour: 17, minute: 30 },
    generalTopic: 'Homework, questions, and words of the week',
    channels: [],
  },
];

/** Conversations beside the teams; the first of the people begins it. `from` names the channel and the beginning of the message that it grew from. */
export const dms = [
  { story: 'ben', people: ['ben', 'ada'] },
  { story: 'outing', people: ['emi', 'ada', 'hugo'] },
  { story: 'notes', people: ['ada'] },
  { story: 'datum', people: ['ada', 'ben', 'dev'], from: { channel: 'engineering', body: 'No. The Dutch do not.' } },
];
