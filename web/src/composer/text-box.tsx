import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type Ref,
  type TextareaHTMLAttributes,
} from 'react';

/** Pixels; then it scrolls. */
const MAX_HEIGHT = 240;

interface Props extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'onKeyDown' | 'value'> {
  value: string;
  onText: (text: string) => void;
  /** Enter without Shift. */
  onEnter: () => void;
  /** Every key, before it counts: what is prevented here is done. */
  onKey?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  ref?: Ref<HTMLTextAreaElement>;
}

/** A box that grows with its text. Enter is done, Shift and Enter a new line. */
export function TextBox({ value, onText, onEnter, onKey, autoFocus, ref, ...rest }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => box.current!);

  useLayoutEffect(() => {
    const { style } = box.current!;
    style.height = 'auto'; // else it would never shrink
    style.height = `${Math.min(box.current!.scrollHeight, MAX_HEIGHT)}px`;
  }, [value]);

  // At the end of what is there already, which the attribute does not do.
  useEffect(() => {
    if (!autoFocus) return;
    box.current?.focus();
    box.current?.setSelectionRange(value.length, value.length);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it appears
  }, []);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // Enter ends the choice of a word in Chinese, Japanese and Korean; Safari tells so by the old key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    onKey?.(event);
    if (event.defaultPrevented || event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    onEnter();
  }

  return (
    <textarea
      ref={box}
      rows={1}
      value={value}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={onKeyDown}
      {...rest}
    />
  );
}
