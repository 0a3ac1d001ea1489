import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, TabProvider } from '@ariakit/react';

interface TabSpec {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

interface Props {
  /** What the list is of, for screen readers. */
  label: string;
  tabs: readonly TabSpec[];
  selected: string;
  onSelect: (id: string) => void;
}

/** A few lists in one place, of which one is seen. Arrow keys move between them. What is not seen is not drawn. */
export function Tabs({ label, tabs, selected, onSelect }: Props) {
  return (
    <TabProvider selectedId={selected} setSelectedId={(id) => id && onSelect(id)}>
      <TabList aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line px-2">
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className="-mb-px min-h-10 pointer-coarse:min-h-11 shrink-0 border-b-2 border-transparent px-3 font-medium text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} tabId={tab.id} unmountOnHide className="flex min-h-0 flex-1 flex-col">
          {tab.content}
        </TabPanel>
      ))}
    </TabProvider>
  );
}
