import { useEffect, useState } from 'react';
import { isLoaded, languageOf, loadLanguage } from './languages.js';
import { Tokens } from './tokens.js';

/** Code in its colours as soon as its grammar is there; the same text in the same lines before, so that nothing moves. */
export default function Highlighted({ code, info }: { code: string; info: string }) {
  const language = languageOf(info);
  const [, setLoaded] = useState(false);
  useEffect(() => {
    if (language === undefined || isLoaded(language)) return undefined;
    let isLeft = false;
    // Without a grammar, as when the network is away, code stays readable.
    void loadLanguage(language).then(
      () => isLeft || setLoaded(true),
      () => undefined,
    );
    return () => void (isLeft = true);
  }, [language]);
  return language !== undefined && isLoaded(language) ? <Tokens code={code} language={language} /> : code;
}
