import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react';

const offered = [...'💬📅🎧🍽🤒🌴🚌🏡💡🔥🎉☕🏃😴📞✈🎓👶🐛🚀🧘🌧📚🙈'].map((emoji) =>
  /\p{Emoji_Presentation}/u.test(emoji) ? emoji : `${emoji}\uFE0F`,
);

/** A small picture for what one is doing. */
export function EmojiChoice({ value, onChange }: { value: string; onChange: (emoji: string) => void }) {
  return (
    <MenuProvider>
      <MenuButton
        aria-label={`Picture: ${value}`}
        className="grid size-10 shrink-0 place-content-center rounded-lg border border-line bg-raised text-lg hover:bg-hover"
      >
        {value}
      </MenuButton>
      <Menu
        portal
        gutter={4}
        className="z-40 grid max-w-[calc(100vw-2rem)] grid-cols-6 gap-1 rounded-xl border border-line bg-raised p-2 shadow-xl outline-none"
      >
        {offered.map((emoji) => (
          <MenuItem
            key={emoji}
            onClick={() => onChange(emoji)}
            className="grid size-10 place-content-center rounded-lg text-lg hover:bg-hover data-active-item:bg-accent-soft"
          >
            {emoji}
          </MenuItem>
        ))}
      </Menu>
    </MenuProvider>
  );
}
