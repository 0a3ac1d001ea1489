import { Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ChannelPage, DmPage } from '../channel/channel-page.js';
import { watchForCalls } from '../notify/watch.js';
import { watchForIdleness } from '../presence/idle.js';
import { client, useParley } from '../session/parley.js';
import { homePath } from '../session/places.js';
import { NewTeamPage } from '../team/new-team-page.js';
import { lazily } from '../ui/lazily.js';
import { Splash } from '../ui/splash.js';
import { CallsMount } from '../voice/calls-mount.js';
import { AddressBanner } from './address-banner.js';
import { watchDepartures } from '../frame/departures.js';
import { Dialogs } from './dialogs.js';
import { NavigationContext } from '../frame/navigation.js';
import { NewerBanner } from './newer-banner.js';
import { Nothing } from '../frame/nothing.js';
import { Shortcuts } from './shortcuts.js';
import { Sidebar } from './sidebar.js';
import { TopBar } from '../frame/top-bar.js';

// Followed now and then, never at first sight of a conversation.
const MessageLink = lazily(() => import('../timeline/message-link.js'));
// Few open them, and rarely.
const AdminPage = lazily(() => import('../admin/admin-page.js'));
const TeamSettingsPage = lazily(() => import('../team-settings/team-settings-page.js'));
const SettingsPage = lazily(() => import('../settings/settings-page.js'));

/** Everything that one sees signed in: teams and channels at the side, one conversation. */
export default function Workspace() {
  const loaded = useParley(() => client.state.epoch !== null && client.me !== null);
  const [open, setOpen] = useState(false);
  const [path] = useLocation();
  useEffect(() => setOpen(false), [path]);
  useEffect(watchForIdleness, []);
  useEffect(watchForCalls, []);
  useEffect(watchDepartures, []);
  if (!loaded) return <Splash />;
  return (
    <NavigationContext value={{ open, setOpen }}>
      <div className="flex h-full overflow-hidden">
        <a
          href="#message"
          className="fixed start-2 top-2 z-40 -translate-y-20 rounded-lg bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
        >
          Go to the message box
        </a>
        <Shortcuts />
        <Sidebar />
        <main className="flex min-w-0 flex-1 flex-col">
          <NewerBanner />
          <AddressBanner />
          <CallsMount />
          <Switch>
            <Route path="/">
              <Home />
            </Route>
            <Route path="/new-team">
              <TopBar title="New team" />
              <NewTeamPage />
            </Route>
            <Route path="/admin/:section?">
              {({ section }) => (
                <Suspense>
                  <AdminPage section={section} />
                </Suspense>
              )}
            </Route>
            <Route path="/settings/team/:slug/:section?">
              {({ slug, section }) => (
                <Suspense>
                  <TeamSettingsPage slug={slug} section={section} />
                </Suspense>
              )}
            </Route>
            <Route path="/settings/:section?">
              {({ section }) => (
                <Suspense>
                  <SettingsPage section={section} />
                </Suspense>
              )}
            </Route>
            <Route path="/dm/:channel">{({ channel }) => <DmPage channelId={channel} />}</Route>
            <Route path="/message/:message">
              {({ message }) => (
                <Suspense fallback={<Splash />}>
                  <MessageLink messageId={message} />
                </Suspense>
              )}
            </Route>
            <Route path="/:team">{({ team }) => <TeamHome slug={team} />}</Route>
            <Route path="/:team/:channel">
              {({ team, channel }) => <ChannelPage teamSlug={team} slug={channel} />}
            </Route>
            <Route>
              <Nothing />
            </Route>
          </Switch>
        </main>
        <Dialogs />
      </div>
    </NavigationContext>
  );
}

function Home() {
  return <Redirect to={homePath() ?? '/new-team'} replace />;
}

function TeamHome({ slug }: { slug: string }) {
  const team = client.teams().find((one) => one.slug === slug);
  const channel = team && client.channels(team.id)[0];
  return channel ? <Redirect to={`/${slug}/${channel.slug}`} replace /> : <Nothing />;
}
