import { AudioLines, Bell, Laptop, Palette, ShieldCheck, Smile, UserRound, UserRoundCog } from 'lucide-react';
import { TopBar } from '../frame/top-bar.js';
import { SettingsFrame, type SettingsSection } from '../ui/settings-frame.js';
import VoiceSettings from '../voice/voice-settings.js';
import { AccountSection } from './account-section.js';
import { AppearanceSection } from './appearance-section.js';
import { NotificationsSection } from './notifications-section.js';
import { ProfileSection } from './profile-section.js';
import { SessionsSection } from './sessions-section.js';
import { StatusSection } from './status-section.js';
import { TwoStepSection } from './two-step-section.js';

const sections: SettingsSection[] = [
  { slug: 'profile', label: 'Profile', icon: UserRound, content: <ProfileSection /> },
  { slug: 'status', label: 'Status', icon: Smile, content: <StatusSection /> },
  { slug: 'account', label: 'Account', icon: UserRoundCog, content: <AccountSection /> },
  { slug: 'two-step', label: 'Two-step log-in', icon: ShieldCheck, content: <TwoStepSection /> },
  { slug: 'devices', label: 'Devices', icon: Laptop, content: <SessionsSection /> },
  { slug: 'notifications', label: 'Notifications', icon: Bell, content: <NotificationsSection /> },
  { slug: 'voice', label: 'Voice and video', icon: AudioLines, content: <VoiceSettings /> },
  { slug: 'appearance', label: 'Appearance', icon: Palette, content: <AppearanceSection /> },
];

/** Everything that is one's own: who one is, how one signs in, what one is told. */
export default function SettingsPage({ section }: { section: string | undefined }) {
  return (
    <>
      <TopBar title="Settings" />
      <SettingsFrame title="Settings" path="/settings" sections={sections} current={section} />
    </>
  );
}
