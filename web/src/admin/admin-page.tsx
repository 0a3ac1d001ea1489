import { Activity, HardDrive, ListChecks, ScrollText, Users } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { Nothing } from '../frame/nothing.js';
import { TopBar } from '../frame/top-bar.js';
import { SettingsFrame, type SettingsSection } from '../ui/settings-frame.js';
import { HealthSection } from './health-section.js';
import { JobsSection } from './jobs-section.js';
import { RecordSection } from './record-section.js';
import { StorageSection } from './storage-section.js';
import { UsersSection } from './users-section.js';

const sections: SettingsSection[] = [
  { slug: 'users', label: 'People', icon: Users, content: <UsersSection /> },
  { slug: 'jobs', label: 'Jobs', icon: ListChecks, content: <JobsSection /> },
  { slug: 'storage', label: 'Storage', icon: HardDrive, content: <StorageSection /> },
  { slug: 'health', label: 'Health', icon: Activity, content: <HealthSection /> },
  { slug: 'record', label: 'Record', icon: ScrollText, content: <RecordSection /> },
];

/** What the owners of the installation see and do. For everybody else there is nothing here. */
export default function AdminPage({ section }: { section: string | undefined }) {
  const isOwner = useParley(() => client.me?.isOwner === true);
  if (!isOwner) return <Nothing />;
  return (
    <>
      <TopBar title="Administration" />
      <SettingsFrame title="Administration" path="/admin" sections={sections} current={section} />
    </>
  );
}
