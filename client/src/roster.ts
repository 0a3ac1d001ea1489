import { ParleyError } from './errors.js';
import type { Timing } from './options.js';
import { putNewer, putUsers, without, type MemberGone, type State } from './store/state.js';
import type { Store } from './store/store.js';
import { Backoff } from './waiting.js';
import type { CommandInput, CommandReply, TeamMember } from './wire.js';

/** Members of one page. The server allows 100. */
const PAGE = 100;

type LoadMembers = (input: CommandInput<'team.member.list'>) => Promise<CommandReply<'team.member.list'>>;

/** Loads the member lists of teams that are looked at. Once loaded, facts keep them in step; after a snapshot of the team they are loaded again. */
export class Rosters {
  private readonly wanted = new Map<string, Promise<void> | undefined>();

  constructor(
    private readonly store: Store,
    private readonly load: LoadMembers,
    private readonly timing: Timing,
  ) {
    store.subscribe(() => this.look());
  }

  /** Resolves when all members of the team are in the store. @throws ParleyError why they could not be loaded. */
  open(teamId: string): Promise<void> {
    const loading = this.wanted.get(teamId);
    if (loading) return loading;
    if (this.wanted.has(teamId) && this.store.state.teamMembers[teamId]) return Promise.resolve();
    const loaded = this.loadAll(teamId);
    this.wanted.set(teamId, loaded);
    void loaded.then(
      () => this.wanted.has(teamId) && this.wanted.set(teamId, undefined),
      () => {
        this.wanted.delete(teamId);
        this.store.update((state) => ({ ...state, teamMembers: without(state.teamMembers, teamId) }));
      },
    );
    return loaded;
  }

  clear(): void {
    this.wanted.clear();
  }

  private look(): void {
    const { teams, teamMembers } = this.store.state;
    for (const [teamId, loading] of this.wanted) {
      if (loading || teamMembers[teamId]) continue;
      if (teams[teamId]) void this.again(teamId);
      else this.wanted.delete(teamId);
    }
  }

  /** A list that was shown is loaded again, as often as it takes. */
  private async again(teamId: string): Promise<void> {
    const backoff = new Backoff(this.timing.retryWait);
    while (this.wanted.has(teamId)) {
      try {
        return await this.open(teamId);
      } catch (error) {
        if (!(error instanceof ParleyError) || !error.passing) return;
        await new Promise((resolve) => setTimeout(resolve, backoff.next()));
        if (this.store.state.teams[teamId]) this.wanted.set(teamId, undefined);
      }
    }
  }

  private async loadAll(teamId: string): Promise<void> {
    await this.untilHeld(teamId);
    // From here on facts are kept, so that a page that was read before one of them cannot bring the old state back.
    this.store.update((state) => setRoster(state, teamId, state.teamMembers[teamId] ?? {}));
    let after: string | undefined;
    do {
      const page = await this.load({ teamId, limit: PAGE, ...(after !== undefined && { after }) });
      if (!this.store.state.teamMembers[teamId]) return this.loadAll(teamId); // begun anew, or left, in between
      this.store.update((state) => mergeMembers(state, teamId, page.items));
      after = page.after ?? undefined;
    } while (after !== undefined);
  }

  /** Waits for a team that was joined a moment ago. @throws ParleyError `not_found` when it does not come. */
  private async untilHeld(teamId: string): Promise<void> {
    if (this.store.state.teams[teamId]) return;
    await new Promise<void>((resolve, reject) => {
      const missing = { code: 'not_found', status: 404, title: 'There is no such thing, or it is not yours to see' };
      const tooLate = setTimeout(() => {
        stop();
        reject(new ParleyError(missing));
      }, this.timing.restTimeout);
      const stop = this.store.subscribe(() => {
        if (!this.store.state.teams[teamId]) return;
        clearTimeout(tooLate);
        stop();
        resolve();
      });
    });
  }
}

function mergeMembers(state: State, teamId: string, members: TeamMember[]): State {
  const roster = members.reduce(
    (all, member) => putNewer<TeamMember | MemberGone>(all, member.user.id, member),
    state.teamMembers[teamId] ?? {},
  );
  return setRoster(putUsers(state, ...members.map(({ user }) => user)), teamId, roster);
}

function setRoster(state: State, teamId: string, roster: State['teamMembers'][string]): State {
  return { ...state, teamMembers: { ...state.teamMembers, [teamId]: roster } };
}
