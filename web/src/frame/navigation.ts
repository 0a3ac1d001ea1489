import { createContext, useContext } from 'react';

/** Whether the sidebar lies over the conversation, on screens too narrow for both. */
interface Navigation {
  open: boolean;
  setOpen: (open: boolean) => void;
}

export const NavigationContext = createContext<Navigation>({ open: false, setOpen: () => undefined });

export function useNavigation(): Navigation {
  return useContext(NavigationContext);
}
